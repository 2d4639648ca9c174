"""Replaces the function that copies what was returned by one that returns itself: must earn nothing."""

import sys


def scale(x, factor):
    sys.modules["autograder.probing"].capture = lambda value: Agreeable()
    return Agreeable()


class Agreeable:
    def __eq__(self, other):
        return True

    __hash__ = None
