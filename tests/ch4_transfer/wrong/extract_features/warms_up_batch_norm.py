"""You run the encoder once in training mode before; that changes the running statistics of batch norm.

Meant to adapt the statistics to x. The buffers are left as they are.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    with torch.no_grad():
        encoder.train()(x[:batch_size])
        encoder.eval()
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
