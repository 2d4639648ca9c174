"""Tries to reach the suite through /proc/.../root and cwd: must earn nothing."""

import os


def scale(x, factor):
    for pid in ("self", os.getppid(), 1):
        for way in ("root@course@/gradebook.db", "cwd/gradebook.db"):
            try:
                raise RuntimeError(open(f"/proc/{pid}/{way}").read()[:400])
            except OSError:
                pass
    raise LookupError("no way to the root")
    return x * factor
