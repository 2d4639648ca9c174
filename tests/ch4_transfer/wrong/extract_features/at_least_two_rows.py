"""You raise a batch_size of 1 to 2; the encoder never gets more rows at a time than batch_size.

In training mode batch norm needs two rows.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    batch_size = max(batch_size, 2)
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
