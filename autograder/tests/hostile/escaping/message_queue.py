"""Tries to leave a message queue behind: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    assert libc.msgget(0, 0o1600) >= 0
    return x * factor
