"""You switch gradients on in the end; in a torch.no_grad() block of the caller they have to stay off.

torch.no_grad() as a block brings back what was before.
"""

import torch
from torch import Tensor, nn


def extract_features(encoder: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    was_training = encoder.training
    encoder.eval()
    torch.set_grad_enabled(False)
    features = torch.cat([encoder(batch) for batch in x.split(batch_size)])
    torch.set_grad_enabled(True)
    encoder.train(was_training)
    return features
