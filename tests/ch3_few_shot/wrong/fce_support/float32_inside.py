"""You compute in float32 and convert back at the end: the digits that float64 has more are lost.

.float() against an LSTM of another dtype.
"""

import torch


def fce_support(g, lstm):
    parameters = {name: value.float() for name, value in lstm.named_parameters()}
    states, _ = torch.func.functional_call(lstm, parameters, (g.float()[:, None],))
    return states[:, 0].unflatten(1, (2, -1)).sum(dim=1).to(g.dtype) + g
