"""Tries to read what others handed in: must earn nothing."""

import os


def scale(x, factor):
    found = [name for folder in ("@submitted@", "..", "/tmp") for name in os.listdir(folder)]
    assert found
    return x * factor
