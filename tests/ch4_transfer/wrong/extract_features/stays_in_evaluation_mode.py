"""You leave the encoder in evaluation mode; it goes back to the mode it was in.

Training would go on without dropout and with frozen batch norm, and nothing would say so.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    encoder.eval()
    with torch.no_grad():
        return torch.cat([encoder(batch) for batch in x.split(batch_size)])
