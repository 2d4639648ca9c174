"""Raises an exception that is no text: must earn nothing."""


def scale(x, factor):
    raise ValueError("\ud800\udfff" * 100)
