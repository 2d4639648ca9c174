"""Tries to fork by the system calls of 32-bit programs: must be ended."""

import ctypes
import mmap
import os


def scale(x, factor):
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x02\x00\x00\x00\xcd\x80\xc3")
    if os.uname().machine != "x86_64":
        os.abort()
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    if function() < 0:
        os.abort()
    return x * factor
