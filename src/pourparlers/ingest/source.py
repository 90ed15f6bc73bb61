"""From what a person types (files, folders, globs, `-`) to Documents, one at a time.

Nothing here stops a run: an input that cannot be read is a `Problem`. Only options that cannot be meant, and a
sidecar that is wrong, raise, before anything is read.
"""

from __future__ import annotations

import glob
import io
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeAlias

import msgspec

from ..errors import SourceError
from ..types import Document, Struct
from .apart import ReaderApart
from .document import Facts
from .jsonl import read_jsonl
from .kinds import HEAD, LISTED, Kind, find_kind, has_reader
from .options import IngestOptions, Problem, check_options
from .parts import Asked
from .plain import read_plain
from .readers import APART
from .sidecar import read_sidecar

STDIN = "stdin"
Opened: TypeAlias = Callable[[str], None]
"""Told the name of each file that is about to be read."""


class Found(Struct, frozen=True):
    """A file to read, and whether a person named it (not the folder it lies in)."""

    path: Path
    named: bool = True


def read_sources(
    inputs: Sequence[str | Path],
    *,
    options: IngestOptions | None = None,
    stdin: BinaryIO | None = None,
    opened: Opened | None = None,
) -> Iterator[Document | Problem]:
    """Documents of `inputs`, in the order given, folders recursively in the order of names; problems in between.

    An input is a file, a folder, a glob (`**` reaches into folders) or `-` for `stdin`. What a source begins with
    tells its form where that is unmistakable, else the end of its name. A file reached twice is read once. `opened`
    is told each file before it is read. Texts are not compared: see `unite_documents`. Raises ConfigError for
    options or a sidecar that are wrong, at the call, before anything is read.
    """
    options = options or IngestOptions()
    check_options(options)
    stated = read_sidecar(options.sidecar) if options.sidecar else {}
    return _read_all(inputs, options=options, stated=stated, stdin=stdin, opened=opened)


def _read_all(
    inputs: Sequence[str | Path],
    *,
    options: IngestOptions,
    stated: dict[Path, Facts],
    stdin: BinaryIO | None,
    opened: Opened | None,
) -> Iterator[Document | Problem]:
    seen: set[Path] = set()
    with ReaderApart(seconds=options.max_seconds) as apart:
        for given in inputs:
            if str(given) == "-":
                yield from _read_stdin(stdin, options=options, apart=apart)
                continue
            for one in _find_files(given, options=options, stated=stated, seen=seen):
                if isinstance(one, Problem):
                    yield one
                    continue
                found, facts = one
                if opened:
                    opened(found.path.as_posix())
                yield from read_file(found, facts=facts, options=options, apart=apart)


def find_files(
    inputs: Sequence[str | Path], *, options: IngestOptions | None = None
) -> Iterator[tuple[Found, Facts] | Problem]:
    """The files that `read_sources` would read, in its order, with what a person states of each; none is opened.

    Raises ConfigError for options or a sidecar that are wrong, at the call.
    """
    options = options or IngestOptions()
    check_options(options)
    stated = read_sidecar(options.sidecar) if options.sidecar else {}
    seen: set[Path] = set()
    return (one for given in inputs for one in _find_files(given, options=options, stated=stated, seen=seen))


def _find_files(
    given: str | Path, *, options: IngestOptions, stated: dict[Path, Facts], seen: set[Path]
) -> Iterator[tuple[Found, Facts] | Problem]:
    """The files of one input that are not in `seen`, which grows with them."""
    sidecar = options.sidecar.resolve() if options.sidecar else None
    for found in expand_input(given):
        if isinstance(found, Problem):
            yield found
            continue
        real = Path(os.path.realpath(found.path))
        if real not in seen and real != sidecar:
            seen.add(real)
            yield found, _with_defaults(stated.get(real, Facts()), options)


def _with_defaults(facts: Facts, options: IngestOptions) -> Facts:
    return msgspec.structs.replace(
        facts, published=facts.published or options.published, outlet=facts.outlet or options.outlet
    )


def expand_input(given: str | Path) -> Iterator[Found | Problem]:
    """The files that one input names."""
    path = Path(given)
    if os.path.lexists(path):
        yield from _expand_path(path)
        return
    if not glob.has_magic(str(given)):
        yield Problem(uri=str(given), reason=_why_absent(path))
        return
    matches = sorted(glob.glob(str(given), recursive=True))
    if not matches:
        yield Problem(uri=str(given), reason="no file matches this pattern")
    for match in matches:
        yield from _expand_path(Path(match))


