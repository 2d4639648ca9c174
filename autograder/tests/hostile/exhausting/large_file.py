"""Tries to fill the disk with one file: must earn nothing."""


def scale(x, factor):
    with open("large", "wb") as file:
        for _ in range(100):
            file.write(b"1" * 1_000_000)
    return x * factor
