"""The gradient of <gradient, v>, with v handed over as grad_outputs.

torch.autograd.grad forms the inner product itself; only the entries that carry a graph are handed in.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    names, theta = list(params), list(params.values())

    def gradient(values, x, y, **options):
        loss = F.mse_loss(fn(dict(zip(names, values, strict=True)), x), y)
        return torch.autograd.grad(loss, values, allow_unused=True, **options)

    inner = gradient(theta, xs, ys, create_graph=True)
    moved = [v.detach() if g is None else (v - lr * g).detach() for v, g in zip(theta, inner, strict=True)]
    outer = gradient([v.requires_grad_() for v in moved], xq, yq)
    pairs = [(g, o) for g, o in zip(inner, outer, strict=True) if g is not None]
    products = torch.autograd.grad([g for g, _ in pairs], theta, [o for _, o in pairs], allow_unused=True)
    return [
        torch.zeros_like(value) if o is None else o if hv is None else o - lr * hv
        for value, o, hv in zip(theta, outer, products, strict=True)
    ]
