"""Tries to leave a named semaphore behind: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.sem_open.restype = ctypes.c_void_p
    assert libc.sem_open(b"/@name@", 0o100, 0o600, 1)
    return x * factor
