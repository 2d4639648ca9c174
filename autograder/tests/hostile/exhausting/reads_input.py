"""Waits for the instructor to type something: must earn nothing."""


def scale(x, factor):
    return x * float(input("factor: "))
