"""You collect the result in a buffer of torch.zeros, which is float32. The result keeps the dtype of the embeddings.

torch.zeros without a dtype.
"""

import torch
import torch.nn.functional as F


def matching_predict(zq, zs, ys, n_way):
    attention = torch.softmax(F.normalize(zq, dim=1) @ F.normalize(zs, dim=1).T, dim=1)
    result = torch.zeros(len(zq), n_way, device=zq.device)
    for label in range(n_way):
        result[:, label] = attention[:, ys == label].sum(dim=1)
    return result
