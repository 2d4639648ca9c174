"""The last batch is filled up to its full size, and the surplus cut off again."""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    surplus = -len(x) % batch_size
    padded = torch.cat([x, x[:1].expand(surplus, *x.shape[1:])])
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in padded.split(batch_size)])[: len(x)]
    encoder.train(was_training)
    return features
