"""You round the rates, and in the lower layers little or nothing is left of them; keep the quotient as it is.

Rounding for a tidy print-out, done where the number is used.
"""

def discriminative_param_groups(layers, base_lr, decay=2.6):
    top = len(layers) - 1
    return [
        {"params": list(layer.parameters()), "lr": round(base_lr / decay ** (top - level), 6)}
        for level, layer in enumerate(layers)
    ]
