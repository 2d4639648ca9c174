"""Tries to read the command lines of all processes: must earn nothing."""

import glob


def scale(x, factor):
    lines = [open(path).read() for path in glob.glob("/proc/[0-9]*/cmdline")]
    assert len(lines) > 1
    return x * factor
