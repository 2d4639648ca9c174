"""Tries to open its memory to other processes again: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    assert libc.prctl(4, 1, 0, 0, 0) == 0
    return x * factor
