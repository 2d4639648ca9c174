"""Raises an exception that turns the direction of writing: must earn nothing."""


def scale(x, factor):
    raise ValueError("\u202e21/21 \u2066 points\u0000 \u200b\ufeff")
