"""You divide the exponent by 2. The formula has exp(-gamma * p).

From tanh(gamma * p / 2), whose 2 stayed when the sigmoid came back.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 2 / (1 + math.exp(-gamma * p / 2)) - 1
