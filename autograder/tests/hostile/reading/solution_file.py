"""Tries to run the solution from its file: must earn nothing."""


def scale(x, factor):
    names = {}
    with open("@course@/solutions/tiny.py") as file:
        exec(file.read(), names)
    return names["scale"](x, factor)
