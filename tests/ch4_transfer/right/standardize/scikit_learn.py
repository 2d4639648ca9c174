"""StandardScaler, which divides constant features by 1; back to the dtype of the input."""

import torch
from sklearn.preprocessing import StandardScaler
from torch import Tensor


def standardize(train: Tensor, test: Tensor, eps: float = 1e-8) -> tuple[Tensor, Tensor]:
    scaler = StandardScaler().fit(train.detach().cpu().numpy())
    return tuple(torch.as_tensor(scaler.transform(x.detach().cpu().numpy())).to(x) for x in (train, test))
