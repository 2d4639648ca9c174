"""Measure a piece of work: wall clock, processor time of all processes it used, their memory."""

import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

MIB = 1 << 20


@dataclass
class Spent:
    """Seconds on the wall and seconds of processors."""

    wall_s: float = 0.0
    cpu_s: float = 0.0

    def per(self, count: int) -> "Spent":
        """The share of each of `count` submissions."""
        return Spent(self.wall_s / count, self.cpu_s / count)


@contextmanager
def spending(*others: psutil.Process) -> Iterator[Spent]:
    """Clock the body: this process, the children it has waited for, and `others` with theirs."""
    spent = Spent()
    wall, cpu = time.perf_counter(), _cpu_s(others)
    yield spent
    spent.wall_s, spent.cpu_s = time.perf_counter() - wall, _cpu_s(others) - cpu


def _cpu_s(others: tuple[psutil.Process, ...]) -> float:
    waited_for = resource.getrusage(resource.RUSAGE_CHILDREN)
    times = [item.cpu_times() for item in others]
    rest = sum(item.user + item.system + item.children_user + item.children_system for item in times)
    return time.process_time() + waited_for.ru_utime + waited_for.ru_stime + rest


@dataclass
class Memory:
    """The peaks of each process that was seen, in bytes: shared pages by their share, and private pages."""

    shared_out: dict[int, int] = field(default_factory=dict)
    private: dict[int, int] = field(default_factory=dict)

    def note(self, pid: int) -> None:
        """Read what a process holds now; one that has ended, or that we may not read, is left out."""
        with suppress(OSError):
            rows = [line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]]
            held = {name.rstrip(":"): int(kib) << 10 for name, kib, *_ in rows}
            own = held["Private_Clean"] + held["Private_Dirty"]
            self.shared_out[pid] = max(held["Pss"], self.shared_out.get(pid, 0))
            self.private[pid] = max(own, self.private.get(pid, 0))


@contextmanager
def watching(pids: Callable[[], list[int]], every_s: float) -> Iterator[Memory]:
    """Sample the memory of the processes that `pids` names, while the body runs."""
    memory, is_over = Memory(), threading.Event()

    def sample() -> None:
        while not is_over.wait(every_s):
            for pid in pids():
                memory.note(pid)

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    try:
        yield memory
    finally:
        is_over.set()
        sampler.join()


def children_of(pid: int) -> list[int]:
    """The direct children of a process, read quickly: psutil walks the whole of /proc."""
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []
