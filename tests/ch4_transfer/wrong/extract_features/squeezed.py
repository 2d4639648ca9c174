"""You squeeze the features; with D = 1, or a batch of one row, an axis is lost.

Encoders with pooling give axes of size 1 behind D.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = torch.cat([torch.atleast_2d(encoder(batch).squeeze()) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
