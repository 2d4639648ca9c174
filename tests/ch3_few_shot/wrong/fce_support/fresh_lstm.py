"""You read with a new LSTM. The one that you were handed has the parameters that are trained.

nn.LSTM(...) inside of the function.
"""

import torch
from torch import nn


def fce_support(g, lstm):
    with torch.random.fork_rng(devices=[]):
        own = nn.LSTM(g.shape[1], g.shape[1], bidirectional=True).to(g)
    states, _ = own(g[:, None])
    forward, backward = states[:, 0].chunk(2, dim=1)
    return forward + backward + g
