"""Tries to become a shell: must earn nothing."""

import os


def scale(x, factor):
    os.execv("/bin/sh", ["sh", "-c", "touch @mark@-exec"])
    return x * factor
