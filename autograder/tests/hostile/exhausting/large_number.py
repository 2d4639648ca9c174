"""Returns a number of a million digits: must fail on its values."""


def scale(x, factor):
    return 1 << 4_000_000
