"""Raises an exception whose text never comes: must run out of time."""


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def scale(x, factor):
    raise Endless
