"""You switch only layers of dropout and batch norm; any module may ask its own training flag, so call encoder.eval().

F.dropout(x, p, self.training) is dropout without a layer.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    kinds = (nn.modules.dropout._DropoutNd, nn.modules.batchnorm._BatchNorm)
    layers = [module for module in encoder.modules() if isinstance(module, kinds)]
    modes = [layer.training for layer in layers]
    for layer in layers:
        layer.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    for layer, mode in zip(layers, modes, strict=True):
        layer.train(mode)
    return features
