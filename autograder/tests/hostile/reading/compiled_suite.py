"""Tries to read the compiled suite: must earn nothing."""

import os


def scale(x, factor):
    raise RuntimeError(str(open("@course@/tests/tiny/__pycache__/" + os.listdir("@course@/tests/tiny/__pycache__")[0], "rb").read()[-400:]))
    return x * factor
