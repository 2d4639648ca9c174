"""You switch gradients off for the whole program; torch.no_grad() as a block switches them on again.

After the call nothing trains any more.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    torch.set_grad_enabled(False)
    features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
