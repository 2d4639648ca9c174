"""You put new Parameter objects in place; the ones that are there get new values, since others may hold them.

An optimizer, a tied layer or a list made before would go on with the old ones.
"""

from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    queries = dict(query_encoder.named_parameters())
    for name, k in list(key_encoder.named_parameters()):
        path, _, leaf = name.rpartition(".")
        mixed = m * k.detach() + (1 - m) * queries[name].detach()
        setattr(key_encoder.get_submodule(path), leaf, nn.Parameter(mixed, requires_grad=False))
