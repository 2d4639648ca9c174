"""Given code and solutions of ch4_transfer.

Generated from source/ch4_transfer.py: edit there, then run `python -m autograder build ch4_transfer`.
"""

import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

_digits = load_digits()
images = torch.tensor(_digits.images, dtype=torch.float32) / 16  # (1797, 8, 8), values in 0..1
labels = torch.tensor(_digits.target, dtype=torch.int64)  # (1797,)

def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    """Return the values of `x`; on the way back, multiply the gradient by `-lam`.

    Forward, the result equals `x` (up to rounding). Backward, when the gradient g arrives at the result, the
    gradient that goes on to `x` is `-lam * g`, entry by entry, and from `x` it goes on to whatever made `x`.

    x: float32 or float64 tensor of any shape, also 0-d. The result has its shape, dtype and device.
    lam: a Python number (float or int), 0 or larger, the factor itself and not the progress of training. Each
        call keeps the `lam` it was given, also when several calls with different `lam` lie in one graph.

    Only this branch is reversed: where `x` is also used elsewhere, that other path gives its own, unchanged
    gradient, and the gradients of both add up in `x` as usual. The same holds when the branches meet again,
    as in `grad_reverse(x, lam) + x`, whose gradient is `(1 - lam) * g`. Two calls on the same `x` are two
    branches, whose gradients add up in `x`; a call on the result of another reverses once more. A second
    backward pass through the same result (`retain_graph=True`) gives the same gradient again.

    It also works for an `x` that needs no gradient, whose result then needs none, and in `torch.no_grad()`.
    The call leaves `x` as it is, both its values and its `requires_grad`. Whether the result shares memory
    with `x` is left open.

    Source: Ganin et al. 2016, equation 11 (there as a layer with weight lambda).
    """
    branch = x.clone()
    if branch.requires_grad:
        branch.register_hook(lambda gradient: -lam * gradient)
    return branch

def kd_loss(
    student: torch.Tensor, teacher: torch.Tensor, y: torch.Tensor, temperature: float, alpha: float
) -> torch.Tensor:
    """Distillation loss: match the softened teacher, and classify correctly.

    The loss is

        alpha * T^2 * KL(softmax(teacher / T) || softmax(student / T))  +  (1 - alpha) * CE(student, y)

    with T = `temperature`. KL(p || q) = sum over the C classes of p * (log p - log q), then the mean over
    the B samples; p is the teacher, and both are softened by T. CE is the usual cross-entropy of the
    student's logits as they are (no temperature) with the true labels, mean over the B samples. `alpha`
    weighs the teacher's term.

    student, teacher: (B, C) logits, both float32 or both float64.
    y: (B,) int64 class labels in 0..C-1.
    temperature: a number above 0, float or int.
    alpha: a number from 0 to 1, both included, float or int.

    Returns a 0-d tensor with the dtype and device of `student`, differentiable in it through both terms. No
    gradient flows to the teacher, also when `teacher` requires one, and the student's is the same in either
    case. The inputs stay as they are, both their values and their `requires_grad`. Loss and gradient are finite
    and accurate for logits between -50 and 50 and T of 0.5 or more in float32, also where a probability is too
    small for float32 and becomes 0.

    Source: Hinton, Vinyals and Dean 2015, section 2 (alpha and 1 - alpha are a common way to write the
    weights of their average).
    """
    log_p = F.log_softmax(teacher.detach() / temperature, dim=1)
    log_q = F.log_softmax(student / temperature, dim=1)
    divergence = F.kl_div(log_q, log_p, reduction="batchmean", log_target=True)
    return alpha * temperature**2 * divergence + (1 - alpha) * F.cross_entropy(student, y)
