"""You let the sigmoid rise around the middle of training. It starts rising at p = 0, as in the docstring's formula.

The S-shaped ramp of other schedules (Laine and Aila 2017, for instance).
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 1 / (1 + math.exp(-gamma * (p - 0.5)))
