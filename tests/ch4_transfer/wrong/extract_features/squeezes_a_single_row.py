"""You squeeze the first axis of the result; for a single row that is the axis of the rows, and (1, D) is asked for.

squeeze(0) does nothing as long as n is above 1.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)]).squeeze(0)
    encoder.train(was_training)
    return features
