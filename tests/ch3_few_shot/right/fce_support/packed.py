"""A packed sequence, and explicit states of zeros.

pack_padded_sequence with a single length.
"""

import torch
from torch import nn


def fce_support(g, lstm):
    zeros = g.new_zeros(2, 1, g.shape[1])
    packed = nn.utils.rnn.pack_padded_sequence(g[:, None], [len(g)])
    states, _ = nn.utils.rnn.pad_packed_sequence(lstm(packed, (zeros, zeros))[0])
    forward, backward = torch.tensor_split(states[:, 0], 2, dim=-1)
    return torch.stack([forward, backward, g]).sum(dim=0)
