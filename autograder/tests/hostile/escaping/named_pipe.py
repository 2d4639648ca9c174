"""Tries to make a pipe and a device with a name: must earn nothing."""

import os


def scale(x, factor):
    os.mkfifo("pipe")
    os.mknod("device", 0o020600, os.makedev(1, 1))
    return x * factor
