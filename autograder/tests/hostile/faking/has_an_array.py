"""Returns an object whose __array__ lies: must fail on its values."""

import numpy as np


class Agreeable:
    def __array__(self, dtype=None, copy=None):
        return np.ones((4, 3), dtype="float32")

    __array_ufunc__ = None
    __array_interface__ = {"shape": (4, 3), "typestr": "<f4", "data": (8, False), "version": 3}


def scale(x, factor):
    return Agreeable()
