"""You square the distance of the maps; where student and teacher agree, the root's derivative makes it NaN.

Equation 2 of the paper has the norm of the difference; the published code squares.
"""

import torch.nn.functional as F


def attention_transfer_loss(fs, ft):
    q_s, q_t = (F.normalize(f.square().mean(1).flatten(1)) for f in (fs, ft.detach()))
    distances = (q_s - q_t).square().sum(1).sqrt()
    return distances.square().mean() / q_s.shape[1]
