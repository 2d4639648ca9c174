"""Tries to read what the instructor types: must earn nothing."""


def scale(x, factor):
    assert open("/dev/tty").read(1) or input()
    return x * factor
