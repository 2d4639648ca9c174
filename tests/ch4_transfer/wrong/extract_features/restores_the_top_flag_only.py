"""You restore the flag of the outermost module only; all layers go back to the mode they were in.

Dropout and batch norm stay in evaluation mode although the encoder says that it trains.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.training = was_training
    return features
