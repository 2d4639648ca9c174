"""Your exponent has the wrong sign, so the schedule falls from 0 to -1. It is exp(-gamma * p).

A lost minus.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 2 / (1 + math.exp(gamma * p)) - 1
