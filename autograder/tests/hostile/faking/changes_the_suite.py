"""Tries to replace the hidden suite: must earn nothing."""

import os


def scale(x, factor):
    with open("mine", "w") as file:
        file.write("# no checks")
    os.replace("mine", "@course@/tests/tiny/test_scale.py")
    return x * factor
