"""You return 1 - exp(-gamma * p), another curve from 0 towards 1. Yours rises twice as fast at the beginning.

The approach of a charging capacitor; near the end both are the same.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 1 - math.exp(-gamma * p)
