"""Tries to list the folder of the hidden suites: must earn nothing."""

import os


def scale(x, factor):
    assert os.listdir("@course@/tests/tiny")
    return x * factor
