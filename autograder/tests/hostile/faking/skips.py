"""Raises what pytest raises for a skipped test: must earn nothing."""

import unittest


class Skipped(unittest.SkipTest):
    __module__ = "_pytest.outcomes"


def scale(x, factor):
    raise Skipped("passed")
