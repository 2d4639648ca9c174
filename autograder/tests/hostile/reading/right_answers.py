"""Tries to read the filed answers: must earn nothing."""

import glob


def scale(x, factor):
    assert glob.glob("@course@/tests/tiny/*/scale/*.py")
    return x * factor
