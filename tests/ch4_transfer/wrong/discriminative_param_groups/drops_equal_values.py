"""You drop a parameter because its values equal those of another one; two layers may begin with equal numbers.

A duplicate is sought with torch.equal, or == on tensors, instead of by identity; fresh batch norms are all alike.
"""

import torch


def discriminative_param_groups(layers, base_lr, decay=2.6):
    seen, out, top = [], [], len(layers) - 1
    for i, layer in enumerate(layers):
        ps = []
        for p in layer.parameters():
            if not any(p.shape == q.shape and torch.equal(p, q) for q in seen):
                ps.append(p)
                seen.append(p)
        out.append({"params": ps, "lr": base_lr / decay ** (top - i)})
    return out
