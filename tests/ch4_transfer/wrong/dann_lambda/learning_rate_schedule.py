"""You return the learning rate's schedule, 1 / (1 + gamma * p)^0.75, which falls. lambda rises from 0.

Ganin et al. give both, one below the other.
"""

def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 1 / (1 + gamma * p) ** 0.75
