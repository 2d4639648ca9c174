"""Loops without end in C, where no signal handler of Python runs: must run out of time."""

import itertools


def scale(x, factor):
    return sum(itertools.repeat(1))
