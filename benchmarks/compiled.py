"""The compiled package beside the plain one: builds it, reads the same texts with both, compares, and measures.

    python benchmarks/compiled.py [--texts FOLDER...] [--rounds 5] [--keep FOLDER]

The package is built from a clone of HEAD with `HATCH_BUILD_HOOK_ENABLE_MYPYC=1` (some four minutes on one core; a C
compiler and Python's headers are needed) and laid into a folder. Both then read the texts and export the record, which
must be the same byte for byte; then `throughput.py` runs with each in turn. Ends with 1 where the records differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "src/pourparlers/samples"
_MAIN = "from pourparlers.cli import main; main()"


def build(folder: Path) -> Path:
    """The folder into which the compiled package of HEAD was laid. Raises CalledProcessError where it does not compile.

    From a clone: what mypyc makes beside the sources would hide them from then on.
    """
    source, wheels, laid = folder / "source", folder / "wheels", folder / "compiled"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(source)], check=True)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(wheels), str(source)],
        env={**os.environ, "HATCH_BUILD_HOOK_ENABLE_MYPYC": "1", "POURPARLERS_SKIP_WEB": "1"},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(laid)
    return laid


def run(package: Path, *arguments: str) -> str:
    """What a Python that finds `package` first prints."""
    env = {**os.environ, "PYTHONPATH": str(package)}
    return subprocess.run([sys.executable, *arguments], env=env, check=True, capture_output=True, text=True).stdout


def export(package: Path, texts: list[str], db: Path) -> str:
    """The record of `texts` as JSON Lines."""
    run(package, "-c", _MAIN, "read", *texts, "--db", str(db))
    return run(package, "-c", _MAIN, "export", "--format", "jsonl", "--db", str(db))


def main() -> None:
    """Build, compare, measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", nargs="+", default=[str(SAMPLES)], help="folders that both read")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of throughput.py")
    parser.add_argument("--keep", type=Path, help="folder in which what was built stays")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        compiled, plain = build(folder), ROOT / "src"
        modules = len(list((compiled / "pourparlers").rglob("*.so")) + list((compiled / "pourparlers").rglob("*.pyd")))
        if not modules:
            sys.exit("nothing was compiled")
        print(f"{modules} modules compiled in {time.perf_counter() - began:.0f} s")
        records = [export(where, options.texts, folder / f"{i}.sqlite") for i, where in enumerate((plain, compiled))]
        if records[0] != records[1]:
            sys.exit("the compiled package makes another record than the plain one")
        print(f"the same record, byte for byte: {len(records[0]):,} characters")
        for name, where in (("plain", plain), ("compiled", compiled)):
            said = run(where, str(ROOT / "benchmarks/throughput.py"), "--rounds", str(options.rounds))
            print(f"\n{name}: {said.strip()}")


if __name__ == "__main__":
    main()
