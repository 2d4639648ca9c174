"""You make new leaves that require grad but do not know where they came from; keep them connected to params and grads.

detach().requires_grad_() makes the next torch.autograd.grad work, and the meta-gradient zero.
"""


def sgd_update(params, grads, lr):
    return {name: (theta - lr * grads[name]).detach().requires_grad_() for name, theta in params.items()}
