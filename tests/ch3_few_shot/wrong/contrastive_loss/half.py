"""You divide by 2. The paper has the factor 1/2; here it is left out.

Hadsell 2006, equation 4, as printed.
"""

import torch.nn.functional as F


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return 0.5 * (same * d2 + (1 - same) * F.relu(margin - d).pow(2)).mean()
