"""Ignores every signal that it may ignore and loops: must run out of time."""

import signal


def scale(x, factor):
    for number in set(range(1, 64)) - {9, 19, 32, 33}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
