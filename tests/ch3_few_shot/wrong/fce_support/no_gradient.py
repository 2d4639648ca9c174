"""You compute without a graph, so that neither the encoder nor the LSTM can learn. Leave out no_grad and detach.

"Context" taken for preprocessing.
"""

import torch


def fce_support(g, lstm):
    with torch.no_grad():
        states, _ = lstm(g[:, None])
        forward, backward = states[:, 0].chunk(2, dim=1)
        return forward + backward + g
