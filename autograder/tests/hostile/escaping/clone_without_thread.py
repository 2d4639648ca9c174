"""Tries to start a process that shares its memory: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    stack = ctypes.create_string_buffer(1 << 16)
    function = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(lambda _: 0)
    top = ctypes.c_void_p(ctypes.addressof(stack) + (1 << 16) - 64)
    assert libc.clone(function, top, 0x100 | 17, None) > 0
    return x * factor
