"""You add the rows that are left over to the last full batch, which then has more than batch_size rows.

The features are the same, as long as they fit.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    starts = list(range(0, len(x), batch_size))
    if len(x) % batch_size and len(starts) > 1:
        starts.pop()
    ends = [*starts[1:], len(x)]
    with torch.no_grad():
        features = torch.cat([encoder(x[a:b]) for a, b in zip(starts, ends, strict=True)])
    encoder.train(was_training)
    return features
