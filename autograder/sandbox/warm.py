"""The warm process, as the grader sees it: start it, give it orders, end it.

Nothing here imports torch: the process can be started first, so that both sides import it at the same time.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.course import Assignment, AutograderError, Cell, probe_sources
from autograder.sandbox.limits import Limits

START_TIMEOUT_S = 120.0
ANSWER_TIMEOUT_S = 60.0
ANSWER_BYTES = 1 << 16
LAST_WORDS_BYTES = 4_096


class SandboxError(AutograderError):
    """The sandbox itself does not work: our fault or the machine's, never the submission's."""


class WarmProcess:
    """A process that has imported the libraries and run the `given` cells, and forks a child for each order.

    Use as a context manager, also within itself: it ends with the outermost. It warms up while the caller does other
    things: `missing` waits for it.
    """

    def __init__(
        self, probes: Mapping[str, str], limits: Limits, given: Sequence[Cell] = (), device: str = "cpu", *,
        closed: Sequence[Path] = (), without: Sequence[str] = (),
    ) -> None:
        """`closed`: files and folders that no child may read; `without`: layers that are left out."""
        self.limits, self.device, self.closed = limits, device, [str(path) for path in closed]
        self._settings = {
            "probes": dict(probes), "given": [[cell.name, cell.text] for cell in given],
            "limits": asdict(limits), "device": device, "closed": self.closed, "without": list(without),
        }
        self._order, self._warming = threading.Lock(), threading.Lock()
        self._missing: Mapping[str, str] | None = None
        self._depth = 0

    def __enter__(self) -> "WarmProcess":
        if self._depth == 0:
            self.scratch = tempfile.TemporaryDirectory(prefix="autograder-", ignore_cleanup_errors=True)
            os.chmod(self.scratch.name, 0o711)  # a child that became another user passes through, and lists nothing
            self._errors = tempfile.TemporaryFile()  # a pipe that nobody reads would block its writer
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            start = f"from autograder.sandbox.server import main; main({theirs.fileno()})"
            with theirs, tempfile.TemporaryFile() as settings:
                settings.write(json.dumps({**self._settings, "scratch": self.scratch.name}).encode())
                settings.seek(0)
                self.process = subprocess.Popen(
                    [sys.executable, "-I", "-c", start],
                    stdin=settings, stdout=subprocess.DEVNULL, stderr=self._errors,
                    pass_fds=[theirs.fileno()], env=_clean_environment(), start_new_session=True,
                )
        self._depth += 1
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._depth -= 1
        if self._depth:
            return
        self._control.close()
        if self._missing is None:  # still warming up: it would not see that nobody wants it any more
            self.process.kill()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=10)
        self.process.kill()
        self.process.wait()
        self._errors.close()
        self.scratch.cleanup()

    def missing(self) -> Mapping[str, str]:
        """The layers that this machine does not offer, and why; waits until the process is warm."""
        with self._warming:
            if self._missing is None:
                self._control.settimeout(START_TIMEOUT_S)
                ready = b""
                with suppress(OSError):
                    ready = self._control.recv(ANSWER_BYTES)
                if not ready:
                    raise SandboxError(f"the warm process did not start: it {self._state()}")
                self._control.settimeout(ANSWER_TIMEOUT_S)
                self._missing = json.loads(ready)["missing"]
            return self._missing

    def fork(self, scratch: Path, reply: socket.socket) -> int:
        """Ask for a child that answers on `reply`; return its process id."""
        return self._ask({"fork": str(scratch)}, [reply.fileno()])["pid"]

    def reap(self, pid: int) -> dict[str, int]:
        """Kill a child and all it started; tell how it had ended."""
        return self._ask({"reap": pid})

    def new_scratch(self) -> Path:
        """A private folder for one child."""
        return Path(tempfile.mkdtemp(dir=self.scratch.name))

    def _ask(self, order: Mapping[str, Any], descriptors: Sequence[int] = ()) -> dict[str, int]:
        with self._order:
            try:
                socket.send_fds(self._control, [json.dumps(order).encode()], descriptors)
                answer = self._control.recv(ANSWER_BYTES)
            except OSError:
                answer = b""
            if not answer:
                self._control.close()  # else a late answer would be taken for that to another order
                raise SandboxError(f"the warm process {self._state()}; start the run again")
            return json.loads(answer)

    def _state(self) -> str:
        """What became of the warm process, and the last line it wrote."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=1)
        code = self.process.returncode
        state = "does not answer" if code is None else f"ended with exit code {code}"
        if code is not None and code < 0:
            state = f"was ended by {signal_name(-code)}"
        size = os.fstat(self._errors.fileno()).st_size
        words = os.pread(self._errors.fileno(), LAST_WORDS_BYTES, max(0, size - LAST_WORDS_BYTES))
        lines = words.decode(errors="replace").strip().splitlines()
        return f"{state}: {lines[-1]}" if lines else state


def for_assignment(assignment: Assignment, limits: Limits, device: str) -> WarmProcess:
    """The process in which submissions of an assignment run; no child reads the course."""
    folder = assignment.tests_path
    return WarmProcess(probe_sources(folder), limits, assignment.given, device,
                       closed=[assignment.root, folder, assignment.solution_path])


def signal_name(number: int) -> str:
    """The name of a signal; real-time signals have none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _clean_environment() -> dict[str, str]:
    """Nothing of the grader's environment but where home is (for font caches) and which GPU is ours."""
    kept = {name: os.environ[name] for name in ("HOME", "CUDA_VISIBLE_DEVICES") if name in os.environ}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    # torch asks who it is, which fails for a user id without an account
    return {"LANG": "C.UTF-8", "PATH": os.defpath, "MPLBACKEND": "Agg", "USER": "grader", **threads, **kept}
