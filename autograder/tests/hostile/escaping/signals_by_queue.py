"""Tries to queue a signal to the warm process: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    information = ctypes.create_string_buffer(128)
    number = {"x86_64": 129, "aarch64": 138}[os.uname().machine]
    assert libc.syscall(number, os.getppid(), 9, information) == 0
    return x * factor
