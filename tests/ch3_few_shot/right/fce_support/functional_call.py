"""torch.func.functional_call with the module's own parameters, and an einsum for the sum.

The parameters are the same tensors, so that gradients reach them.
"""

import torch


def fce_support(g, lstm):
    states, _ = torch.func.functional_call(lstm, dict(lstm.named_parameters()), (g[:, None],))
    return torch.einsum("mkd->md", torch.cat([states[:, 0].unflatten(1, (2, -1)), g[:, None]], dim=1))
