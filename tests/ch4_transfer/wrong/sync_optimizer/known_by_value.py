"""You take a parameter for known because an equal one is in the optimizer; compare which tensor it is, not its values.

`in` on a list of tensors compares values; two zero biases or fresh batch norms are equal.
"""

def sync_optimizer(optimizer, layers, lr):
    have = [p for g in optimizer.param_groups for p in g["params"]]
    new = []
    for layer in layers:
        for p in layer.parameters():
            if p.requires_grad and not any(p.shape == q.shape and bool((p == q).all()) for q in have):
                new.append(p)
    if new:
        optimizer.add_param_group({"params": new, "lr": lr})
    return optimizer
