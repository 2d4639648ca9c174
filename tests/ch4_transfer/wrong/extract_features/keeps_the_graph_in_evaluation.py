"""You drop the graph only for an encoder in training mode; evaluation mode does not stop autograd.

eval() changes what layers compute, no_grad() what is recorded.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features.detach() if was_training else features
