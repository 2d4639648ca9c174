"""Call momentum_update on two small encoders and return what was seen of both."""

import copy
from typing import Any

import torch
from torch import Tensor, nn

D_IN = 3


def keys_of_linear(solution: Any, draw: Any, *, m: float, distance: float = 0.0) -> Any:
    """two encoders with a linear layer"""
    query, key = (_filled(draw, nn.Linear(D_IN, 4), "float32") for _ in range(2))
    with torch.no_grad():
        for value in query.parameters():
            value.add_(distance)
    returned = solution.momentum_update(query, _frozen(key), m)
    return {"the returned value": returned, "after the call, key_encoder's": _values(key)}


def cancelling(solution: Any, draw: Any, *, m: float) -> Any:
    """two float64 encoders whose parameters nearly cancel in the average"""
    query = _filled(draw, nn.Linear(D_IN, 4), "float64")
    key = _frozen(copy.deepcopy(query))
    for value in key.parameters():
        value.copy_((m - 1) / m * value + 1e-3 * draw.normal(*value.shape, dtype="float64"))
    solution.momentum_update(query, key, m)
    return {"after the call, key_encoder's": _values(key)}


def keys_of_network(solution: Any, draw: Any, *, m: float) -> Any:
    """two encoders with nested layers, batch norm and a 0-d parameter, some parameters of the query frozen"""
    query, key = _pair(draw, "float32")
    query.scale.requires_grad_(False)
    query.body[0].weight.requires_grad_(False)
    solution.momentum_update(query, key, m)
    return {"after the call, key_encoder's": _values(key)}


def keys_after_training(solution: Any, draw: Any, *, m: float, steps: int) -> Any:
    """a query encoder that is trained, with an update after each step"""
    query, key = _pair(draw, "float64")
    optimizer = torch.optim.SGD(query.parameters(), lr=0.3, momentum=0.8)
    x = draw.normal(6, D_IN, dtype="float64")
    works = []
    for _ in range(steps):
        optimizer.zero_grad()
        works.append(_passes_back(query(x).square().mean()))
        optimizer.step()
        solution.momentum_update(query, key, m)
    return {
        "whether query_encoder's backward pass works in step": works,
        "in the end, key_encoder's": _values(key),
        "in the end, query_encoder's": _values(query),
    }


def key_parameters_afterwards(solution: Any, draw: Any, *, m: float) -> Any:
    """two encoders whose parameters are looked at again after the call"""
    query, key = _pair(draw, "float32")
    before = dict(key.named_parameters())
    solution.momentum_update(query, key, m)
    after = dict(key.named_parameters())
    return {
        "after the call, whether key_encoder still has the same parameter": {
            name: after.get(name) is value for name, value in before.items()
        },
        "after the call, the value of the parameter that key_encoder had before": {
            name: value.detach() for name, value in before.items()
        },
    }


def key_graph_afterwards(solution: Any, draw: Any, *, m: float) -> Any:
    """a query encoder whose parameters require a gradient, and a key encoder without"""
    query, key = _pair(draw, "float32")
    solution.momentum_update(query, key, m)
    seen = {
        "after the call, the requires_grad of key_encoder's": _flags(key),
        "after the call, whether it is a leaf, key_encoder's": {
            name: value.is_leaf for name, value in key.named_parameters()
        },
        "after the call, the .grad of key_encoder's": _grads(key),
        "torch.is_grad_enabled() after the call": torch.is_grad_enabled(),
    }
    with torch.no_grad():
        solution.momentum_update(query, key, m)
        return seen | {"torch.is_grad_enabled() after a call in torch.no_grad()": torch.is_grad_enabled()}


def query_afterwards(solution: Any, draw: Any, *, m: float) -> Any:
    """a query encoder that is looked at again after the call; some parameters are frozen, and some hold a .grad"""
    query, key = _pair(draw, "float32")
    query.head.bias.requires_grad_(False)
    query.body[0].weight.requires_grad_(False)
    before = dict(query.named_parameters())
    for name in list(before)[::2]:
        before[name].grad = draw.normal(*before[name].shape)
    solution.momentum_update(query, key, m)
    after = dict(query.named_parameters())
    return {
        "after the call, query_encoder's": _values(query),
        "after the call, whether query_encoder still has the same parameter": {
            name: after.get(name) is value for name, value in before.items()
        },
        "after the call, the requires_grad of query_encoder's": _flags(query),
        "after the call, the .grad of query_encoder's": _grads(query),
        "the next number from torch's global generator": torch.rand(()),
    }


