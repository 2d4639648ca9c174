"""Tries to change the limits of the warm process: must earn nothing."""

import os
import resource


def scale(x, factor):
    resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))
    return x * factor
