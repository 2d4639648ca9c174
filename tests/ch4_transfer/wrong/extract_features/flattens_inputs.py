"""You flatten the inputs; the encoder gets rows of x as they are, images too.

Right for an encoder that begins with a linear layer.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch.flatten(1)) for batch in x.split(batch_size)])
    encoder.train(was_training)
    return features
