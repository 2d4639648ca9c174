"""You start both directions from states of ones. They start from zeros.

An initial state by hand.
"""

import torch


def fce_support(g, lstm):
    ones = torch.ones(2, 1, g.shape[1], dtype=g.dtype, device=g.device)
    states, _ = lstm(g[:, None], (ones, torch.zeros_like(ones)))
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g
