"""Tries to type a command into the instructor's terminal: must earn nothing."""

import fcntl


def scale(x, factor):
    for number in range(3):
        fcntl.ioctl(number, 0x5412, b"x")
    return x * factor
