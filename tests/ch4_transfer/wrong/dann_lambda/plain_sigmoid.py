"""You return the sigmoid of gamma * p, which begins at one half. Scaled by 2 and moved by -1 it begins at 0.

The shape is that of a sigmoid, so the sigmoid is what gets typed.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 1 / (1 + math.exp(-gamma * p))
