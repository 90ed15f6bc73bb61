"""A software bill of materials (CycloneDX 1.6, JSON) of all that requirements.lock pins.

    python .ci/sbom.py OUT [--lock FILE]

Made from the lock and pyproject.toml alone: the same two files give the same bytes, wherever it is made. The moment
that it bears is that of SOURCE_DATE_EPOCH, else the first of 1970, which says that none was told. Each package has the
digests of the files that pip may install for it; one that is pinned at two versions, for two systems, is in twice.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\\n]+?))?\s*\\?$")


def read_lock(lock: Path) -> Iterator[Component]:
    """A component a pin, with its digests. Raises ValueError for a line that is neither pin, digest nor comment."""
    name = version = ""
    marker: str | None = None
    digests: list[str] = []
    for line in [*lock.read_text(encoding="utf-8").splitlines(), ""]:
        pin = _PIN.match(line)
        if (pin or not line) and name:
            yield make_component(name, version, marker, digests)
            name, digests = "", []
        if pin:
            name, version, marker = str(canonicalize_name(pin["name"])), pin["version"], pin["marker"]
        elif line.startswith("    --hash=sha256:"):
            digests.append(line.strip(" \\").removeprefix("--hash=sha256:"))
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ValueError(f"{lock}: neither a pin, a digest nor a comment: {line[:80]}")


def make_component(name: str, version: str, marker: str | None, digests: list[str]) -> Component:
    """The component of one pin."""
    url = PackageURL("pypi", None, name, version)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(f"https://pypi.org/simple/{name}/"),
        comment="digests of the files that may be installed",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in digests],
    )
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=version,
        bom_ref=f"{name}=={version}",
        purl=url,
        external_references=[files],
        properties=[Property(name="pourparlers:marker", value=marker)] if marker else [],
    )


def make_bom(lock: Path, project: Path) -> Bom:
    """The bill: the project, what it asks for itself, and every pin."""
    about = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    root = Component(
        type=ComponentType.APPLICATION,
        name=about["name"],
        version=about["version"],
        bom_ref=about["name"],
        description=about["description"],
        licenses=[LicenseExpression(about["license"])],
        purl=PackageURL("pypi", None, about["name"], about["version"]),
    )
    components = list(read_lock(lock))
    if not components:
        raise ValueError(f"{lock}: pins no package")
    wanted = {canonicalize_name(Requirement(text).name) for text in about["dependencies"]}
    bom = Bom(components=components)
    bom.metadata.component = root
    bom.register_dependency(root, [one for one in components if one.name in wanted])
    content = lock.read_text(encoding="utf-8") + project.read_text(encoding="utf-8")
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, content)
    bom.metadata.timestamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    return bom


def main() -> int:
    """Write the bill to the file that the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--lock", type=Path, default=ROOT / "requirements.lock")
    chosen = parser.parse_args()
    bom = make_bom(chosen.lock, ROOT / "pyproject.toml")
    words = JsonV1Dot6(bom).output_as_string(indent=1)
    chosen.out.write_text(words + "\n", encoding="utf-8")
    print(f"{chosen.out}: {len(bom.components)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
