"""Tries to find a secret in its environment: must earn nothing."""

import os


def scale(x, factor):
    import ctypes

    first = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    names = [first[n] for n in range(100) if first[n]] if first else []
    told = [*os.environ, *names, open("/proc/self/environ").read()]
    raise RuntimeError(str(told))
    return x * factor
