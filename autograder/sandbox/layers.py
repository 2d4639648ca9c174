"""The layers that confine a child, in the order in which they are put on; which of them a machine offers.

Later ones rely on earlier ones: changing the user clears the parent-death signal, and Landlock and seccomp bind only
the calling thread, so they come before any other exists. Why each is needed stands in its line below; that it stops
what it says is tried in a child of the warm process before anything is graded (`attempts`).
"""

import os
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from autograder.sandbox import identity, landlock, limits, linux, syscalls
from autograder.sandbox.limits import Limits


class Level(Enum):
    """How much of the sandbox holds."""

    STRICT = "strict"
    REDUCED = "reduced"
    COOPERATIVE = "cooperative"


@dataclass(frozen=True)
class Confinement:
    """What the layers of one child have to know. `uid`: the user that it becomes, where it can become another."""

    limits: Limits
    scratch: Path
    reply_fd: int
    server: int
    readable: tuple[str, ...]
    device: str = "cpu"
    uid: int | None = None
    program: bytes = b""


@dataclass(frozen=True)
class Layer:
    """One layer: what it stops, and the function that puts it on."""

    name: str
    stops: str
    apply: Callable[[Confinement], None]


@dataclass(frozen=True)
class Protection:
    """The layers that are on, why the others are not, and what nevertheless succeeded when it was tried."""

    active: tuple[str, ...]
    missing: Mapping[str, str] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """`strict` where nothing is missing; `cooperative` where only processes and their limits separate."""
        if {"landlock", "seccomp"} & set(self.active) == set():
            return Level.COOPERATIVE
        lacking = [name for name in self.missing if name not in OPTIONAL]
        return Level.REDUCED if lacking or self.broken else Level.STRICT

    def told(self) -> dict[str, Any]:
        """The entry of results.json."""
        told = {"level": self.level.value, "layers": list(self.active), "missing": dict(self.missing)}
        return {**told, "broken": dict(self.broken)} if self.broken else told


def _keep_only_the_channel(it: Confinement) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, it.reply_fd)
    os.closerange(it.reply_fd + 1, 4_096)


def _change_user(it: Confinement) -> None:
    assert it.uid is not None
    identity.become(it.uid, [it.scratch])


def _clean_surroundings(it: Confinement) -> None:
    os.umask(0o077)
    os.chdir(it.scratch)
    gpu = {name: os.environ[name] for name in ("CUDA_VISIBLE_DEVICES",) if name in os.environ}
    os.environ.clear()
    os.environ.update(gpu, HOME=str(it.scratch), TMPDIR=str(it.scratch), PATH="", USER="student",
                      LANG="C.UTF-8", OMP_NUM_THREADS="1")
    tempfile.tempdir = str(it.scratch)  # libraries have asked for it in the warm process, and Python remembers


LAYERS = (
    Layer("descriptors", "using the files and sockets of the grader",
          _keep_only_the_channel),
    Layer("session", "signals to the grader's process group, and the terminal",
          lambda it: os.setsid()),
    Layer("user", "files, processes and signals of the user who grades",
          _change_user),
    Layer("parent", "outliving the grader",
          lambda it: linux.die_with(it.server)),
    Layer("dumps", "reading this process's memory from another one",
          lambda it: linux.forbid_dumps()),
    Layer("limits", "endless loops, large files, many descriptors, core files",
          lambda it: limits.bound_resources(it.limits, is_alone=it.uid is not None)),
    Layer("surroundings", "reading the grader's environment and working directory",
          _clean_surroundings),
    Layer("privileges", "root's capabilities and set-uid programs",
          lambda it: linux.forbid_new_privileges()),
    Layer("landlock", "reading suites, solutions, submissions and other processes; writing outside the scratch folder",
          lambda it: landlock.restrict(it.readable, it.scratch, it.device)),
    Layer("seccomp", "processes, programs, sockets, signals, tracing, mounts, keys",
          lambda it: syscalls.restrict(it.program)),
)
# kept by the grader, which watches the child
WATCH = Layer("watch", "taking memory, disk, threads or time without end", lambda it: None)
NAMES = (*(layer.name for layer in LAYERS), WATCH.name)
ONLY_LINUX = ("parent", "dumps", "privileges")
# a plain user cannot become another, and needs not: it is no root
OPTIONAL = ("user",)


def confine(it: Confinement, names: Collection[str]) -> None:
    """Put the named layers on this process, for good."""
    for layer in LAYERS:
        if layer.name in names:
            layer.apply(it)


def missing(it: Confinement, closed: Sequence[str], without: Collection[str] = ()) -> dict[str, str]:
    """Why layers cannot be had on this machine, by name. `closed`: what Landlock must keep a child from reading."""
    reasons = dict.fromkeys(without, "switched off")
    for name, reason in (
        ("user", lambda: _why_same_user(it)),
        ("landlock", lambda: landlock.missing(it.readable, closed)),
        ("seccomp", syscalls.missing),
        *((name, _why_not_linux) for name in ONLY_LINUX),
    ):
        if name not in reasons and (told := reason()):
            reasons[name] = told
    for layer in LAYERS:
        if layer.name not in reasons and (told := refused(layer, it)):
            reasons[layer.name] = f"this machine refuses it: {told}"
    return {name: reasons[name] for name in NAMES if name in reasons}


def _why_not_linux() -> str:
    return "" if sys.platform == "linux" else "only Linux has it"


def _why_same_user(it: Confinement) -> str:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "not started as root, so a child stays the same user"
    if it.uid is None:
        return "no unused user id was found"
    closed = in_a_fork(lambda: _first_unreadable(it))
    if closed:
        return f"another user cannot read {closed}: install Python and its packages below a folder open to all"
    return ""


def _first_unreadable(it: Confinement) -> str:
    assert it.uid is not None
    identity.become(it.uid)
    return identity.unreadable(it.readable, it.scratch)


def refused(layer: Layer, it: Confinement) -> str:
    """What a throw-away process is told when it puts on one layer; nothing where that works."""
    def apply() -> str:
        layer.apply(it)
        return ""

    return "" if layer.name in ("descriptors", "user") else in_a_fork(apply)


def in_a_fork(work: Callable[[], str]) -> str:
    """Run `work` in a child process; return what it returned, or the exception that it raised."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            told = work()
        except BaseException as error:
            told = f"{type(error).__name__}: {error}"
        os.write(writing, told.encode(errors="replace")[:1_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read().decode()
    os.waitpid(pid, 0)
    return told
