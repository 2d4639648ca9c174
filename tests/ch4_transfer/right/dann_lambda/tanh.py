"""A hyperbolic tangent.

2 sigmoid(x) - 1 = tanh(x / 2).
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return math.tanh(gamma * p / 2)
