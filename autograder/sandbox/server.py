"""The warm process: everything imported, nothing computed, forks one child for each submission.

It is started by exec with a clean environment and holds no check, no reference and nothing of the grader's memory.
"""

import gc
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.sandbox import child, limits
from autograder.sandbox.limits import Limits

# torch._dynamo is what the first optimizer imports: a second for every child otherwise
PRELOADED = ("torch", "torch._dynamo", "torch.func", "torch.optim", "torchvision", "numpy", "sklearn.datasets",
             "sklearn.model_selection", "matplotlib.pyplot")
MAX_MESSAGE_BYTES = 1 << 16


def main(control_fd: int) -> None:
    """Read the settings from standard input; serve until the grader closes the control socket."""
    settings = json.load(sys.stdin)
    probes = _preload(settings["probes"])
    limits.prepare_server()
    control = socket.socket(fileno=control_fd)
    server = _Server(control, probes, Limits(**settings["limits"]), settings["device"])
    _make_ready_to_fork()
    control.send(b'{"ready": true}')
    server.serve()


def _preload(sources: Mapping[str, str]) -> dict[str, Any]:
    for name in PRELOADED:
        with suppress(ImportError):  # a grading machine may lack what only demos use
            importlib.import_module(name)
    probes = {}
    for stem, text in sources.items():
        module = ModuleType(stem)
        exec(compile(text, f"<{stem}>", "exec"), vars(module))
        probes.update({f"{stem}:{name}": item for name, item in vars(module).items() if callable(item)})
    return probes


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


class _Server:
    def __init__(self, control: socket.socket, probes: Mapping[str, Any], limits: Limits, device: str) -> None:
        self.control, self.probes, self.limits, self.device = control, probes, limits, device
        self.children: set[int] = set()

    def serve(self) -> None:
        while True:
            message, descriptors, _, _ = socket.recv_fds(self.control, MAX_MESSAGE_BYTES, 1)
            if not message:
                break
            order = json.loads(message)
            answer = self.fork(Path(order["fork"]), descriptors[0]) if "fork" in order else self.reap(order["reap"])
            self.control.send(json.dumps(answer).encode())
        for pid in list(self.children):
            self.reap(pid)

    def fork(self, scratch: Path, reply_fd: int) -> dict[str, int]:
        """Start a child that works for the other end of `reply_fd`."""
        server = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                limits.confine(self.limits, scratch, reply_fd, server)
                child.main(reply_fd, self.probes, self.device)
            finally:
                os._exit(0)
        os.close(reply_fd)
        self.children.add(pid)
        return {"pid": pid}

    def reap(self, pid: int) -> dict[str, int]:
        """Kill a child, its process group and what it left behind; tell how it had ended."""
        ended, status = os.waitpid(pid, os.WNOHANG)
        for kill in (os.killpg, os.kill):
            with suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        if not ended:
            _, status = os.waitpid(pid, 0)
        self.children.discard(pid)
        self._bury_orphans()
        return {"exit": os.waitstatus_to_exitcode(status) if ended else 0, "was_running": int(not ended)}

    def _bury_orphans(self) -> None:
        """Kill what was reparented to this process: daemons that left their child's process group."""
        listing = Path(f"/proc/self/task/{os.getpid()}/children")
        while listing.exists() and (orphans := set(map(int, listing.read_text().split())) - self.children):
            for pid in orphans:
                with suppress(ProcessLookupError, ChildProcessError):
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)
