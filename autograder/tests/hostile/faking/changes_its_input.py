"""Writes the factor into its input instead of returning anything right: must earn nothing."""


def scale(x, factor):
    x.zero_()
    return x
