"""Tries to find the reference by walking the frames below it: must earn nothing."""

import sys


def scale(x, factor):
    frame = sys._getframe()
    while frame := frame.f_back:
        for value in (*frame.f_locals.values(), *frame.f_globals.values()):
            other = getattr(value, "scale", None)
            if callable(other) and other is not scale:
                return other(x, factor)
    raise LookupError("no reference in the frames")
