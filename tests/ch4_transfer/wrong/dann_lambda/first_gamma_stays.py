"""You keep the gamma of the first call and use it in all later ones.

A cache that is filled once.
"""

import math

_gammas: list[float] = []


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    _gammas.append(gamma)
    return 2 / (1 + math.exp(-_gammas[0] * p)) - 1
