"""Tries to slow the warm process down: must earn nothing."""

import os


def scale(x, factor):
    os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)
    return x * factor
