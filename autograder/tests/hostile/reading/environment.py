"""Tries to find a secret in its environment: must earn nothing."""

import ctypes
import itertools
import os


def scale(x, factor):
    first = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    names = list(itertools.takewhile(bool, map(first.__getitem__, range(1_000)))) if first else []
    with open("/proc/self/environ") as file:
        raise RuntimeError(str([*os.environ, *names, file.read()]))
    return x * factor
