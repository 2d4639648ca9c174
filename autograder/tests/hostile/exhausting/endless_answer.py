"""Returns a list that never ends: must fail on its values."""

import itertools


class Endless(list):
    def __iter__(self):
        return itertools.repeat(0)


def scale(x, factor):
    return Endless()
