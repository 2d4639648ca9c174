"""You switch the direct children of the encoder only; layers lie deeper, too.

A loop over children() that sets flags.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    for child in encoder.children():
        child.training = False
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
