"""Tries to import the grader's own modules: must earn nothing."""

import sys


def scale(x, factor):
    sys.path.insert(0, "@engine@")
    from autograder import judge

    assert judge
    return x * factor
