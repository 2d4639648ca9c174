"""torch's sigmoid in float64, returned as a 0-d tensor.

A 0-d tensor is as good as a float where no gradient is needed.
"""

import torch


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 2 * torch.sigmoid(torch.tensor(gamma * p, dtype=torch.float64)) - 1
