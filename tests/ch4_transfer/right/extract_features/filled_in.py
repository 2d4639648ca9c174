"""A result that is filled in by slices, once its width is known; no_grad as a decorator."""

import torch
from torch import Tensor, nn


@torch.no_grad()
def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    mode = encoder.training
    encoder.eval()
    result = None
    for start in range(0, len(x), batch_size):
        features = encoder(x[start : start + batch_size])
        if result is None:
            result = features.new_empty(len(x), features.shape[1])
        result[start : start + batch_size] = features
    encoder.train(mode)
    return result
