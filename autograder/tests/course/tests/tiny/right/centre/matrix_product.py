"""The centring matrix I - 11'/n from the left: the same linear map, written as a product."""

import torch
from torch import Tensor


def centre(x: Tensor) -> Tensor:
    n = len(x)
    if n < 2:
        raise ValueError("fewer than 2 rows")
    return (torch.eye(n, dtype=x.dtype) - 1 / n) @ x
