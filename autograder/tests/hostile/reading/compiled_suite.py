"""Tries to read the compiled suite: must earn nothing."""

import glob


def scale(x, factor):
    [path] = glob.glob("@course@/tests/tiny/__pycache__/test_scale*") or ["@course@/tests/tiny/__pycache__/test_scale.pyc"]
    with open(path) as file:
        raise RuntimeError(file.read())
    return x * factor
