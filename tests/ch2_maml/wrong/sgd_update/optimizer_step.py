"""You let torch.optim.SGD step on params: that fills their .grad and overwrites them. Compute new tensors instead.

The ready-made step, which knows no graph.
"""

import torch


def sgd_update(params, grads, lr):
    for name, theta in params.items():
        theta.grad = grads[name].detach()
    torch.optim.SGD([theta for theta in params.values() if theta.is_leaf], lr=lr).step()
    return dict(params)
