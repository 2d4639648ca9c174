"""expm1, which is exact near 0.

-expm1(-x) = 1 - exp(-x).
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return -math.expm1(-gamma * p) / (1 + math.exp(-gamma * p))
