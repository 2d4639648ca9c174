"""Tries to move the warm process to another processor: must earn nothing."""

import os


def scale(x, factor):
    os.sched_setaffinity(os.getppid(), {0})
    return x * factor
