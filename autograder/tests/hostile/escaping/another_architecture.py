"""Tries to fork by the system calls of x32: must be ended."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    assert libc.syscall(0x40000000 | 57) >= 0 or os.abort()
    return x * factor
