"""Tries to import the course beside the grader: must earn nothing."""

import sys


def scale(x, factor):
    sys.path[:0] = ["@course@", "@engine@"]
    from tests.tiny import test_scale

    assert test_scale
    return x * factor
