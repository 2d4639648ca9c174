"""Tries to mount a file system over the course: must earn nothing."""

import ctypes


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)

    assert libc.mount(b"none", b"@course@", b"tmpfs", 0, None) == 0
    return x * factor
