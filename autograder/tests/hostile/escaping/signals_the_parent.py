"""Tries to end the warm process: must earn nothing."""

import os


def scale(x, factor):
    os.kill(os.getppid(), 9)
    return x * factor
