"""Tries to read the instructor's notebook: must earn nothing."""


def scale(x, factor):
    raise RuntimeError(open("@course@/source/tiny/tiny.ipynb").read()[:400])
    return x * factor
