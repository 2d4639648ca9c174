"""Tries to import the solution as a module: must earn nothing."""

import sys


def scale(x, factor):
    sys.path.insert(0, "@course@/solutions")
    import tiny

    return tiny.scale(x, factor)
