"""Your backward direction reads a long support set in parts. It reads from the last row to the first without a break.

The forward direction is right.
"""

import torch


def fce_support(g, lstm):
    d = g.shape[1]
    forward = lstm(g)[0][:, :d]
    backward = torch.cat([lstm(rows)[0][:, d:] for rows in g.split(8)])
    return forward + backward + g
