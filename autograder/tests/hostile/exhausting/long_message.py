"""Raises an exception with a message of ten megabytes: must earn nothing."""


def scale(x, factor):
    raise ValueError("x" * 10_000_000)
