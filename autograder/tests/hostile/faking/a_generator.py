"""Returns a generator of guesses: must fail on its values."""


def scale(x, factor):
    return (x * guess for guess in (2.5, -0.5, 1.0))
