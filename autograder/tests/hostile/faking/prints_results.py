"""Prints a table of perfect scores: must earn nothing."""

import sys


def scale(x, factor):
    print("scale 4/4 centre 5/5 draw 3/3 12/12", flush=True)
    print("12 of 12 points", file=sys.stderr, flush=True)
    raise ValueError("12 of 12 points")
