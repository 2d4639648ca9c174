"""Given code and solutions of ch3_few_shot.

Generated from source/ch3_few_shot.py: edit there, then run `python -m autograder build ch3_few_shot`.
"""

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits

digit_images = torch.tensor(load_digits().images / 16, dtype=torch.float32)  # (1797, 8, 8), from 0 to 1
digit_labels = torch.tensor(load_digits().target)  # (1797,), from 0 to 9

def pairwise_sq_dists(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Compute the squared Euclidean distance of every row of `a` to every row of `b`.

    Args:
        a: (B, D) float32 or float64, one vector per row.
        b: (N, D), same dtype and device as `a`. B, N and D are at least 1 and in general all different.

    Returns:
        (B, N), in the dtype and on the device of the inputs. Entry [i, j] is the sum over the D features of
        (a[i, d] - b[j, d]) ** 2: no root is taken and nothing is averaged. Both axes stay when B or N is 1.

    No entry is ever below 0, not even by rounding: rows may lie far from the origin and close to each other.
    (Otherwise rounding is forgiven: a relative error of 1e-4 passes, so you are free to choose the formula.)

    The result is differentiable in `a` and in `b`. The gradient of entry [i, j] is 2 (a[i] - b[j]) with
    respect to a[i] and 2 (b[j] - a[i]) with respect to b[j]. It is finite everywhere, also where the two rows
    are identical: there it is zero.

    `a` and `b` are left as they were: neither their values nor their `requires_grad` change.

    Source: Snell, Swersky and Zemel 2017, "Prototypical Networks for Few-shot Learning", sections 2.3, 2.4.
    """
    difference = a[:, None, :] - b[None, :, :]
    return difference.pow(2).sum(dim=-1)
