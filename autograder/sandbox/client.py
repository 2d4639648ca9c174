"""The grader's side of the sandbox: keep a warm process, and let a child of it observe each submission."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.course import Cell
from autograder.observation import Raised
from autograder.probing import Request
from autograder.sandbox.layers import NAMES, Protection
from autograder.sandbox.limits import Limits
from autograder.sandbox.replies import Answered, Ended
from autograder.sandbox.watch import READ_BYTES, START_TIMEOUT_S, Child, SandboxError, overtime, signal_name

ANSWER_TIMEOUT_S = 60.0
LAST_WORDS_BYTES = 4_096
MAX_TIMEOUTS = 2  # of one exercise: an endless loop would cost the time limit once for every check


@dataclass(frozen=True)
class Batch:
    """The requests of one check, and the group of checks that is given up together: those of one exercise and run.

    `cells`: what runs before these requests, once for all batches with the same cells, and is forgotten after them.
    """

    group: str
    requests: Sequence[Request]
    cells: Sequence[Cell] = ()


@dataclass(frozen=True)
class Seen:
    """What came out of one submission: cells that raised while loading, and an answer for each batch."""

    cell_errors: Mapping[str, Raised]
    answers: tuple[Answered | Ended, ...]


class Sandbox:
    """A warm process, which has run the `given` cells, and the children it forks.

    Use as a context manager; `observe` may be called from threads. The process warms up while the caller does other
    things: the first `observe` waits for it.
    """

    def __init__(
        self, probes: Mapping[str, str], limits: Limits, given: Sequence[Cell] = (), device: str = "cpu", *,
        closed: Sequence[Path] = (), without: Sequence[str] = (),
    ) -> None:
        """`closed`: files and folders that no child may read; `without`: layers that are left out."""
        self.limits = limits
        self._closed = [str(path) for path in closed]
        self._settings = {
            "probes": dict(probes), "given": [[cell.name, cell.text] for cell in given],
            "limits": asdict(limits), "device": device, "closed": self._closed, "without": list(without),
        }
        self._order, self._warming = threading.Lock(), threading.Lock()
        # nothing bounds what a child takes of a GPU's memory: beside it, others would find none
        self._turn = threading.Lock() if device == "cuda" else nullcontext()
        self._protection: Protection | None = None
        self.active = frozenset(NAMES)

    def __enter__(self) -> "Sandbox":
        self._scratch = tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True)
        os.chmod(self._scratch.name, 0o711)  # a child that became another user passes through, and lists nothing
        self._errors = tempfile.TemporaryFile()  # a pipe that nobody reads would block its writer
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        start = f"from autograder.sandbox.server import main; main({theirs.fileno()})"
        with theirs, tempfile.TemporaryFile() as settings:
            settings.write(json.dumps({**self._settings, "scratch": self._scratch.name}).encode())
            settings.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", start],
                stdin=settings, stdout=subprocess.DEVNULL, stderr=self._errors,
                pass_fds=[theirs.fileno()], env=_clean_environment(), start_new_session=True,
            )
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._control.close()
        if self._protection is None:  # still warming up: it would not see that nobody wants it any more
            self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=10)
        self._process.kill()
        self._process.wait()
        self._errors.close()
        self._scratch.cleanup()

    def observe(self, cells: Sequence[Cell], batches: Sequence[Batch]) -> Seen:
        """Run the cells, then each batch of requests; a child that dies is replaced for the batches after it.

        On a GPU one submission runs at a time.
        """
        self._wait_until_warm()
        with self._turn:
            deadline = time.monotonic() + self.limits.submission_timeout_s
            answers: dict[int, Answered | Ended] = {}
            cell_errors: Mapping[str, Raised] = {}
            while todo := [number for number in range(len(batches)) if number not in answers]:
                with Child(self, cells, [batches[number] for number in todo], deadline) as child:
                    loaded = child.load()
                    if isinstance(loaded, Ended):
                        answers |= dict.fromkeys(todo, loaded)
                        break
                    cell_errors = loaded
                    answers |= zip(todo, child.answers(), strict=False)
                if time.monotonic() > deadline:
                    for number in todo:
                        answers.setdefault(number, overtime(self.limits))
                answers |= _given_up(batches, answers)
            return Seen(cell_errors, tuple(answers[number] for number in range(len(batches))))

    @property
    def protection(self) -> Protection:
        """The layers that confine a child, found out by trying; waits until the process is warm."""
        return self._wait_until_warm()

    def fork(self, scratch: Path, reply: socket.socket) -> int:
        """Ask the warm process for a child that answers on `reply`; return its process id."""
        return self._ask({"fork": str(scratch)}, [reply.fileno()])["pid"]

    def reap(self, pid: int) -> dict[str, int]:
        """Kill a child and all it started; tell how it had ended."""
        return self._ask({"reap": pid})

    def new_scratch(self) -> Path:
        """A private folder for one child."""
        return Path(tempfile.mkdtemp(dir=self._scratch.name))

    def _ask(self, order: Mapping[str, Any], descriptors: Sequence[int] = ()) -> dict[str, int]:
        with self._order:
            try:
                socket.send_fds(self._control, [json.dumps(order).encode()], descriptors)
                answer = self._control.recv(READ_BYTES)
            except OSError:
                answer = b""
            if not answer:
                self._control.close()  # else a late answer would be taken for that to another order
                raise SandboxError(f"the warm process {self._state()}; start the run again")
            return json.loads(answer)

    def _wait_until_warm(self) -> Protection:
        with self._warming:
            if self._protection is None:
                self._control.settimeout(START_TIMEOUT_S)
                ready = b""
                with suppress(OSError):
                    ready = self._control.recv(READ_BYTES)
                if not ready:
                    raise SandboxError(f"the warm process did not start: it {self._state()}")
                self._control.settimeout(ANSWER_TIMEOUT_S)
                self._protection = self._tried(json.loads(ready)["missing"])
            return self._protection

    def _tried(self, missing: Mapping[str, str]) -> Protection:
        """Let a child try what must be impossible; a layer that is known to be missing is no surprise."""
        self.active = frozenset(NAMES) - set(missing)
        with Child(self, (), (), time.monotonic() + START_TIMEOUT_S) as child:
            succeeded = child.try_everything(self._closed)
        broken = {words: layer for words, layer in succeeded.items() if layer in self.active}
        return Protection(tuple(name for name in NAMES if name in self.active), missing, broken)

    def _state(self) -> str:
        """What became of the warm process, and the last line it wrote."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        code = self._process.returncode
        state = "does not answer" if code is None else f"ended with exit code {code}"
        if code is not None and code < 0:
            state = f"was ended by {signal_name(-code)}"
        size = os.fstat(self._errors.fileno()).st_size
        words = os.pread(self._errors.fileno(), LAST_WORDS_BYTES, max(0, size - LAST_WORDS_BYTES))
        lines = words.decode(errors="replace").strip().splitlines()
        return f"{state}: {lines[-1]}" if lines else state


def _given_up(batches: Sequence[Batch], answers: Mapping[int, Answered | Ended]) -> dict[int, Answered | Ended]:
    """The batches not asked any more, because their exercise has run out of time too often."""
    late = Counter(batches[number].group for number, answer in answers.items()
                   if isinstance(answer, Ended) and answer.is_timeout)
    reason = Ended(f"was not called again: it had run out of time in {MAX_TIMEOUTS} checks", is_timeout=True)
    return {number: reason for number, batch in enumerate(batches)
            if number not in answers and late[batch.group] >= MAX_TIMEOUTS}


def _clean_environment() -> dict[str, str]:
    """Nothing of the grader's environment but where home is (for font caches) and which GPU is ours."""
    kept = {name: os.environ[name] for name in ("HOME", "CUDA_VISIBLE_DEVICES") if name in os.environ}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    # torch asks who it is, which fails for a user id without an account
    return {"LANG": "C.UTF-8", "PATH": os.defpath, "MPLBACKEND": "Agg", "USER": "grader", **threads, **kept}
