"""Tries to do its input and output past the filter: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    assert libc.syscall(425, 8, ctypes.create_string_buffer(120)) >= 0
    return x * factor
