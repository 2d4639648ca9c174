"""Replaces the function that packs outcomes by one that says passed: must earn nothing."""

import sys


def scale(x, factor):
    sys.modules["autograder.sandbox.frames"].pack_outcome = lambda outcome: {"passed": True}
    return x
