"""In float32, turned into a float at the end.

The rounding of float32 is below every tolerance here.
"""

import torch


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return torch.tensor(gamma * p / 2, dtype=torch.float32).tanh().item()
