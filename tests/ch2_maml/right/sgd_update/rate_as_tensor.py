"""The rate as a tensor of the dtype of theta.

torch.as_tensor with a dtype keeps 0-d entries as they are.
"""

import torch


def sgd_update(params, grads, lr):
    return {
        name: theta - torch.as_tensor(lr, dtype=theta.dtype, device=theta.device) * grads[name]
        for name, theta in params.items()
    }
