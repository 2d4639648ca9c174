"""You round the result. Return it as it is: the caller decides how many digits to print.

Rounded for the log of the training loop.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return round(2 / (1 + math.exp(-gamma * p)) - 1, 2)
