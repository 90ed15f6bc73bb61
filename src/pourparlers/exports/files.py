"""Where exports go: a file or a folder appears whole, in place of the last one, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import ConfigError


@contextmanager
def replace_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file beside `path` that takes its place when the block ends well, and is gone when it does not.

    Raises OSError naming `path`. Permissions are those of a file that the user makes.
    """
    with _naming(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(name, 0o666 & ~_umask())
        with _naming(path):
            os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


@contextmanager
def replace_folder(path: Path, *, ours: Collection[str]) -> Iterator[Path]:
    """An empty folder beside `path` that takes its place when the block ends well.

    A folder that is there is replaced only where it holds nothing but files named in `ours`. Raises ConfigError for
    one that holds more, OSError naming `path`. Between the two moves there is an instant without either.
    """
    if path.is_dir() and (others := sorted({entry.name for entry in path.iterdir()} - set(ours))):
        raise ConfigError(f"{path}: holds {others[0]}, which is no table of an export; name a folder of its own")
    with _naming(path):
        if path.exists() and not path.is_dir():
            raise FileExistsError(17, "a file of this name is there; the tables need a folder")
        fresh = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    try:
        yield fresh
        os.chmod(fresh, 0o777 & ~_umask())
        with _naming(path):
            _swap(fresh, path)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _swap(fresh: Path, path: Path) -> None:
    if not path.exists():
        os.rename(fresh, path)
        return
    last = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    os.rename(path, last)
    try:
        os.rename(fresh, path)
    except BaseException:
        os.rename(last, path)
        raise
    shutil.rmtree(last)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Errors of the system name `path`, not the file beside it."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error


def _umask() -> int:
    """The user's umask; reading it means setting it."""
    umask = os.umask(0)
    os.umask(umask)
    return umask
