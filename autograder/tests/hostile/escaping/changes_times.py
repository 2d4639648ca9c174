"""Tries to change the time of one of Python's files: must earn nothing."""

import os


def scale(x, factor):
    os.utime(os.__file__, (0, 0))
    return x * factor
