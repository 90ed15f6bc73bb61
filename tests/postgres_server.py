"""A PostgreSQL server of the tests' own: made in a scratch folder, on a socket there, gone at the end."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

USER = "prp"
PASSWORD = "sesame-ouvre-toi"
PROGRAMS = ("initdb", "postgres")


def find_programs() -> Path | None:
    """The folder of the newest server's programs; None where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name.split(".")[0]))
    if found := shutil.which("postgres"):
        folders.append(Path(found).resolve().parent)
    return next((f for f in reversed(folders) if all((f / name).exists() for name in PROGRAMS)), None)


class Server:
    """A running server. `sockets` is the folder of its socket; it asks every user for a password."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        # Not in TMPDIR: another user must come to it, and a socket's path may be no longer than some hundred letters.
        self.folder = Path(tempfile.mkdtemp(prefix="prp-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
        self.data, self.sockets = self.folder / "data", self.folder
        # A server refuses to run as root: it is then run by the user that the package made for it, or by nobody.
        self._as = None if os.geteuid() else next(u for u in ("postgres", "nobody") if _is_user(u))
        if self._as:
            shutil.chown(self.folder, self._as)
        secret = self.folder / "secret"
        secret.write_text(PASSWORD + "\n", encoding="utf-8")
        secret.chmod(0o644)
        self._run(
            "initdb", "-D", self.data, "-U", USER, f"--pwfile={secret}", "-A", "scram-sha-256", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def _run(self, program: str, *arguments: object) -> None:
        subprocess.run(
            [str(self._programs / program), *map(str, arguments)],
            check=True, capture_output=True, cwd=self.folder, user=self._as, env=self._env(),
        )  # fmt: skip

    @staticmethod
    def _env() -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {"fsync": "off", "listen_addresses": "", "unix_socket_directories": self.sockets,
                    "max_connections": "60", "shared_buffers": "32MB", "log_statement": "all"}  # fmt: skip
        flags = [flag for name, value in settings.items() for flag in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self.data), *flags],
                stdout=log, stderr=log, cwd=self.folder, user=self._as, env=self._env(),
            )  # fmt: skip
        for _ in range(300):
            try:
                self.ask("postgres", "SELECT 1")
            except Exception:
                if self._process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:])

    def stop(self) -> None:
        """Stop it as a crash would."""
        if self._process:
            self._process.send_signal(3)  # SIGQUIT: at once
            self._process.wait(timeout=60)
            self._process = None

    def close(self) -> None:
        """Stop it and leave nothing."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, *, user: str = USER, password: str = PASSWORD) -> str:
        """The address of a database."""
        return f"postgresql://{user}:{password}@/{database}?host={self.sockets}"

    def ask(self, database: str, question: str) -> list[tuple[object, ...]]:
        """What the server answers."""
        import psycopg  # noqa: PLC0415 - an extra

        with psycopg.connect(self.url(database), autocommit=True) as db:
            cursor = db.execute(question)
            return cursor.fetchall() if cursor.description else []

    def make(self, name: str = "", *, like: str = "template1") -> str:
        """A new database; gives its address."""
        name = name or f"t{secrets.token_hex(6)}"
        self.ask("postgres", f"CREATE DATABASE {name} TEMPLATE {like}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Take a database away again: each is some megabytes."""
        self.ask("postgres", f"DROP DATABASE IF EXISTS {name_of(url)} WITH (FORCE)")


def name_of(url: str) -> str:
    """The database that an address of ours names."""
    return urlsplit(url).path.removeprefix("/")


def _is_user(name: str) -> bool:
    import pwd  # noqa: PLC0415 - not everywhere

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
