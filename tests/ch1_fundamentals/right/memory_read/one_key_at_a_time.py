"""Loops over keys and slots, stacked at the end.

Right: one number at a time; the largest exponent is subtracted, which cancels in the quotient.
"""

import torch


def memory_read(key, memory, beta):
    reads, rows = [], []
    for k in key:
        logits = torch.stack([beta * k.dot(slot) / (k.norm() * slot.norm()) for slot in memory])
        shares = (logits - logits.max().detach()).exp()
        row = shares / shares.sum()
        rows.append(row)
        reads.append(sum(share * slot for share, slot in zip(row, memory, strict=True)))
    return torch.stack(reads), torch.stack(rows)
