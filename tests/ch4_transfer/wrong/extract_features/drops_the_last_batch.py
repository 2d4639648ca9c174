"""You drop the last batch when it is smaller; its rows belong to the features.

drop_last=True, or n // batch_size rounds.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        n_batches = max(len(x) // batch_size, 1)
        features = torch.cat([encoder(x[i * batch_size : (i + 1) * batch_size]) for i in range(n_batches)])
    encoder.train(was_training)
    return features
