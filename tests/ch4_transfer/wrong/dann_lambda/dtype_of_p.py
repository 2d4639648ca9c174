"""You compute in the dtype of torch.tensor(p): where p is an int, gamma * p loses its decimals.

torch.tensor(1) is int64.
"""

import torch


def dann_lambda(p: float, gamma: float = 10.0) -> float:
    progress = torch.tensor(p)
    exponent = (gamma * progress).to(progress.dtype)
    return float(2 / (1 + torch.exp(-exponent.double())) - 1)
