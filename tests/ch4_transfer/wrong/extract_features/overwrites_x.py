"""You standardize x in place before; x belongs to the caller, and the encoder gets it as it is.

Preprocessing belongs before the call, and to statistics of the training set.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        x -= x.mean(0)
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
