"""Batches of one row, which are never too large; detached one by one."""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.train(False)
    rows = [encoder(row.unsqueeze(0)).detach()[0] for row in x]
    encoder.train(was_training)
    return torch.stack(rows)
