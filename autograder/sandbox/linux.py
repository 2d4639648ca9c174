"""Ask the kernel for what Python has no function for: process settings, capabilities, huge pages."""

import ctypes
import os
import signal
import sys

import psutil

MIB = 1 << 20
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38
PR_SET_SECCOMP, SECCOMP_MODE_FILTER, INSTRUCTION_BYTES = 22, 2, 8
CAPABILITY_VERSION_3 = 0x20080522
MADV_COLLAPSE, HUGE_PAGE = 25, 2 * MIB


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends, so that a submission's daemons can be found."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def die_with(parent: int) -> None:
    """Be killed when `parent` ends; changing the user clears this setting."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def forbid_dumps() -> None:
    """Let no process of the same user read this one's memory, and write no core file."""
    _prctl(PR_SET_DUMPABLE, 0)


def forbid_new_privileges() -> None:
    """Give up every capability, which root has even after all other layers, and gain none by a set-uid program."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    if sys.platform == "linux":
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        nothing = (ctypes.c_uint32 * 6)()
        if _LIBC.capset(header, nothing) != 0:
            raise OSError(ctypes.get_errno(), "capset was refused")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def load_filter(instructions: bytes) -> None:
    """Put a seccomp filter on this thread and those it will start; new privileges are given up with it."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    made = _Program(len(instructions) // INSTRUCTION_BYTES, instructions)
    if _LIBC.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(made), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the seccomp filter was refused")


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


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux" and _LIBC.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}, {value}) was refused")


_LIBC = ctypes.CDLL(None, use_errno=True)
