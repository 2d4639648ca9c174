"""Tries to write into the gradebook: must earn nothing."""


def scale(x, factor):
    with open("@course@/gradebook.db", "a") as file:
        file.write("12 of 12")
    return x * factor
