"""You multiply the cosines by 10 before the softmax. It helps in training, but the function is asked for the cosines as they are.

What makes Matching Networks train in practice, and what section 2 of the chapter does outside of the function.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(10 * F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    return attention @ F.one_hot(ys, n_way).to(zq.dtype)
