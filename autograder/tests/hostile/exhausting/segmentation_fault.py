"""Reads address zero: must be ended."""

import ctypes


def scale(x, factor):
    return ctypes.string_at(0)
