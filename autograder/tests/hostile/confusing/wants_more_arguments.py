"""Takes arguments that nobody gives: must earn nothing."""


def scale(x, factor, expected):
    return expected
