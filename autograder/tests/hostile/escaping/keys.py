"""Tries to add a key: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    number = {"x86_64": 248, "aarch64": 217}[os.uname().machine]
    assert libc.syscall(number, b"user", b"mark", b"x", 1, -3) > 0
    return x * factor
