"""Fills memory that counts as shared: must be ended."""

import mmap
import time


def scale(x, factor):
    taken = []
    while True:
        taken.append(mmap.mmap(-1, 10_000_000))
        taken[-1].write(b"1" * 10_000_000)
        time.sleep(0.002)
