"""Tries to replace the hidden suite: must earn nothing."""

import os


def scale(x, factor):
    os.replace(os.path.realpath("anything"), "@course@/tests/tiny/test_scale.py")
    return x * factor
