"""The warm process: libraries imported, given cells run once, and a child forked for each submission.

It is started by exec with a clean environment and holds no check, no reference and nothing of the grader's memory.
"""

import gc
import importlib
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder import probing
from autograder.sandbox import child, identity, landlock, layers, linux, stand_ins, syscalls
from autograder.sandbox.layers import Confinement
from autograder.sandbox.limits import Limits
from autograder.sandbox.scratch import remove_tree

# The given cells import what else a course uses: each module more makes every fork slower.
# the first optimizer imports torch._dynamo, the first jvp its decompositions: 1 s and 0.1 s for every child otherwise
PRELOADED = ("torch", "torch._dynamo", "torch._decomp.decompositions_for_jvp", "torch.func", "torch.optim", "numpy")
MAX_MESSAGE_BYTES = 1 << 16
REAP_TIMEOUT_S = 2.0
USERS = 256  # more than children at the same time
POLL_S = 0.001


def main(control_fd: int) -> None:
    """Read the settings from standard input; serve until the grader closes the control socket."""
    settings = json.load(sys.stdin)
    try:
        _serve(settings, control_fd)
    finally:  # a grader that was killed has removed nothing
        remove_tree(Path(settings["scratch"]))


def _serve(settings: Mapping[str, Any], control_fd: int) -> None:
    probes = _preload(settings["probes"])
    used: set[str] = set()
    stand_ins.install(used)
    given = _run_given(settings["given"])
    used.clear()
    linux.adopt_orphans()
    _make_ready_to_fork()
    pattern = _pattern(settings)
    missing = layers.missing(pattern, settings["closed"], settings["without"])
    control = socket.socket(fileno=control_fd)
    server = _Server(control, pattern, [name for name in layers.NAMES if name not in missing])
    control.send(json.dumps({"missing": missing}).encode())
    server.serve(lambda reply_fd: child.main(reply_fd, probes, given, settings["device"], used))


def _pattern(settings: Mapping[str, Any]) -> Confinement:
    """What is the same for all children; looks up libraries, which may start processes, before anything is forked."""
    device = settings["device"]
    return Confinement(
        limits=Limits(**settings["limits"]), scratch=Path(settings["scratch"]), reply_fd=-1,
        server=os.getpid(), readable=landlock.readable(device), device=device,
        uid=next(iter(identity.unused(1)), None), program=b"" if syscalls.missing() else syscalls.program(device),
    )


def _preload(sources: Mapping[str, str]) -> dict[str, Any]:
    probes: dict[str, Any] = {f"probing:{probing.choice.__name__}": probing.choice}
    for stem, text in sources.items():
        module = ModuleType(stem)
        exec(compile(text, f"<{stem}>", "exec"), vars(module))
        probes.update({f"{stem}:{name}": item for name, item in vars(module).items() if callable(item)})
    for name in PRELOADED:
        importlib.import_module(name)
    return probes


def _run_given(cells: list[list[str]]) -> ModuleType:
    """The module in which a submission's cells will run, with the course's own cells run in it."""
    import torch

    torch.set_num_threads(1)
    module = child.new_module()
    if errors := child.load(module, cells):
        first = errors[0]
        sys.exit(f"given cell {first['cell']!r} raised {first['raised'][0]}: {first['message']}")
    return module


def _make_ready_to_fork() -> None:
    """A child of a process that has several threads hangs in torch's thread pool."""
    tasks = Path("/proc/self/task")
    if tasks.is_dir() and len(os.listdir(tasks)) != 1:
        sys.exit("the warm process has more than one thread: something computed while it was preloading")
    here = Path(__file__).parents[2]
    if here.name not in ("site-packages", "dist-packages"):  # a development install: the course lies beside us
        sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != here]
    gc.collect()
    gc.freeze()
    linux.use_huge_pages()


class _Server:
    def __init__(self, control: socket.socket, pattern: Confinement, names: list[str]) -> None:
        self.control, self.pattern, self.names = control, pattern, names
        self.children: dict[int, int | None] = {}  # and the user that each has become
        self.users = identity.unused(USERS) if "user" in names else []

    def serve(self, work: Callable[[int], None]) -> None:
        while True:
            message, descriptors, _, _ = socket.recv_fds(self.control, MAX_MESSAGE_BYTES, 1)
            if not message:
                break
            order = json.loads(message)
            if "fork" in order:
                answer = self.fork(Path(order["fork"]), descriptors[0], work)
            else:
                answer = self.reap(order["reap"])
            self.control.send(json.dumps(answer).encode())
        for pid in list(self.children):
            self.reap(pid)

    def fork(self, scratch: Path, reply_fd: int, work: Callable[[int], None]) -> dict[str, int]:
        """Start a child that does `work` for the other end of `reply_fd`."""
        uid = next((user for user in self.users if user not in self.children.values()), None)
        confinement = replace(self.pattern, scratch=scratch, reply_fd=reply_fd, uid=uid)
        pid = os.fork()
        if pid == 0:
            try:
                self._be_child(confinement, work)
            finally:
                os._exit(1)
        os.close(reply_fd)
        self.children[pid] = uid
        return {"pid": pid}

    def _be_child(self, confinement: Confinement, work: Callable[[int], None]) -> None:
        try:
            layers.confine(confinement, self.names)
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
            child.send(socket.socket(fileno=confinement.reply_fd), {"fault": fault})
        else:
            work(confinement.reply_fd)

    def reap(self, pid: int) -> dict[str, int]:
        """Kill a child, its process group and what it left behind; tell how it had ended."""
        had_ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        for kill in (os.killpg, os.kill):
            with suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        status = self._wait(pid)
        if status is not None:  # a process that the kernel does not let die yet stays known, so no orphan
            self.children.pop(pid, None)
        self._bury_orphans()
        return {"exit": os.waitstatus_to_exitcode(status or 0) if had_ended else 0, "was_running": int(not had_ended)}

    def _wait(self, pid: int) -> int | None:
        """The status of a killed process, or None where it does not go away."""
        until = time.monotonic() + REAP_TIMEOUT_S
        while time.monotonic() < until:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                return status
            time.sleep(POLL_S)
        return None

    def _bury_orphans(self) -> None:
        """Kill what was reparented to this process: daemons that left their child's process group."""
        until = time.monotonic() + REAP_TIMEOUT_S
        while (orphans := _children() - set(self.children)) and time.monotonic() < until:
            for pid in orphans:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            for pid in orphans:
                with suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)


def _children() -> set[int]:
    listing = Path(f"/proc/self/task/{os.getpid()}/children")
    return set(map(int, listing.read_text().split())) if listing.exists() else set()
