"""Tries to become root and to change the root folder: must earn nothing."""

import os


def scale(x, factor):
    os.setresuid(0, 0, 0)
    os.chroot("/")
    return x * factor
