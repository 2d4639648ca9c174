"""Recurs without end in Python: must earn nothing."""


def scale(x, factor):
    return scale(x, factor)
