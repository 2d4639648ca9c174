"""backward() on fresh leaves, whose .grad is read and thrown away.

The .grad of copies is nobody else's; None means that fn did not use the entry.
"""

import torch


def fomaml_grads(fn, params, tasks, lr, steps):
    def leaf_grads(theta, x, y):
        ((fn(theta, x) - y) ** 2).mean().backward()
        return {name: torch.zeros_like(v) if v.grad is None else v.grad for name, v in theta.items()}

    def leaves(values):
        return {name: value.detach().clone().requires_grad_() for name, value in values.items()}

    result = {name: torch.zeros_like(value, requires_grad=False) for name, value in params.items()}
    for xs, ys, xq, yq in tasks:
        theta = leaves(params)
        for _ in range(steps):
            grads = leaf_grads(theta, xs, ys)
            theta = leaves({name: value - lr * grads[name] for name, value in theta.items()})
        for name, grad in leaf_grads(theta, xq, yq).items():
            result[name] += grad / len(tasks)
    return result
