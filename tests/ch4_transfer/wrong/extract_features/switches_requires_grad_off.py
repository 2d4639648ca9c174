"""You switch requires_grad off in x; it belongs to the caller. torch.no_grad() is enough.

The features are right.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    if x.is_leaf:
        x.requires_grad_(False)
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
