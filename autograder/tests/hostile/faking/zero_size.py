"""Returns a tensor without entries: must fail on its values."""


def scale(x, factor):
    return x[:0] * factor
