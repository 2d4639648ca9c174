"""Ends by sys.exit(0) in the middle of a check: must earn nothing."""

import sys


def scale(x, factor):
    sys.exit(0)
