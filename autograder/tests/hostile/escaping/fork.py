"""Tries to fork: must earn nothing."""

import os


def scale(x, factor):
    if os.fork() == 0:
        os._exit(0)
    return x * factor
