"""Tries to read whatever is open: must earn nothing."""

import os


def scale(x, factor):
    found = b""
    for number in range(64):
        try:
            found += os.pread(number, 1000, 0)
        except OSError:
            pass
    assert found
    return x * factor
