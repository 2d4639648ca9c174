"""You keep the features of the last batch only.

The name is overwritten in each round.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        for batch in x.split(batch_size):
            features = encoder(batch)
    encoder.train(was_training)
    return features
