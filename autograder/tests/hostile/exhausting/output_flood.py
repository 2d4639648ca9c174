"""Prints a hundred megabytes: must earn nothing."""


def scale(x, factor):
    for _ in range(100):
        print("x" * 1_000_000)
    raise ValueError("printed")
