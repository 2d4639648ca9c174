"""Matches a pattern that backtracks for years: must run out of time."""

import re


def scale(x, factor):
    return re.match(r"(a+)+$", "a" * 60 + "b")
