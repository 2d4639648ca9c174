"""Sleeps: must run out of time."""

import time


def scale(x, factor):
    time.sleep(10_000)
