"""Tries to start processes by raw system calls: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    numbers = {"x86_64": (57, 58, 435), "aarch64": (435,)}[os.uname().machine]
    flags = ctypes.create_string_buffer(64)
    for number in numbers:
        pid = libc.syscall(number, flags, 64)
        if pid == 0:
            os._exit(0)
        if pid > 0:
            break
    else:
        raise OSError("no process")
    return x * factor
