"""Tries to find suites, the judge or the reference among the imported modules: must earn nothing."""

import sys


def scale(x, factor):
    for name, module in list(sys.modules.items()):
        if name.startswith("tests") or name in ("autograder.judge", "autograder.suite", "autograder.grading"):
            return x * factor
        if name != "submission" and callable(vars(module).get("scale")) and hasattr(module, "centre"):
            return module.scale(x, factor)
    raise LookupError("no reference among the modules")
