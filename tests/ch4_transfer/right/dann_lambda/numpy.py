"""numpy's exponential; the result is a numpy float64, which is a float.

np.exp of a Python number gives a scalar, no array.
"""

import numpy as np


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 2.0 / (1.0 + np.exp(-gamma * p)) - 1.0
