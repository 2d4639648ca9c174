"""The grader's side of the sandbox: hand a submission to a child, wait with limits, collect what was seen."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from autograder.course import Cell
from autograder.observation import Outcome, Raised
from autograder.probing import Request
from autograder.sandbox import frames
from autograder.sandbox.limits import MIB, Limits

START_TIMEOUT_S = 120.0
POLL_S = 0.01
READ_BYTES = 1 << 20


class SandboxError(RuntimeError):
    """The sandbox itself does not work: our fault or the machine's, never the submission's."""


@dataclass(frozen=True)
class Answered:
    """What one batch of requests returned."""

    outcomes: tuple[Outcome, ...]
    duration_s: float


@dataclass(frozen=True)
class Ended:
    """The child ended before it answered: `is_timeout`, and the reason in words."""

    reason: str
    is_timeout: bool = False


@dataclass(frozen=True)
class Seen:
    """What came out of one submission: cells that raised while loading, and an answer for each batch."""

    cell_errors: Mapping[str, Raised]
    answers: tuple[Answered | Ended, ...]


class Sandbox:
    """A warm process and the children it forks. Use as a context manager; `observe` may be called from threads."""

    def __init__(self, probes: Mapping[str, str], limits: Limits, device: str = "cpu") -> None:
        self.limits = limits
        self._settings = {"probes": dict(probes), "limits": asdict(limits), "device": device}
        self._order = threading.Lock()

    def __enter__(self) -> "Sandbox":
        self._scratch = tempfile.TemporaryDirectory(prefix="autograder-")
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        start = f"from autograder.sandbox.server import main; main({theirs.fileno()})"
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", start],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            pass_fds=[theirs.fileno()], env=_clean_environment(), start_new_session=True,
        )
        theirs.close()
        self._wait_until_ready()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._control.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=10)
        self._process.kill()
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()
        self._scratch.cleanup()

    def observe(self, cells: Sequence[Cell], batches: Sequence[Sequence[Request]]) -> Seen:
        """Run the cells, then each batch of requests; a child that dies is replaced for the batches after it."""
        deadline = time.monotonic() + self.limits.submission_timeout_s
        answers: list[Answered | Ended] = []
        cell_errors: Mapping[str, Raised] = {}
        while len(answers) < len(batches):
            child = _Child(self, cells, batches[len(answers):], deadline)
            with child:
                loaded = child.load()
                if isinstance(loaded, Ended):
                    answers += [loaded] * (len(batches) - len(answers))
                    break
                cell_errors = loaded
                answers += child.answers()
        return Seen(cell_errors, tuple(answers))

    def fork(self, scratch: Path, reply: socket.socket) -> int:
        """Ask the warm process for a child that answers on `reply`; return its process id."""
        return self._ask({"fork": str(scratch)}, [reply.fileno()])["pid"]

    def reap(self, pid: int) -> dict[str, int]:
        """Kill a child and all it started; tell how it had ended."""
        return self._ask({"reap": pid})

    @property
    def resident_bytes(self) -> int:
        """What the warm process holds in memory: a child begins there."""
        return self._resident_bytes

    def _ask(self, order: Mapping[str, Any], descriptors: Sequence[int] = ()) -> dict[str, int]:
        try:
            with self._order:
                socket.send_fds(self._control, [json.dumps(order).encode()], descriptors)
                return json.loads(self._control.recv(READ_BYTES))
        except (OSError, ValueError) as error:
            raise SandboxError(f"the warm process does not answer ({error}); start the run again") from error

    def _wait_until_ready(self) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(self._settings).encode())
            self._process.stdin.close()
        readable, _, _ = select.select([self._control], [], [], START_TIMEOUT_S)
        if not readable or not self._control.recv(READ_BYTES):
            self._process.kill()
            assert self._process.stderr is not None
            said = self._process.stderr.read().decode(errors="replace").strip().splitlines()
            raise SandboxError(f"the warm process did not start: {said[-1] if said else 'no answer'}")
        self._resident_bytes = psutil.Process(self._process.pid).memory_info().rss

    def new_scratch(self) -> Path:
        """A private folder for one child."""
        return Path(tempfile.mkdtemp(dir=self._scratch.name))


class _Child:
    """One child for one submission, from fork to burial."""

    def __init__(
        self, sandbox: Sandbox, cells: Sequence[Cell], batches: Sequence[Sequence[Request]], deadline: float
    ) -> None:
        self.sandbox, self.batches, self.deadline = sandbox, batches, deadline
        self.job = {
            "cells": [[cell.name, cell.text] for cell in cells],
            "batches": [[asdict(request) for request in batch] for batch in batches],
        }
        self.buffer = bytearray()

    def __enter__(self) -> "_Child":
        self.scratch = self.sandbox.new_scratch()
        self.channel, theirs = socket.socketpair()
        with theirs:
            self.pid = self.sandbox.fork(self.scratch, theirs)
        self.process = psutil.Process(self.pid)
        self.is_buried = False
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.channel.close()
        self._bury()
        remove_tree(self.scratch)

    def load(self) -> Mapping[str, Raised] | Ended:
        """Hand over the job; wait until the cells have run."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self.channel.sendall(frames.encode(self.job))
        self.channel.setblocking(False)
        reply = self._receive()
        if isinstance(reply, Ended):
            return reply
        try:
            return {str(item["cell"]): _raised(item) for item in reply["loaded"]}
        except (KeyError, TypeError, ValueError):
            return Ended("the notebook's code sent something unreadable")

    def answers(self) -> list[Answered | Ended]:
        """The answers up to and including the batch that ended the child, if one did."""
        answers: list[Answered | Ended] = []
        for number, batch in enumerate(self.batches):
            reply = self._receive()
            answers.append(reply if isinstance(reply, Ended) else _answered(reply, number, len(batch)))
            if isinstance(answers[-1], Ended):
                break
        return answers

    def _receive(self) -> Any | Ended:
        """The next frame, or why none will come."""
        until = min(time.monotonic() + self.sandbox.limits.check_timeout_s, self.deadline)
        try:
            prefix = self._read(frames.PREFIX.size, until)
            if isinstance(prefix, Ended):
                return prefix
            tree_bytes, blob_bytes = frames.sizes(prefix)
            body = self._read(tree_bytes + blob_bytes, until)
            return body if isinstance(body, Ended) else frames.decode(body[:tree_bytes], body[tree_bytes:])
        except frames.MalformedFrame as error:
            return Ended(str(error))

    def _read(self, length: int, until: float) -> bytes | Ended:
        while len(self.buffer) < length:
            readable, _, _ = select.select([self.channel], [], [], POLL_S)
            if readable:
                try:
                    data = self.channel.recv(READ_BYTES)
                except ConnectionResetError:
                    data = b""
                if not data:
                    return self._how_it_ended()
                self.buffer += data
            elif (ended := self._over_limit(until)) is not None:
                return ended
        data = bytes(self.buffer[:length])
        del self.buffer[:length]
        return data

    def _over_limit(self, until: float) -> Ended | None:
        limits = self.sandbox.limits
        if time.monotonic() > until:
            if until == self.deadline:
                return Ended(f"the whole notebook ran longer than {limits.submission_timeout_s:g} s", is_timeout=True)
            return Ended(f"ran longer than {limits.check_timeout_s:g} s", is_timeout=True)
        with suppress(psutil.NoSuchProcess):
            grown = self.process.memory_info().rss - self.sandbox.resident_bytes
            if grown > limits.memory_mb * MIB:
                return Ended(f"used more than {limits.memory_mb} MB of memory")
        return None

    def _how_it_ended(self) -> Ended:
        """The child closed its channel: it exited, or a signal killed it."""
        with suppress(psutil.Error):
            self.process.wait(timeout=POLL_S)
        return Ended(self._bury())

    def _bury(self) -> str:
        """End the child, if it has not ended by itself; say how it had."""
        if self.is_buried:
            return ""
        self.is_buried = True
        how = self.sandbox.reap(self.pid)
        if how["was_running"]:
            return "closed the channel on which its answers are read"
        if how["exit"] >= 0:
            return f"ended the process (exit code {how['exit']}) before it had answered"
        name = signal.Signals(-how["exit"]).name
        return f"crashed the process ({name})"


