"""Given code and solutions of ch2_maml.

Generated from source/ch2_maml.py: edit there, then run `python -m autograder build ch2_maml`.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

def init_network(d_in: int, hidden: int, d_out: int, generator: torch.Generator) -> dict[str, Tensor]:
    """Draw the parameters of a network with one hidden layer: leaves that require grad, biases at zero."""
    params = {
        "w1": torch.randn(d_in, hidden, generator=generator) / d_in**0.5,
        "b1": torch.zeros(hidden),
        "w2": torch.randn(hidden, d_out, generator=generator) / hidden**0.5,
        "b2": torch.zeros(d_out),
    }
    return {name: value.requires_grad_() for name, value in params.items()}


def network(params: dict[str, Tensor], x: Tensor) -> Tensor:
    """Map x: (n, d_in) to predictions (n, d_out)."""
    hidden = torch.tanh(x @ params["w1"] + params["b1"])
    return hidden @ params["w2"] + params["b2"]

def inner_loop(
    fn: Callable[[dict[str, Tensor], Tensor], Tensor],
    params: dict[str, Tensor],
    x: Tensor,
    y: Tensor,
    lr: float,
    steps: int,
    create_graph: bool = True,
) -> dict[str, Tensor]:
    """Adapt `params` to one task: `steps` steps of gradient descent on its support set.

    theta_0 = params and theta_{t+1} = theta_t - lr * (gradient of L at theta_t), where L(theta) is the mean
    squared error of fn(theta, x) against y: the mean over all elements, rows and columns, without a
    factor 1/2. All parameters step together, each along its part of the gradient at the current theta_t.

    Args:
        fn: pure function of (params, x). It uses every entry of `params`; its prediction has the shape of y.
        params: name -> tensor, under any names and of any shapes. Every tensor requires grad. It may be a
            leaf or itself the result of a computation.
        x, y: inputs and targets of the support set; they do not require grad. `params`, `x` and `y` have one
            dtype, float32 or float64, and one device.
        lr: the learning rate, a number above 0.
        steps: the number of steps S, 0 or more.
        create_graph: whether the inner gradients stay part of the graph.
            True (the default): theta_S is a differentiable function of `params`, through the inner gradients
            of all steps, and to second order: a loss at theta_S can be differentiated twice with respect to
            `params`.
            False: the inner gradients count as constants. theta_S still depends on `params` through the
            identity path, so that the derivative of theta_S with respect to `params` is the identity matrix.

    Returns:
        theta_S: a dict with the keys of `params`, in any order; shapes, dtype and device as there; every
        entry requires grad. With steps=0 it is theta_0 itself, still connected to `params` (the same dict or
        a copy of it).

    Gradients through the result reach `params` and, where these were computed from other tensors, those as
    well. The arguments are left as they were: the dict `params` still holds the same tensors, with the same
    values, the same .grad (None stays None) and the same requires_grad; `x` and `y` are unchanged and still
    do not require grad. Nothing is random.

    Source: Finn, Abbeel and Levine (2017), algorithm 1, line 6, repeated for several steps; §5.2 for
    create_graph=False.
    """
    adapted = dict(params)
    for _ in range(steps):
        loss = ((fn(adapted, x) - y) ** 2).mean()
        grads = torch.autograd.grad(loss, list(adapted.values()), create_graph=create_graph)
        adapted = {name: value - lr * grad for (name, value), grad in zip(adapted.items(), grads)}
    return adapted
