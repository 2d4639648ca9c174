"""A state_dict whose parameters are mixed and whose buffers are the key encoder's own."""

from torch import nn


def momentum_update(query_encoder: nn.Module, key_encoder: nn.Module, m: float) -> None:
    state = {name: value.detach().clone() for name, value in key_encoder.state_dict().items()}
    for name, q in query_encoder.named_parameters():
        state[name] = m * state[name] + (1 - m) * q.detach()
    key_encoder.load_state_dict(state)
