"""One long vector for each encoder, in float64."""

import torch
from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    with torch.no_grad():
        long_q = torch.nn.utils.parameters_to_vector(query_encoder.parameters()).double()
        long_k = torch.nn.utils.parameters_to_vector(key_encoder.parameters()).double()
        mixed, start = m * long_k + (1 - m) * long_q, 0
        for k in key_encoder.parameters():
            k.copy_(mixed[start : start + k.numel()].view_as(k))
            start += k.numel()
