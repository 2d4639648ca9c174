"""You leave out the - 1: the schedule then runs from 1 to 2 instead of from 0 to 1.

The sigmoid scaled, and not yet moved.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 2 / (1 + math.exp(-gamma * p))
