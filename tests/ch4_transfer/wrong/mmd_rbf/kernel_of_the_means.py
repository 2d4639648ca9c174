"""You compare the two mean vectors by the kernel. The means are taken of the kernel values, over all pairs.

Mean embeddings lie in the kernel's space, not in that of the data.
"""

import torch
from torch import Tensor


def mmd_rbf(x: Tensor, y: Tensor, sigma: float) -> Tensor:
    squared = (x.mean(0) - y.mean(0)).square().sum()
    return 2 - 2 * torch.exp(-squared / (2 * sigma**2))
