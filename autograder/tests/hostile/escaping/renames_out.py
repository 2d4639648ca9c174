"""Tries to move a file out of its folder: must earn nothing."""

import os


def scale(x, factor):
    open("here", "w").close()
    os.rename("here", "/tmp/@name@")
    return x * factor
