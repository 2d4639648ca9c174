"""You match names by their ends, so that a layer whose name ends like another gets its start; compare whole names.

Prefixes such as "module." or "backbone." are stripped from checkpoints in this way.
"""

def l2_sp_penalty(model, initial, alpha, beta):
    out = 0
    for n, p in model.named_parameters():
        hit = [k for k in initial if n.endswith(k) and initial[k].shape == p.shape]
        best = n if n in initial else (hit[0] if hit else None)
        out = out + (beta / 2 * p.pow(2).sum() if best is None else alpha / 2 * (p - initial[best]).pow(2).sum())
    return out
