"""Tries to read the environment of its parents: must earn nothing."""

import os


def scale(x, factor):
    told, pid = "", os.getppid()
    while pid > 1:
        told += open(f"/proc/{pid}/environ").read()
        pid = int(open(f"/proc/{pid}/stat").read().split()[3])
    raise RuntimeError(told[:400])
    return x * factor
