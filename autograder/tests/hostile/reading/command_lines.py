"""Tries to read the command lines of all processes: must earn nothing."""

import glob
from contextlib import suppress


def scale(x, factor):
    lines = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        with suppress(OSError), open(path) as file:
            lines.append(file.read())
    assert len(lines) > 1
    return x * factor
