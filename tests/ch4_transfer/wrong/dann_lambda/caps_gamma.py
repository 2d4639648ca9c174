"""You put a bound on gamma. A large gamma times a small p is a usual number, and the formula holds for it.

min(gamma, 50), to keep the exponential from overflowing.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 2 / (1 + math.exp(-min(gamma, 50) * p)) - 1
