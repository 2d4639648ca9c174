"""You draw the first states at random. They are zeros, and nothing is random.

torch.randn for h0 and c0, as in the first example of torch's documentation.
"""

import torch


def fce_support(g, lstm):
    h0, c0 = torch.randn(2, 2, 1, g.shape[1], dtype=g.dtype).to(g.device)
    states, _ = lstm(g[:, None], (h0, c0))
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g
