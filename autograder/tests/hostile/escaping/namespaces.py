"""Tries to become root of a namespace: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    assert libc.unshare(0x10000000) == 0 or libc.unshare(0x20000) == 0
    return x * factor
