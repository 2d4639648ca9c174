"""Prints, warns and logs as a beginner does: must keep its score."""

import logging
import warnings


def scale(x, factor):
    print("x is", x)
    warnings.warn("slow", stacklevel=2)
    logging.getLogger().warning("scale")
    return x * factor
