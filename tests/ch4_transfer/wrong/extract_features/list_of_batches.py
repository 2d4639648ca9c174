"""You return a list of batches; one tensor is asked for.

The final cat is missing.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = [encoder(batch) for batch in x.split(batch_size)]
    encoder.train(was_training)
    return features
