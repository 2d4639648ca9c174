"""Recurs without end until its stack is full: must be ended by its stack."""

import sys


def scale(x, factor):
    sys.setrecursionlimit(10**9)

    def deeper(n):
        return list(map(deeper, [n]))

    return deeper(1)
