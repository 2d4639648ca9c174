"""Tries to change the rights of files: must earn nothing."""

import os


def scale(x, factor):
    open("here", "w").close()
    os.chmod("here", 0o4777)
    return x * factor
