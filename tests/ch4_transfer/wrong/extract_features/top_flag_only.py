"""You leave the layers in training mode: eval() switches all modules, encoder.training = False the outermost one only.

encoder.training = False does not reach the layers.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.training = False
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.training = was_training
    return features
