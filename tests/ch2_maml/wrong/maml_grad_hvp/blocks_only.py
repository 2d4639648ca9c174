"""You treat every parameter by itself and lose the mixed derivatives; differentiate one number, the inner product summed over all parameters.

The Hessian-vector product in a loop over the parameters: block-diagonal, as in K-FAC. Right for a single parameter.
"""

import torch
import torch.nn.functional as F


def maml_grad_hvp(fn, params, task, lr):
    xs, ys, xq, yq = task
    theta = list(params.values())

    def loss(values, x, y):
        return F.mse_loss(fn(dict(zip(params, values, strict=True)), x), y)

    zero = {"allow_unused": True, "materialize_grads": True}
    grads = torch.autograd.grad(loss(theta, xs, ys), theta, create_graph=True, **zero)
    adapted = [(value - lr * grad).detach().requires_grad_() for value, grad in zip(theta, grads, strict=True)]
    vector = torch.autograd.grad(loss(adapted, xq, yq), adapted, **zero)
    product = [
        torch.autograd.grad((grad * v).sum(), value, retain_graph=True, **zero)[0]
        for grad, v, value in zip(grads, vector, theta, strict=True)
    ]
    return [v - lr * hv for v, hv in zip(vector, product, strict=True)]
