"""Tries to trace its parent: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.ptrace(16, os.getppid(), None, None) == 0
    return x * factor
