"""You return a tensor of shape (1,). The result is one number: a float or a 0-d tensor.

torch.tensor([...]) instead of torch.tensor(...).
"""

import torch


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    return 2 * torch.sigmoid(torch.tensor([float(gamma * p)])) - 1
