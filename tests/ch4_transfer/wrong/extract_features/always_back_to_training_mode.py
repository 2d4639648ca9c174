"""You switch the encoder to training mode in the end, even if it was in evaluation mode; it goes back to the mode it was in.

encoder.train() without a question.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    encoder.eval()
    with torch.no_grad():
        features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    encoder.train()
    return features
