"""Tries to reach the suite by a link in its own folder: must earn nothing."""

import os


def scale(x, factor):
    os.symlink("@course@/tests/tiny/test_scale.py", "link")
    raise RuntimeError(open("link").read()[:400])
    return x * factor
