"""You hang the hook on x itself once x was computed by a layer; then every path from x is reversed, not only this one.

A leaf is cloned first, because a hook on a parameter looked dangerous, and features were thought to be safe. In DANN
the features feed the label classifier too, whose gradient is then reversed as well.
"""

import torch


def grad_reverse(x: torch.Tensor, lam: float) -> torch.Tensor:
    result = x.clone() if x.is_leaf else x
    if result.requires_grad:
        result.register_hook(lambda grad: -lam * grad)
    return result
