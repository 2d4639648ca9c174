"""Tries to read the memory of its parent by process_vm_readv: must earn nothing."""

import ctypes
import os


def scale(x, factor):
    libc = ctypes.CDLL(None, use_errno=True)
    mine = ctypes.create_string_buffer(8)
    areas = [(ctypes.c_void_p * 2)(ctypes.addressof(mine), 8) for _ in range(2)]
    assert libc.process_vm_readv(os.getppid(), areas[0], 1, areas[1], 1, 0) == 8
    return x * factor
