"""Raises an exception that clears the screen and writes a score: must earn nothing."""


def scale(x, factor):
    raise ValueError("\x1b[2J\x1b[1;1H\x1b]0;12/12\x07 12 of 12 points \x9b31m\r12/12")
