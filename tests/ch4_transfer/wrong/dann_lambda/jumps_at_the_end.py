"""You return 1 for p = 1 as a case of its own. The formula gives a little less.

`the schedule runs from 0 to 1` taken at its word.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    if p >= 1:
        return 1.0
    return 2 / (1 + math.exp(-gamma * p)) - 1
