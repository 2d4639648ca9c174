"""You smooth the labels: a tenth of the loss goes to the other entries. Only the right label's probability counts.

label_smoothing of cross_entropy.
"""

import torch.nn.functional as F


def matching_loss(probs, y):
    logs = probs.clamp(min=1e-8).log()
    return 0.9 * F.nll_loss(logs, y) - 0.1 * logs.mean()
