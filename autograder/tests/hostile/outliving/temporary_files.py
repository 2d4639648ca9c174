"""Leaves temporary files open: must keep its score."""

import tempfile

taken = []


def scale(x, factor):
    taken.append(tempfile.NamedTemporaryFile(delete=False))
    taken[-1].write(b"left behind")
    return x * factor
