"""You switch requires_grad off in the encoder and leave it so; its parameters are left as they are.

A freeze in the place of no_grad.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval().requires_grad_(False)
    features = torch.cat([encoder(batch) for batch in x.split(batch_size)]).detach()
    encoder.train(was_training)
    return features
