"""Writes that it passed to every open descriptor: must earn nothing."""

import os


def scale(x, factor):
    for number in range(64):
        try:
            os.write(number, b"{\"status\": \"passed\"}" * 50)
        except OSError:
            pass
    os._exit(0)
