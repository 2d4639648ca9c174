"""torch's own attention with a scale of 1.

Keys and values are both g.
"""

import torch.nn.functional as F


def fce_query(f, g, cell, steps):
    h, c = f.clone(), f.new_zeros(f.shape)
    for _ in range(steps):
        r = F.scaled_dot_product_attention(h[None], g[None], g[None], scale=1.0)[0]
        h_hat, c = cell(f, (h + r, c))
        h = h_hat + f
    return h
