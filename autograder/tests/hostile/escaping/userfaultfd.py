"""Tries to stop the kernel at a page of its own: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    number = {"x86_64": 323, "aarch64": 282}[os.uname().machine]
    assert libc.syscall(number, 1) >= 0
    return x * factor
