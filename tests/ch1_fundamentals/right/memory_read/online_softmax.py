"""Slot by slot with a running maximum, sum and read, as in flash attention.

Right: whenever the maximum grows, what was summed so far is scaled down by the same factor.
"""

import torch
import torch.nn.functional as F


def memory_read(key, memory, beta):
    directions = F.normalize(key, dim=1)
    logits = [beta * (directions @ F.normalize(slot, dim=0)) for slot in memory]
    top, total, read = logits[0], torch.ones_like(logits[0]), memory[:1].expand_as(key)
    for logit, slot in zip(logits[1:], memory[1:], strict=True):
        higher = torch.maximum(top, logit)
        kept, new = (top - higher).exp(), (logit - higher).exp()
        read = read * kept[:, None] + new[:, None] * slot
        total, top = total * kept + new, higher
    weights = (torch.stack(logits, dim=1) - top[:, None]).exp() / total[:, None]
    return read / total[:, None], weights
