"""Defines a function whose name only looks right: must earn nothing."""


def scаle(x, factor):
    return x * factor