def query_trained_later(solution: Any, draw: Any, *, m: float) -> Any:
    """a query encoder that changes after the call"""
    query, key = _pair(draw, "float32")
    solution.momentum_update(query, key, m)
    return _keys_after_a_change(query, key)


def equal_query_trained_later(solution: Any, draw: Any, *, m: float) -> Any:
    """a query encoder frozen in part, of which the key encoder is a copy still, and that changes after the call"""
    query, _ = _pair(draw, "float32")
    query.body.requires_grad_(False)
    key = _frozen(copy.deepcopy(query))
    solution.momentum_update(query, key, m)
    return _keys_after_a_change(query, key)


def key_changed_later(solution: Any, draw: Any, *, m: float) -> Any:
    """a key encoder whose parameters are overwritten after the call"""
    query, key = _pair(draw, "float32")
    solution.momentum_update(query, key, m)
    with torch.no_grad():
        for value in key.parameters():
            value.fill_(7.0)
    return {"after key_encoder was overwritten, query_encoder's": _values(query)}


def buffers_afterwards(solution: Any, draw: Any, *, m: float) -> Any:
    """two encoders with batch norm, whose running statistics differ"""
    query, key = _pair(draw, "float32")
    solution.momentum_update(query, key, m)
    return {
        "after the call, the buffer of key_encoder": dict(key.named_buffers()),
        "after the call, the buffer of query_encoder": dict(query.named_buffers()),
    }


def modes_afterwards(solution: Any, draw: Any, *, m: float, is_training: bool) -> Any:
    """two encoders of which one is in training mode and the other in evaluation mode, up to one of their modules"""
    query, key = _pair(draw, "float32")
    query.train(is_training).head.train(not is_training)
    key.train(not is_training).body[1].train(is_training)
    solution.momentum_update(query, key, m)
    return {
        f"after the call, the training flag in {name}": {
            part or "the encoder": module.training for part, module in encoder.named_modules()
        }
        for name, encoder in (("query_encoder", query), ("key_encoder", key))
    }


def update_before_backward(solution: Any, draw: Any, *, m: float) -> Any:
    """an update between the forward and the backward pass of the query encoder"""
    query, key = _pair(draw, "float64")
    loss = query(draw.normal(6, D_IN, dtype="float64")).square().mean()
    solution.momentum_update(query, key, m)
    return {
        "whether query_encoder's backward pass works after the call": _passes_back(loss),
        "after the backward pass, the .grad of query_encoder's": _grads(query),
    }


class _Encoder(nn.Module):
    """Two linear layers with batch norm between them, and a factor."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(1.0))
        self.body = nn.Sequential(nn.Linear(D_IN, 4), nn.Sequential(nn.BatchNorm1d(4), nn.Tanh()))
        self.head = nn.Linear(4, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.scale * self.head(self.body(x))


def _pair(draw: Any, dtype: str) -> tuple[nn.Module, nn.Module]:
    query = _filled(draw, _Encoder(), dtype)
    return query, _frozen(_filled(draw, copy.deepcopy(query), dtype))


def _filled(draw: Any, encoder: nn.Module, dtype: str) -> nn.Module:
    """Give the encoder drawn parameters, and batch norm statistics as if it had been trained."""
    encoder.to(draw.device, getattr(torch, dtype))
    with torch.no_grad():
        for value in encoder.parameters():
            value.copy_(draw.normal(*value.shape, dtype=dtype))
        for value in encoder.buffers():
            is_count = not value.is_floating_point()
            value.copy_(draw.integers(5, 50) if is_count else draw.uniform(*value.shape, low=0.5, high=2.5))
    return encoder


def _passes_back(loss: Tensor) -> bool:
    """Run the backward pass, and say whether torch could: it refuses without a graph, or with one overwritten."""
    try:
        loss.backward()
    except RuntimeError:
        return False
    return True


def _keys_after_a_change(query: nn.Module, key: nn.Module) -> Any:
    with torch.no_grad():
        for value in query.parameters():
            value.add_(1.0)
    return {"after query_encoder has changed, key_encoder's": _values(key)}


def _frozen(encoder: nn.Module) -> nn.Module:
    return encoder.requires_grad_(False)


def _values(encoder: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in encoder.named_parameters()}


def _flags(encoder: nn.Module) -> dict[str, bool]:
    return {name: value.requires_grad for name, value in encoder.named_parameters()}


def _grads(encoder: nn.Module) -> dict[str, Tensor | None]:
    return {name: value.grad for name, value in encoder.named_parameters() if value.is_leaf}
