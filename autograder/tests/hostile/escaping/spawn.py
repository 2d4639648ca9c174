"""Tries to run a program by posix_spawn: must earn nothing."""

import os


def scale(x, factor):
    os.waitpid(os.posix_spawn("/bin/touch", ["touch", "@mark@-spawn"], {}), 0)
    return x * factor
