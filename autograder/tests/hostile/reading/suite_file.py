"""Tries to read the hidden suite and to tell it in an exception: must earn nothing."""

from pathlib import Path


def scale(x, factor):
    raise RuntimeError(Path("@course@/tests/tiny/test_scale.py").read_text()[:400])
    return x * factor
