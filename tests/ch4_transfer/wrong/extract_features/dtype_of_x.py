"""You store the features in the dtype of x; it is the encoder's output that has theirs.

x.new_empty is right for an encoder that maps floats to floats.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        first = encoder(x[:1])
        features = x.new_empty(len(x), first.shape[1])
        for start in range(0, len(x), batch_size):
            features[start : start + batch_size] = encoder(x[start : start + batch_size])
    encoder.train(was_training)
    return features
