"""From what a person types (files, folders, globs, `-`) to Documents, one at a time.

Nothing here stops a run: an input that cannot be read is a `Problem`. Only options that cannot be meant, and a
sidecar that is wrong, raise, before anything is read.
"""

from __future__ import annotations

import glob
import io
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from ..errors import SourceError
from ..types import Document, Struct
from .document import Facts
from .html import read_html
from .jsonl import read_jsonl
from .options import IngestOptions, Problem, check_options
from .plain import read_plain
from .sidecar import read_sidecar

PLAIN, PAGES, LINES = frozenset({".txt"}), frozenset({".html", ".htm"}), frozenset({".jsonl", ".ndjson"})
READ = PLAIN | PAGES | LINES
_KINDS = ", ".join(sorted(READ))
STDIN = "stdin"


class _Found(Struct, frozen=True):
    """A file to read, and whether a person named it (not the folder it lies in)."""

    path: Path
    named: bool = True


def read_sources(
    inputs: Sequence[str | Path], *, options: IngestOptions | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Problem]:
    """Documents of `inputs`, in the order given, folders recursively in the order of names; problems in between.

    An input is a file, a folder, a glob (`**` reaches into folders) or `-` for `stdin`, whose kind is told from its
    first characters. A file reached twice is read once. Texts are not compared: see `unite_documents`. Raises
    ConfigError for options or a sidecar that are wrong, at the call, before anything is read.
    """
    options = options or IngestOptions()
    check_options(options)
    stated = read_sidecar(options.sidecar) if options.sidecar else {}
    return _read_all(inputs, options=options, stated=stated, stdin=stdin)


def _read_all(
    inputs: Sequence[str | Path], *, options: IngestOptions, stated: dict[Path, Facts], stdin: BinaryIO | None
) -> Iterator[Document | Problem]:
    seen: set[Path] = set()
    sidecar = options.sidecar.resolve() if options.sidecar else None
    for given in inputs:
        if str(given) == "-":
            yield from _read_stdin(stdin, options=options)
            continue
        for found in _expand(given):
            if isinstance(found, Problem):
                yield found
                continue
            real = Path(os.path.realpath(found.path))
            if real in seen or real == sidecar:
                continue
            seen.add(real)
            facts = stated.get(real, Facts())
            yield from _read_file(found.path, facts=_with_defaults(facts, options), options=options)


def _with_defaults(facts: Facts, options: IngestOptions) -> Facts:
    return msgspec.structs.replace(
        facts, published=facts.published or options.published, outlet=facts.outlet or options.outlet
    )


def _expand(given: str | Path) -> Iterator[_Found | Problem]:
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


def _expand_path(path: Path) -> Iterator[_Found | Problem]:
    if os.path.isdir(path):
        found = list(_walk(path))
        yield from found
        if all(isinstance(one, Problem) and one.skipped for one in found):
            yield Problem(uri=path.as_posix(), reason=f"this folder holds no file that is read ({_KINDS})")
    elif os.path.islink(path) and not os.path.exists(path):
        yield Problem(uri=path.as_posix(), reason="this link points to a file that does not exist")
    elif path.suffix.lower() not in READ:
        yield Problem(uri=path.as_posix(), reason=f"no reader for this kind of file; read are {_KINDS}", skipped=1)
    else:
        yield _Found(path=path)


def _walk(folder: Path) -> Iterator[_Found | Problem]:
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
        elif path.suffix.lower() not in READ or os.path.isdir(path):
            skipped += 1
        elif entry.is_symlink() and not os.path.exists(path):
            yield Problem(uri=path.as_posix(), reason="this link points to a file that does not exist")
        else:
            yield _Found(path=path, named=False)
    if skipped:
        reason = f"{skipped} files of other kinds left aside; read are {_KINDS}"
        yield Problem(uri=folder.as_posix(), reason=reason, skipped=skipped)


def _read_file(path: Path, *, facts: Facts, options: IngestOptions) -> Iterator[Document | Problem]:
    uri = path.as_posix()
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield Problem(uri=uri, reason="this is a device or a pipe, not a file; pipe it in and give -")
            return
        with path.open("rb") as stream:
            yield from _read_stream(stream, kind=path.suffix.lower(), uri=uri, facts=facts, options=options)
    except OSError as error:
        yield Problem(uri=uri, reason=f"this file cannot be opened ({error.strerror or error})")


def _read_stdin(stdin: BinaryIO | None, *, options: IngestOptions) -> Iterator[Document | Problem]:
    if stdin is None:
        yield Problem(uri=STDIN, reason="- was given but nothing is piped in")
        return
    data = stdin.read(options.max_bytes + 1)
    kind = _sniff(data)
    stream: BinaryIO = io.BytesIO(data)
    if kind in LINES and len(data) > options.max_bytes:
        stream = io.BytesIO(data + stdin.read())
    yield from _read_stream(stream, kind=kind, uri=STDIN, facts=_with_defaults(Facts(), options), options=options)


def _sniff(data: bytes) -> str:
    """The ending that a file with these first bytes would have."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if start.startswith(b"{"):
        first = data.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
        try:
            if isinstance(msgspec.json.decode(first), dict):
                return ".jsonl"
        except (msgspec.DecodeError, RecursionError):
            pass  # a text that happens to open with a brace
    return ".txt"


def _read_stream(
    stream: BinaryIO, *, kind: str, uri: str, facts: Facts, options: IngestOptions
) -> Iterator[Document | Problem]:
    """What the reader of `kind` makes of `stream`."""
    if kind in LINES:
        yield from read_jsonl(stream, uri=uri, stated=facts, options=options)
        return
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        yield Problem(uri=uri, reason=f"larger than {options.max_bytes:,} bytes: split it, one dispatch a file")
        return
    try:
        if kind in PAGES:
            yield read_html(data, uri=uri, stated=facts, max_depth=options.max_depth)
        else:
            yield read_plain(data, uri=uri, stated=facts)
    except SourceError as error:
        yield Problem(uri=uri, reason=error.reason)
