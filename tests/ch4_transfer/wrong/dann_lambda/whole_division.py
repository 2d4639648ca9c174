"""You divide with //, which rounds down. Use /.

The result is 0 for every p above 0.
"""

import math


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 2 // (1 + math.exp(-gamma * p)) - 1
