"""Tries to raise its own limits: must earn nothing."""

import resource


def scale(x, factor):
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 40, 1 << 40))
    return x * factor
