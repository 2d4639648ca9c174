"""Tries to read the gradebook: must earn nothing."""


def scale(x, factor):
    raise RuntimeError(open("@course@/gradebook.db").read()[:400])
    return x * factor