def _answered(reply: Any, number: int, length: int) -> Answered | Ended:
    try:
        outcomes = tuple(map(frames.unpack_outcome, reply["outcomes"]))
        if reply["batch"] == number and len(outcomes) == length:
            return Answered(outcomes, float(reply["duration_s"]))
    except (KeyError, TypeError, ValueError):
        pass
    return Ended("sent something that is no answer")


def _raised(item: Any) -> Raised:
    outcome = frames.unpack_outcome({key: item[key] for key in ("raised", "message", "place")})
    if not isinstance(outcome, Raised):
        raise frames.MalformedFrame("a cell's error is no exception")
    return outcome


def _clean_environment() -> dict[str, str]:
    """Nothing of the grader's environment but where home is (for font caches) and which GPU is ours."""
    kept = {name: os.environ[name] for name in ("HOME", "CUDA_VISIBLE_DEVICES") if name in os.environ}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return {"LANG": "C.UTF-8", "PATH": os.defpath, "MPLBACKEND": "Agg", **threads, **kept}


def remove_tree(folder: Path) -> None:
    """Remove what a submission may have written, however deep or locked."""
    with suppress(OSError):
        folder.rmdir()
        return
    if shutil.which("rm"):
        subprocess.run(["rm", "-rf", "--", str(folder)], check=False, capture_output=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)
