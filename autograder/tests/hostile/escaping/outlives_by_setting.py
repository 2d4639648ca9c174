"""Tries to outlive the grader by clearing its death signal: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    assert libc.prctl(1, 0, 0, 0, 0) == 0
    return x * factor
