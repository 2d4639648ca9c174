"""What a child may do: each layer that confines a submission, applied in the child before its code runs."""

import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

MIB = 1 << 20
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38
MADV_COLLAPSE, HUGE_PAGE = 25, 2 * MIB
OPEN_FILES = 64
STACK_BYTES = 64 * MIB


@dataclass(frozen=True)
class Limits:
    """Bounds on one submission; memory is counted above what a child begins with."""

    check_timeout_s: float
    submission_timeout_s: float
    memory_mb: int


def prepare_server() -> None:
    """Adopt orphans, so that a daemon of a submission can be found; load libc before anything forks."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def use_huge_pages() -> None:
    """Join this process's memory into huge pages: a fork has fewer to copy, a child fewer to fault in.

    It is advice, worth a tenth of a submission's time; kernels before Linux 6.1 refuse it, and nothing is lost.
    """
    if sys.platform == "linux":
        _LIBC.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        for area in psutil.Process().memory_maps(grouped=False):
            if area.path in ("[heap]", "[anon]") and area.perms == "rw-p":
                start, end = (int(address, 16) for address in area.addr.split("-"))
                first, last = -(-start // HUGE_PAGE) * HUGE_PAGE, end // HUGE_PAGE * HUGE_PAGE
                if first < last:
                    _LIBC.madvise(first, last - first, MADV_COLLAPSE)


def confine(limits: Limits, scratch: Path, reply_fd: int, server: int) -> None:
    """Shut this process in: own session, no inherited descriptors, bounded resources, clean environment."""
    os.setsid()
    _keep_only(reply_fd)
    _die_with(server)
    _bound_resources(limits)
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    os.umask(0o077)
    os.chdir(scratch)
    gpu = {name: os.environ[name] for name in ("CUDA_VISIBLE_DEVICES",) if name in os.environ}
    os.environ.clear()
    os.environ.update(gpu, HOME=str(scratch), TMPDIR=str(scratch), PATH="", LANG="C.UTF-8", OMP_NUM_THREADS="1")


def _keep_only(reply_fd: int) -> None:
    """Nothing to read, nowhere to print: only the reply channel stays open."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, reply_fd)
    os.closerange(reply_fd + 1, 4_096)


def _die_with(server: int) -> None:
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server:
        os._exit(1)
    _prctl(PR_SET_DUMPABLE, 0)


def _bound_resources(limits: Limits) -> None:
    for kind, bound in (
        (resource.RLIMIT_CPU, int(limits.submission_timeout_s) + 1),
        (resource.RLIMIT_FSIZE, MIB),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_STACK, STACK_BYTES),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        # SIGXCPU, which tells the reason, comes before the SIGKILL of the hard limit
        soft = bound - 1 if kind == resource.RLIMIT_CPU and bound > 1 else bound
        resource.setrlimit(kind, (soft, bound))


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux" and _LIBC.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}, {value}) was refused")


_LIBC = ctypes.CDLL(None, use_errno=True)
