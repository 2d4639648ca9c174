"""Tries to reach the gradebook by a hard link: must earn nothing."""

import os


def scale(x, factor):
    os.link("@course@/gradebook.db", "link")
    raise RuntimeError(open("link").read()[:400])
    return x * factor
