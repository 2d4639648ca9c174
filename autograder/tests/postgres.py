"""A PostgreSQL server of the test's own, where PostgreSQL is installed."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

UNPRIVILEGED = "postgres"  # the user whom the Debian package makes: the server refuses to run as root


@dataclass
class Server:
    """A running server; each new database is a copy of the first, as it is then."""

    bin: Path
    port: int
    numbers: Iterator[int] = field(default_factory=count)

    def new_database(self) -> str:
        number = next(self.numbers)
        name, template = f"gradebook{number}", "gradebook0" if number else "template0"
        _run(self.bin / "createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "grader", "-T", template, name)
        return f"postgresql+psycopg2://grader@127.0.0.1:{self.port}/{name}"


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Start a server on a free port; skip the test where there is none to start."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = shutil.which("pg_ctl")
    if not binaries and not found:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    server = Server(binaries[-1] if binaries else Path(found).parent, _free_port())
    data = folder / "data"
    data.mkdir()
    if os.geteuid() == 0:
        _open_to_other_users(data)
    _run(server.bin / "initdb", "-D", str(data), "-U", "grader", "--auth=trust", "--no-sync")
    options = f"-p {server.port} -h 127.0.0.1 -k {data} -F"
    _run(server.bin / "pg_ctl", "-D", str(data), "-w", "-t", "300", "-l", str(data / "log"), "-o", options, "start")
    try:
        yield server
    finally:
        _run(server.bin / "pg_ctl", "-D", str(data), "-m", "immediate", "-t", "300", "stop")


def _open_to_other_users(data: Path) -> None:
    """pytest's folders are closed to all but their owner."""
    shutil.chown(data, UNPRIVILEGED)
    for folder in data.parents:
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)


def _run(*command: object) -> None:
    user = pwd.getpwnam(UNPRIVILEGED).pw_uid if os.geteuid() == 0 else None
    subprocess.run([str(part) for part in command], check=True, user=user, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
