"""Returns many guesses at once: must fail on its values."""


def scale(x, factor):
    return tuple(x * guess for guess in (2.5, -0.5, 1.0))
