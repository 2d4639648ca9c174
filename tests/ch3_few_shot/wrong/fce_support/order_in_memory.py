"""You take the order of the entries in memory for that of the rows. g may lie in memory in any order, as after a transpose.

as_strided with strides written by hand.
"""

import torch


def fce_support(g, lstm):
    rows = torch.as_strided(g, g.shape, (g.shape[1], 1))
    states, _ = lstm(rows[:, None])
    return states[:, 0].unflatten(1, (2, -1)).sum(dim=1) + rows
