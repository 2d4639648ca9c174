"""You write 10 for gamma. Use the argument, whose default is 10.

The number of the paper, copied with the formula.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 2 / (1 + math.exp(-10 * p)) - 1
