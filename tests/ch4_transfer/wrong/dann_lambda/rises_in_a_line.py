"""You let lambda rise in proportion to p. It follows the docstring's exponential formula.

The simplest schedule from 0 to 1.
"""

def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return min(1.0, gamma * p / 10)
