"""Tries to read the memory of its parent through /proc: must earn nothing."""

import os


def scale(x, factor):
    with open(f"/proc/{os.getppid()}/mem", "rb") as memory:
        memory.seek(int(open(f"/proc/{os.getppid()}/maps").read().split("-")[0], 16))
        assert memory.read(8)
    return x * factor
