"""(1 - e) / (1 + e) with e = exp(-gamma * p).

One fraction instead of two terms.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    decay = math.exp(-gamma * p)
    return (1 - decay) / (1 + decay)
