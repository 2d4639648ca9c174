"""Loops without end in Python: must run out of time."""


def scale(x, factor):
    while True:
        pass
