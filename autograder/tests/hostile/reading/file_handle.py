"""Tries to open the gradebook by a file handle: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)
    handle = ctypes.create_string_buffer((128).to_bytes(4, "little") + bytes(132))
    mount = ctypes.c_int()
    assert libc.name_to_handle_at(-100, b"@course@/gradebook.db", handle, ctypes.byref(mount), 0) == 0
    place = libc.open(b"/", 0)
    number = libc.open_by_handle_at(place, handle, 0)
    raise RuntimeError(os.read(number, 400).decode())
    return x * factor
