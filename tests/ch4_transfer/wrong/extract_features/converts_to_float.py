"""You convert x to float; the encoder gets x as it is, and an embedding needs integers.

Images often come as integers.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        batches = (batch if batch.is_floating_point() else batch.float() for batch in x.split(batch_size))
        features = torch.cat([encoder(batch) for batch in batches])
    encoder.train(was_training)
    return features
