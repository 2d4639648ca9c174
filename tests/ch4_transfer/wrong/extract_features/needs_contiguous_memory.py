"""You view x, which some memory layouts do not allow; split() or a slice of rows works on any.

Images whose channels come last in memory are not contiguous.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    x = x.view(-1).view(x.shape)
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
