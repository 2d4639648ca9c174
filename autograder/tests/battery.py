"""Grade every submission of hostile/ in one run of the real command, beside honest ones; keep all that it left."""

import ast
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HOSTILE = HERE / "hostile"
FILES = sorted(HOSTILE.glob("*/*.py"))
NEIGHBOURS = tuple(f"{group.name}-neighbour" for group in sorted(HOSTILE.iterdir()) if group.is_dir())
VALUES = ("test_multiplies_every_entry", "test_keeps_the_dtype")
OUTCOMES = {
    "must earn nothing": lambda scale, statuses: scale["score"] == 0,
    "must fail on its values": lambda scale, statuses: not any(statuses[name] == "passed" for name in VALUES),
    "must run out of time": lambda scale, statuses: scale["score"] == 0 and "timeout" in statuses.values(),
    "must be ended": lambda scale, statuses: set(statuses.values()) == {"not_run"},
    # from Python 3.12 on, C code that recurs raises in time
    "must be ended by its stack": lambda scale, statuses: set(statuses.values()) == {
        "not_run" if sys.version_info < (3, 12) else "error"},
    "must keep its score": lambda scale, statuses: scale["score"] == scale["points"] == 4,
}
# a child on a GPU holds the driver in memory, and waits for it
SETTINGS = {"cpu": "CHECK_TIMEOUT_S = 3\nSUBMISSION_TIMEOUT_S = 30\nMEMORY_MB = 256\n",
            "cuda": "CHECK_TIMEOUT_S = 10\nSUBMISSION_TIMEOUT_S = 40\nMEMORY_MB = 3000\n"}
# adopts what a submission left behind, and tells it
WRAPPER = """
import json, subprocess, sys
import psutil
from autograder.sandbox import linux
linux.adopt_orphans()
code = subprocess.run(sys.argv[2:]).returncode
left = [process.info for process in psutil.process_iter(["pid", "ppid", "cmdline"])
        if process.pid in {child.pid for child in psutil.Process().children(recursive=True)}]
open(sys.argv[1], "w").write(json.dumps(left))
sys.exit(code)
"""


def name_of(path: Path) -> str:
    """The name under which a submission is handed in."""
    return f"{path.parent.name}-{path.stem}"


def outcome_of(path: Path) -> str:
    """What must happen, by the file's first line."""
    line = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return line.rpartition(": ")[2].rstrip(".")


@dataclass(frozen=True)
class Place:
    """A copy of the tiny course with secrets planted in it, open to every user, and what the battery aims at."""

    root: Path
    token: str

    @property
    def course(self) -> Path:
        return self.root / "course"

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def mark(self) -> str:
        """The beginning of paths that exist only where a submission has broken out."""
        return str(self.root / "open" / "mark")

    @property
    def name(self) -> str:
        """A name that no other file has."""
        return f"autograder-{self.token}"

    @cached_property
    def canaries(self) -> dict[str, str]:
        """A secret for each place where none may get out."""
        places = ("suite", "solution", "answer", "settings", "gradebook", "notebook", "submission", "environment")
        return {place: f"canary-{secrets.token_hex(8)}" for place in places}

    def filled(self, text: str) -> str:
        """The text of a submission that knows where everything is."""
        words = {"course": self.course, "submitted": self.root / "submitted", "out": self.out, "mark": self.mark,
                 "name": self.name, "engine": HERE.parents[1], "listener": self.root / "open" / "listener",
                 "datagrams": self.root / "open" / "datagrams"}
        for word, value in words.items():
            text = text.replace(f"@{word}@", str(value))
        return text


