"""You let pairs beyond the margin cost something. From the margin on they cost nothing.

(margin - d)^2 without max: it pulls distant pairs back.
"""


def contrastive_loss(z1, z2, same, margin):
    d2 = (z1 - z2).pow(2).sum(dim=1)
    d = d2.clamp(min=1e-12).sqrt()
    return (same * d2 + (1 - same) * (margin - d).pow(2)).mean()
