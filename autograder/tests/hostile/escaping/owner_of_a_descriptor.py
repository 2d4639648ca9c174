"""Tries to have the kernel signal the warm process: must earn nothing."""

import fcntl
import os


def scale(x, factor):
    one, other = os.pipe()
    fcntl.fcntl(one, fcntl.F_SETOWN, os.getppid())
    fcntl.fcntl(one, 10, 9)
    fcntl.fcntl(one, fcntl.F_SETFL, os.O_ASYNC)
    os.write(other, b"x")
    return x * factor
