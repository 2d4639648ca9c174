"""You return features with a graph; compute under no_grad, or detach them.

Memory grows with every batch, and a probe trained on them would train the encoder.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
