"""Tries to run a program by os.system: must earn nothing."""

import os


def scale(x, factor):
    assert os.system("/bin/touch @mark@-system") == 0
    return x * factor
