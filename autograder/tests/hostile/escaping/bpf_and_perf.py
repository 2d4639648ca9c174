"""Tries to load a program into the kernel and to watch others: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    numbers = {"x86_64": (321, 298), "aarch64": (280, 241)}[os.uname().machine]
    attributes = ctypes.create_string_buffer((1).to_bytes(4, "little") + (112).to_bytes(4, "little") + bytes(112))
    assert max(libc.syscall(number, attributes, 0, -1, -1, 0) for number in numbers) >= 0
    return x * factor