@dataclass(frozen=True)
class Ran:
    """One run over the battery."""

    place: Place
    code: int
    terminal: str
    left_processes: list[Any]
    temporary: list[str]
    heard: bytes

    def result(self, student: str) -> dict[str, Any]:
        return json.loads((self.place.out / "tiny" / student / "results.json").read_text(encoding="utf-8"))

    def broken_out(self, path: Path) -> list[tuple[str, str]]:
        """What was told of each check, where what must happen to a submission has not happened."""
        [scale] = [item for item in self.result(name_of(path))["exercises"] if item["name"] == "scale"]
        statuses = {check["id"]: check["status"] for check in scale["checks"]}
        if OUTCOMES[outcome_of(path)](scale, statuses) and "broken" not in statuses.values():
            return []
        return [(check["status"], check["message"]) for check in scale["checks"]]

    def outputs(self) -> Iterator[tuple[str, str]]:
        """The name and the text of everything that was written; the journal's answers are partly bytes."""
        yield "terminal", self.terminal
        for path in sorted(self.place.out.rglob("*")):
            if path.is_file():
                errors = "replace" if path.suffix == ".answers" else "strict"
                yield str(path.relative_to(self.place.out)), path.read_text(encoding="utf-8", errors=errors)


@contextmanager
def planted(root: Path, device: str = "cpu") -> Iterator[Place]:
    """The place, with secrets and submissions, for a run on `device`."""
    place = Place(root, secrets.token_hex(8))
    shutil.copytree(HERE / "course", place.course, ignore=shutil.ignore_patterns("__pycache__"))
    canaries = place.canaries
    tests = place.course / "tests" / "tiny"
    for path, canary in (
        (tests / "test_scale.py", canaries["suite"]),
        (place.course / "solutions" / "tiny.py", canaries["solution"]),
        (tests / "right" / "scale" / "library_call.py", canaries["answer"]),
        (place.course / "grader_config.py", canaries["settings"]),
    ):
        path.write_text(f"# {canary}\n{path.read_text(encoding='utf-8')}\nSECRET_WORD = {canary!r}\n", encoding="utf-8")
    with (place.course / "grader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(f"del SECRET_WORD\nDEVICE = {device!r}\n{SETTINGS[device]}")
    notebook = place.course / "source" / "tiny" / "tiny.ipynb"
    told = json.loads(notebook.read_text(encoding="utf-8"))
    notebook.write_text(json.dumps({"metadata": {"secret": canaries["notebook"]}, **told}), encoding="utf-8")
    (place.course / "gradebook.db").write_text(canaries["gradebook"])
    (tests / "__pycache__").mkdir()
    (tests / "__pycache__" / "test_scale.pyc").write_text(canaries["suite"])
    solution = (HERE / "course" / "solutions" / "tiny.py").read_text(encoding="utf-8")
    for student in NEIGHBOURS:
        _hand_in(place, student, f"# {canaries['submission']}\n{solution}")
    for path in FILES:
        _hand_in(place, name_of(path), place.filled(path.read_text(encoding="utf-8")))
    for folder in ("open", "temporary"):
        (root / folder).mkdir()
    for path in (root, *root.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    yield place


def _hand_in(place: Place, student: str, text: str) -> None:
    folder = place.root / "submitted" / student
    folder.mkdir(parents=True)
    (folder / "tiny.py").write_text(text, encoding="utf-8")


def run(place: Place) -> Ran:
    """Grade the battery with the command line, two submissions at a time."""
    left = place.root / "left.json"
    command = [sys.executable, "-m", "autograder", "grade", "tiny", str(place.root / "submitted"), "--out",
               str(place.out), "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1]), "TMPDIR": str(place.root / "temporary"),
                   "SECRET_WORD": place.canaries["environment"], "COLUMNS": "200"}
    with ExitStack() as stack:
        listeners = [stack.enter_context(socket.socket(socket.AF_UNIX, kind))
                     for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)]
        for listener, name in zip(listeners, ("listener", "datagrams"), strict=True):
            listener.bind(str(place.root / "open" / name))
            (place.root / "open" / name).chmod(0o777)
            listener.setblocking(False)
        listeners[0].listen()
        done = subprocess.run([sys.executable, "-c", WRAPPER, str(left), *command], cwd=place.course, env=environment,
                              capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
        heard = b"".join(map(_heard, listeners))
    return Ran(place, done.returncode, done.stdout + done.stderr, json.loads(left.read_text()),
               os.listdir(place.root / "temporary"), heard)


def _heard(listener: socket.socket) -> bytes:
    try:
        return listener.recv(100) if listener.type == socket.SOCK_DGRAM else repr(listener.accept()).encode()
    except BlockingIOError:
        return b""
