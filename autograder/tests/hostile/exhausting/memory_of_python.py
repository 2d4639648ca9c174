"""Collects bytes without end: must be ended."""

import time


def scale(x, factor):
    taken = []
    while True:
        taken.append(bytearray(b"1") * 10_000_000)
        time.sleep(0.002)
