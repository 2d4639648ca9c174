"""Tries to read the session keyring of the user who grades: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)
    number = {"x86_64": 250, "aarch64": 219}[os.uname().machine]
    assert libc.syscall(number, 0, -3, 0, 0, 0) > 0
    return x * factor
