"""Tries to open a thousand files: must earn nothing."""

import os


def scale(x, factor):
    taken = [open(os.devnull) for _ in range(1_000)]
    assert len(taken) == 1_000
    return x * factor
