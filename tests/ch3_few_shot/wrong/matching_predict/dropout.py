"""You drop some of the attention at random. Nothing is random here.

The dropout of transformers, with its default of training=True, and a rate so small that it mostly shows in the global state.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    return F.dropout(attention, 1e-9) @ F.one_hot(ys, n_way).to(zq.dtype)
