"""You keep lambda away from 0. At the beginning it is 0: the domain head has to learn something first.

`so that the adversary is never switched off`.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return max(0.01, 2 / (1 + math.exp(-gamma * p)) - 1)
