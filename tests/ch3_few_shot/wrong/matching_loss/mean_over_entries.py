"""You divide by the number of all entries, rows times labels. Each row has one right label, so divide by the number of rows.

(one_hot * log).mean().
"""

import torch.nn.functional as F


def matching_loss(probs, y):
    return -(F.one_hot(y, probs.shape[1]) * probs.clamp(min=1e-8).log()).mean()
