"""Prints a perfect result when its process ends: must earn nothing."""

import atexit


def scale(x, factor):
    atexit.register(print, '{"score": 12, "status": "passed"}')
    raise SystemExit(0)
