"""You compute with numpy: the result has no connection to z, and no gradient reaches the encoder.

Right values.
"""

import numpy as np
import torch
from torch import Tensor


def class_prototypes(z: Tensor, y: Tensor, n_way: int) -> Tensor:
    rows, labels = z.detach().cpu().numpy(), y.cpu().numpy()
    means = [rows[labels == label].mean(axis=0) for label in range(n_way)]
    return torch.from_numpy(np.stack(means)).to(z.device)
