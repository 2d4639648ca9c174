"""Tries to leave shared memory behind: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    assert libc.shmget(0, 4096, 0o1600) >= 0
    return x * factor
