"""Returns one number that would broadcast: must fail on its values."""


def scale(x, factor):
    return (x * factor).mean()
