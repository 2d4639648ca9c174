"""The bounds on one submission, and those of them that the kernel keeps for each process."""

import resource
import sys
from dataclasses import dataclass

OPEN_FILES = 64
FILE_BYTES = 1 << 20
STACK_BYTES = 64 << 20
MAX_THREADS = 256


@dataclass(frozen=True)
class Limits:
    """Bounds on one submission; memory is counted above what a child begins with."""

    check_timeout_s: float
    submission_timeout_s: float
    memory_mb: int


def bound_resources(limits: Limits, *, is_alone: bool) -> None:
    """Bound processor time, files, stack and locked memory of this process.

    `is_alone`: no other process has this user, so that the number of its threads can be bounded too.
    """
    bounds = {
        resource.RLIMIT_CPU: int(limits.submission_timeout_s) + 1,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_STACK: STACK_BYTES,
        resource.RLIMIT_MEMLOCK: 0,
    }
    if is_alone:
        bounds[resource.RLIMIT_NPROC] = MAX_THREADS
    if sys.platform == "linux":
        bounds[resource.RLIMIT_MSGQUEUE] = 0
    for kind, wanted in bounds.items():
        hard = resource.getrlimit(kind)[1]
        bound = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        # SIGXCPU, which tells the reason, comes before the SIGKILL of the hard limit
        soft = bound - 1 if kind == resource.RLIMIT_CPU and bound > 1 else bound
        resource.setrlimit(kind, (soft, bound))
