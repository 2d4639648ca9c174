"""Defines its function again after a right one: must fail on its values."""


def scale(x, factor):
    return x * factor


def scale(x, factor):
    return x - factor
