"""Raises an exception that raises when it is told: must earn nothing."""


class Silent(Exception):
    def __str__(self):
        raise Silent

    __repr__ = __str__


def scale(x, factor):
    raise Silent
