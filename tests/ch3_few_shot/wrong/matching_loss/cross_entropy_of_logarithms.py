"""You normalise the rows once more, by hand or with cross_entropy of log-probabilities: the value hardly changes, but each gradient does. Use nll_loss of the logarithms.

Since each row sums to 1, the values agree; the gradient gets 1/B at every entry.
"""

import torch.nn.functional as F


def matching_loss(probs, y):
    return F.cross_entropy(probs.clamp(min=1e-8).log(), y)
