"""Loops without end while its cell runs: must run out of time."""


def forever(function):
    while True:
        pass


@forever
def scale(x, factor):
    return x * factor
