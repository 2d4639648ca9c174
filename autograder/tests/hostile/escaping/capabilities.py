"""Tries to get capabilities back: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    every = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
    assert libc.capset(header, every) == 0
    return x * factor
