"""You switch only modules without children; a module with children may ask its own training flag as well.

The encoder itself and its blocks often call F.dropout(x, p, self.training).
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    layers = [module for module in encoder.modules() if not list(module.children())]
    modes = [layer.training for layer in layers]
    for layer in layers:
        layer.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    for layer, mode in zip(layers, modes, strict=True):
        layer.train(mode)
    return features
