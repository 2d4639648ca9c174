"""You return tanh(gamma * p). The formula is tanh(gamma * p / 2).

The sigmoid and the hyperbolic tangent differ by a factor 2 inside.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return math.tanh(gamma * p)