def _why_absent(path: Path) -> str:
    try:
        os.lstat(path)
    except PermissionError as error:
        return f"a folder above it cannot be entered ({error.strerror})"
    except (OSError, ValueError):
        pass
    return "there is no such file or folder"


def _expand_path(path: Path) -> Iterator[Found | Problem]:
    if os.path.isdir(path):
        found = list(_walk(path))
        yield from found
        if all(isinstance(one, Problem) and one.skipped for one in found):
            reason = f"this folder holds no file that is read ({LISTED})"
            yield Problem(uri=path.as_posix(), reason=reason, empty=True)
    elif os.path.islink(path) and not os.path.exists(path):
        yield Problem(uri=path.as_posix(), reason="this link points to a file that does not exist")
    elif not has_reader(path.name):
        yield Problem(uri=path.as_posix(), reason=f"no reader for this kind of file; read are {LISTED}", skipped=1)
    else:
        yield Found(path=path)


def _walk(folder: Path) -> Iterator[Found | Problem]:
    """Files of `folder` and the folders in it, by name; hidden ones and linked folders are passed over."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda e: e.name)
    except OSError as error:
        yield Problem(uri=folder.as_posix(), reason=f"this folder cannot be opened ({error.strerror})")
        return
    skipped = 0
    for entry in listed:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif not has_reader(path.name) or os.path.isdir(path):
            skipped += 1
        elif entry.is_symlink() and not os.path.exists(path):
            yield Problem(uri=path.as_posix(), reason="this link points to a file that does not exist")
        else:
            yield Found(path=path, named=False)
    if skipped:
        reason = f"{skipped} files of other kinds left aside; read are {LISTED}"
        yield Problem(uri=folder.as_posix(), reason=reason, skipped=skipped)


def read_file(
    found: Found, *, facts: Facts, options: IngestOptions, apart: ReaderApart
) -> Iterator[Document | Problem]:
    """What one file holds. Of files that only lie in a folder, XML and JSON that are no news are left aside."""
    uri = found.path.as_posix()
    try:
        if not stat.S_ISREG(found.path.stat().st_mode):
            yield Problem(uri=uri, reason="this is a device or a pipe, not a file; pipe it in and give -")
            return
        with found.path.open("rb") as stream:
            kind = find_kind(stream.read(HEAD), found.path.name)
            stream.seek(0)
            if kind is None:
                reason = "this file holds no news in a form that is read: no feed, NewsML-G2 or ninjs"
                yield Problem(uri=uri, reason=reason, skipped=0 if found.named else 1)
            elif kind in APART:
                yield from apart.read(found.path, kind, _asked(uri, facts, options))
            else:
                yield from _read_stream(stream, kind=kind, uri=uri, facts=facts, options=options)
    except OSError as error:
        yield Problem(uri=uri, reason=f"this file cannot be opened ({error.strerror or error})")


def _asked(uri: str, facts: Facts, options: IngestOptions) -> Asked:
    return Asked(
        uri=uri,
        stated=facts,
        fields=options.fields,
        max_bytes=options.max_bytes,
        max_depth=options.max_depth,
        max_file=options.max_file,
    )


def _read_stdin(stdin: BinaryIO | None, *, options: IngestOptions, apart: ReaderApart) -> Iterator[Document | Problem]:
    if stdin is None:
        yield Problem(uri=STDIN, reason="- was given but nothing is piped in")
        return
    facts = _with_defaults(Facts(), options)
    data = stdin.read(options.max_bytes + 1)
    kind = find_kind(data[:HEAD], "") or "plain"
    if kind in APART:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / STDIN
            with path.open("wb") as copy:
                copy.write(data)
                shutil.copyfileobj(stdin, copy)
            yield from apart.read(path, kind, _asked(STDIN, facts, options))
        return
    if kind == "jsonl" and len(data) > options.max_bytes:
        data += stdin.read()
    yield from _read_stream(io.BytesIO(data), kind=kind, uri=STDIN, facts=facts, options=options)


def _read_stream(
    stream: BinaryIO, *, kind: Kind, uri: str, facts: Facts, options: IngestOptions
) -> Iterator[Document | Problem]:
    """What the readers of text make of `stream`."""
    if kind == "jsonl":
        yield from read_jsonl(stream, uri=uri, stated=facts, options=options)
        return
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        yield Problem(uri=uri, reason=f"larger than {options.max_bytes:,} bytes: split it, one dispatch a file")
        return
    try:
        yield read_plain(data, uri=uri, stated=facts)
    except SourceError as error:
        yield Problem(uri=uri, reason=error.reason)
