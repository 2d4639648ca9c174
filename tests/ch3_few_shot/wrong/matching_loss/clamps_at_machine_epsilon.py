"""You clamp at the precision of the dtype, 1.2e-7 in float32. Asked for is 1e-8 in every dtype.

torch.finfo(dtype).eps.
"""

import torch


def matching_loss(probs, y):
    return -probs.gather(1, y[:, None]).clamp(min=torch.finfo(probs.dtype).eps).log().mean()
