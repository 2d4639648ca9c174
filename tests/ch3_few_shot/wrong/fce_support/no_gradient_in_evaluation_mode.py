"""In evaluation mode your result has no gradient. The mode switches dropout, not autograd.

Evaluation taken for inference: the LSTM may be in either mode, and the result is differentiable in both.
"""

import torch


def fce_support(g, lstm):
    with torch.set_grad_enabled(lstm.training):
        states, _ = lstm(g[:, None])
        forward, backward = states[:, 0].chunk(2, dim=1)
        return forward + backward + g
