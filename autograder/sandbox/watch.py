"""Watch one child: hand it its job, read its answers within the limits, and say how it ended."""

import json
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

import psutil

from autograder.course import Cell
from autograder.observation import Raised
from autograder.sandbox import frames
from autograder.sandbox.limits import MAX_THREADS, Limits
from autograder.sandbox.linux import MIB
from autograder.sandbox.replies import Answered, Ended, read_answer, read_cell_errors
from autograder.sandbox.scratch import MAX_FILES, is_too_much_written, remove_tree
from autograder.sandbox.warm import START_TIMEOUT_S, SandboxError, signal_name

if TYPE_CHECKING:
    from autograder.sandbox.client import Batch, Sandbox

GRACE_S = 0.5
POLL_S = 0.01
SLOW_POLL_S = 0.1  # for what costs more to look at
READ_BYTES = 1 << 20
Content = TypeVar("Content")


class Child:
    """One child for one submission, from fork to burial."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self.sandbox = sandbox
        self.batches: Sequence[Batch] = ()
        self.deadline = 0.0
        self.buffer = bytearray()
        self.has_ended = False
        self.looked_at_s = self.looked_closely_at_s = 0.0

    def __enter__(self) -> "Child":
        with ExitStack() as stack:
            self.scratch = self.sandbox.warm.new_scratch()
            stack.callback(remove_tree, self.scratch)
            self.channel, theirs = socket.socketpair()
            stack.enter_context(self.channel)
            with theirs:
                self.pid = self.sandbox.warm.fork(self.scratch, theirs)
            stack.callback(self._bury)
            self.process = psutil.Process(self.pid)
            self.resident_bytes = self.process.memory_info().rss  # what it shares with the warm process
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def load(
        self, cells: Sequence[Cell], batches: Sequence["Batch"], deadline: float
    ) -> Mapping[str, Raised] | Ended:
        """Hand over the job; wait until the cells have run. Raises `SandboxError` if the child does not start."""
        self._start({"cells": _sent(cells), **self._taken_on(batches, deadline)})
        names = {cell.name for cell in cells}
        loaded = self._receive(lambda frame: read_cell_errors(frame, names))
        if isinstance(loaded, Ended):
            return replace(loaded, reason=f"was not called: the notebook's code {loaded.reason}")
        return loaded

    def ask(self, batches: Sequence["Batch"], deadline: float) -> None:
        """Hand over more batches, once all have been answered."""
        self._send(self._taken_on(batches, deadline))

    def answers(self) -> Iterator[Answered | Ended]:
        """The answers up to and including the batch that ended the child, if one did."""
        for number, batch in enumerate(self.batches):
            answer = self._receive(partial(read_answer, number=number, length=len(batch.requests)))
            yield answer
            if self.has_ended:
                break

    def try_everything(self, closed: Sequence[str]) -> Mapping[str, str]:
        """Let trusted code try what is forbidden; return what worked, and the layer that should have stopped it."""
        return self._start({"closed": list(closed)})["succeeded"]

    def _taken_on(self, batches: Sequence["Batch"], deadline: float) -> Mapping[str, Any]:
        self.batches, self.deadline = batches, deadline
        return {"batches": list(map(_sent_batch, batches))}

    def _start(self, job: Mapping[str, Any]) -> Mapping[str, Any]:
        """Up to the first frame no code of the submission runs: what goes wrong until then is our fault."""
        self._send(job)
        reply = self._frame(time.monotonic() + START_TIMEOUT_S, frames.read)
        if isinstance(reply, Ended) or "ready" not in reply:
            why = reply.reason if isinstance(reply, Ended) else reply.get("fault")
            raise SandboxError(f"a child of the warm process did not start: {why}; start the run again")
        return reply

    def _send(self, job: Mapping[str, Any]) -> None:
        data = json.dumps(job).encode()
        self.channel.settimeout(START_TIMEOUT_S)
        with suppress(OSError):  # reading tells why
            self.channel.sendall(len(data).to_bytes(frames.JOB_LENGTH_BYTES, "big") + data)
        self.channel.settimeout(POLL_S)

    def _receive(self, read: Callable[[bytes], Content | Ended]) -> Content | Ended:
        """What is in the next frame, or why none will come: then the child is ended."""
        content = self._frame(min(time.monotonic() + self.sandbox.limits.check_timeout_s, self.deadline), read)
        if isinstance(content, Ended):
            self._bury()
        return content

    def _frame(self, until: float, read: Callable[[bytes], Content | Ended]) -> Content | Ended:
        try:
            prefix = self._read(frames.PREFIX.size, until)
            if isinstance(prefix, Ended):
                return prefix
            body = self._read(sum(frames.sizes(prefix)), until)
            return body if isinstance(body, Ended) else read(prefix + body)
        except frames.MalformedFrame as error:
            return Ended(f"sent an answer that cannot be read: {error}")

    def _read(self, length: int, until: float) -> bytes | Ended:
        was_dead = False
        while len(self.buffer) < length:
            if (ended := self._over_limit(until)) is not None:  # also while data keeps trickling in
                return ended
            try:
                data = self.channel.recv(READ_BYTES)
            except TimeoutError:
                if was_dead:  # and nothing came since: a process that it left behind holds the channel open
                    return self._how_it_ended()
                was_dead = self._is_dead()
                continue
            except ConnectionResetError:
                data = b""
            if not data:
                return self._how_it_ended()
            self.buffer += data
        data = bytes(self.buffer[:length])
        del self.buffer[:length]
        return data

    def _over_limit(self, until: float) -> Ended | None:
        limits = self.sandbox.limits
        if time.monotonic() > until:
            if until == self.deadline:
                return overtime(limits)
            return Ended(f"ran longer than {limits.check_timeout_s:g} s", is_timeout=True)
        if (now := time.monotonic()) < self.looked_at_s + POLL_S:
            return None
        self.looked_at_s = now
        with suppress(psutil.Error):
            if reason := self._taken_too_much(now):
                return Ended(reason)
        return None

    def _taken_too_much(self, now: float) -> str:
        """Which limit on what a child takes is exceeded, if one is."""
        memory_mb = self.sandbox.limits.memory_mb
        is_watched = "watch" in self.sandbox.active
        if is_watched and self.process.memory_info().rss - self.resident_bytes > memory_mb * MIB:
            return f"used more than {memory_mb} MB of memory"
        if not is_watched or now < self.looked_closely_at_s + SLOW_POLL_S:
            return ""
        self.looked_closely_at_s = now
        if self.process.num_threads() > MAX_THREADS:
            return f"started more than {MAX_THREADS} threads"
        if is_too_much_written(str(self.scratch)):
            return f"wrote more than {MAX_FILES} files and folders"
        if "seccomp" not in self.sandbox.active and self._family_bytes() > memory_mb * MIB:
            return f"used more than {memory_mb} MB of memory"
        return ""

    def _family_bytes(self) -> int:
        """Memory of the processes that the child has started, above what each had when it was forked."""
        taken = 0
        for process in (self.process, *self.process.children(recursive=True)):
            with suppress(psutil.Error):  # it has ended
                taken += max(0, process.memory_info().rss - self.resident_bytes)
        return taken

    def _is_dead(self) -> bool:
        try:
            return self.process.status() == psutil.STATUS_ZOMBIE
        except psutil.Error:
            return True

    def _how_it_ended(self) -> Ended:
        """The child closed its channel: it is about to end, or has only closed it."""
        until = time.monotonic() + GRACE_S
        while not self._is_dead() and time.monotonic() < until:
            time.sleep(POLL_S / 10)
        return _obituary(self._bury(), self.sandbox.limits.submission_timeout_s)

    def _bury(self) -> Mapping[str, int]:
        """End the child, if it has not ended by itself; tell how it had."""
        if self.has_ended:
            return {}
        self.has_ended = True
        return self.sandbox.warm.reap(self.pid)


def _sent(cells: Sequence[Cell]) -> list[list[str]]:
    return [[cell.name, cell.text] for cell in cells]


def _sent_batch(batch: "Batch") -> Mapping[str, Any]:
    return {"cells": _sent(batch.cells), "requests": list(map(vars, batch.requests))}


def overtime(limits: Limits) -> Ended:
    """The whole submission has run out of time."""
    whole = f"was still running when the whole notebook had taken {limits.submission_timeout_s:g} s"
    return Ended(whole, is_timeout=True)


def _obituary(how: Mapping[str, int], limit_s: float) -> Ended:
    if how["was_running"]:
        return Ended("closed the channel on which its answers are read")
    if how["exit"] >= 0:
        return Ended(f"ended the process (exit code {how['exit']}) before it had answered")
    if how["exit"] == -signal.SIGXCPU:
        return Ended(f"used more than {limit_s:g} s of processor time", is_timeout=True)
    return Ended(f"crashed the process ({signal_name(-how['exit'])})")
