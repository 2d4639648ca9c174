"""Tries to end every process that it may: must earn nothing."""

import os


def scale(x, factor):
    held = []
    for pid in (-1, 0, -os.getpgid(os.getppid())):
        try:
            os.kill(pid, 0)
        except PermissionError:
            held.append(pid)
    assert len(held) < 3
    return x * factor
