"""Tries to lock a file that others use: must earn nothing."""

import fcntl
import os


def scale(x, factor):
    fcntl.flock(open(os.__file__), fcntl.LOCK_EX)
    return x * factor
