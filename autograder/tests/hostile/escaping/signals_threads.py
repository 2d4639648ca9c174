"""Tries to signal the warm process by its thread: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    numbers = {"x86_64": (200, 234), "aarch64": (130, 131)}[os.uname().machine]
    parent = os.getppid()
    assert libc.syscall(numbers[0], parent, 9) == 0 or libc.syscall(numbers[1], parent, parent, 9) == 0
    return x * factor
