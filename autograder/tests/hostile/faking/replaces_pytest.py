"""Puts a pytest of its own among the modules: must earn nothing."""

import sys
import types


def scale(x, factor):
    sys.modules["pytest"] = sys.modules["_pytest"] = types.ModuleType("pytest")
    sys.modules["pytest"].skip = sys.modules["pytest"].fail = lambda *given: None
    raise sys.modules["pytest"].Passed
