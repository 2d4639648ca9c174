"""You collect the features in float32; a float64 encoder gives float64.

torch.zeros makes a float32 tensor unless told otherwise.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch).float() for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
