"""Call gradual_unfreeze on small stacks of layers and return what was seen."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

D_IN, WIDTH, D_OUT, N = 3, 4, 2, 5
Flags = dict[str, bool]


def epochs_in_turn(solution: Any, draw: Any, *, epochs: Sequence[int], start: str = "trainable") -> Any:
    """four layers, one of them nested, and one call after the other"""
    layers = _layers(draw, start)
    seen = {}
    for number, epoch in enumerate(epochs, start=1):
        solution.gradual_unfreeze(layers, epoch)
        seen[f"after call {number}, at epoch {epoch}, requires_grad"] = _flags(layers)
    return seen


def numbers(solution: Any, draw: Any, *, epochs: Sequence[int]) -> Any:
    """four layers, one of them nested, and one call after the other"""
    layers = _layers(draw)
    return {f"the result at epoch {epoch}": solution.gradual_unfreeze(layers, epoch) for epoch in epochs}


def numbers_with_parameterless_layers(solution: Any, draw: Any, *, epochs: Sequence[int]) -> Any:
    """layers of which some have no parameters"""
    layers = _partly_parameterless()
    return {f"the result at epoch {epoch}": solution.gradual_unfreeze(layers, epoch) for epoch in epochs}


def numbers_with_a_repeated_layer(solution: Any, draw: Any, *, epochs: Sequence[int]) -> Any:
    """layers of which one without parameters occurs twice in the list"""
    layers = _repeating()
    return {f"the result at epoch {epoch}": solution.gradual_unfreeze(layers, epoch) for epoch in epochs}


def single_layer(solution: Any, draw: Any, *, epochs: Sequence[int]) -> Any:
    """a single layer"""
    layers = [nn.Linear(D_IN, D_OUT).to(draw.device)]
    seen = {}
    for epoch in epochs:
        seen[f"the result at epoch {epoch}"] = solution.gradual_unfreeze(layers, epoch)
        seen[f"at epoch {epoch}, requires_grad"] = _flags(layers)
    return seen


def with_parameterless_layers(solution: Any, draw: Any, *, epochs: Sequence[int]) -> Any:
    """layers of which some have no parameters"""
    layers = _partly_parameterless()
    seen = {}
    for epoch in epochs:
        solution.gradual_unfreeze(layers, epoch)
        seen[f"at epoch {epoch}, requires_grad"] = _flags(layers)
    return seen


def with_a_repeated_layer(solution: Any, draw: Any, *, epochs: Sequence[int]) -> Any:
    """layers of which one without parameters occurs twice in the list"""
    layers = _repeating()
    seen = {}
    for epoch in epochs:
        solution.gradual_unfreeze(layers, epoch)
        seen[f"at epoch {epoch}, requires_grad"] = _flags(layers)
    return seen


def two_stacks(solution: Any, draw: Any, *, first: int, second: int) -> Any:
    """two stacks of layers in turn"""
    one, other = _layers(draw), _layers(draw)
    solution.gradual_unfreeze(one, first)
    result = solution.gradual_unfreeze(other, second)
    return {
        "the result for the second stack": result,
        "in the first stack, requires_grad": _flags(one),
        "in the second stack, requires_grad": _flags(other),
    }


def trained(solution: Any, draw: Any, *, epochs: Sequence[int], steps: int) -> Any:
    """four layers, trained by an optimizer over all their parameters with momentum and weight decay"""
    layers = _layers(draw)
    network = nn.Sequential(*layers)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9, weight_decay=0.3)
    seen = {}
    for number, epoch in enumerate(epochs, start=1):
        solution.gradual_unfreeze(layers, epoch)
        network.train()
        for _ in range(steps):
            optimizer.zero_grad()
            loss = network(draw.normal(N, D_IN)).square().mean()
            if not loss.requires_grad:
                raise RuntimeError("in training the loss has no gradient: no parameter that it depends on requires one")
            loss.backward()
            optimizer.step()
        seen[f"after training in turn {number}, at epoch {epoch}"] = _values(layers)
    return seen


def layers_afterwards(solution: Any, draw: Any, *, epoch: int) -> Any:
    """four layers, most with gradients and some modules in evaluation mode, that are looked at again after the call"""
    layers = _layers(draw, "mixed")
    for number, module in enumerate(_modules(layers).values()):
        module.training = number % 2 == 0
    layers[1].inside[1].training = True
    for number, value in enumerate(_named(layers).values()):
        value.grad = None if number % 4 == 1 else draw.normal(*value.shape)
    handed_in, parameters = list(layers), _named(layers)
    frozen = set(nn.ModuleList(layers[: -1 - epoch]).parameters())
    solution.gradual_unfreeze(handed_in, epoch)
    kept = [one is other for one, other in zip(handed_in, layers, strict=True)]
    return {
        "after the call, whether the list holds the same layer": kept,
        "after the call, whether it is the same parameter": {
            name: value is parameters[name] for name, value in _named(layers).items()
        },
        "after the call, the parameter": _values(layers),
        "after the call, the .grad of": {name: value.grad for name, value in parameters.items() if value not in frozen},
        "after the call, the training flag of": {name: item.training for name, item in _modules(layers).items()},
        "after the call, momentum of": {name: item.momentum for name, item in _norms(layers).items()},
        "after the call, track_running_stats of": {
            name: item.track_running_stats for name, item in _norms(layers).items()
        },
        "after the call, the buffer": _buffers(layers),
        "after the call, requires_grad of the buffer": {
            name: item.requires_grad for name, item in _buffers(layers).items()
        },
    }


class _Residual(nn.Module):
    """A layer with a parameter of its own and nested modules."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(()))
        inner = nn.Sequential(nn.LayerNorm(WIDTH), nn.Tanh())
        self.inside = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.BatchNorm1d(WIDTH), inner)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.scale * self.inside(x)


def _layers(draw: Any, start: str = "trainable") -> list[nn.Module]:
    layers = [nn.Linear(D_IN, WIDTH), _Residual(), nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh())]
    layers.append(nn.Linear(WIDTH, D_OUT))
    for layer in layers:
        layer.to(draw.device)
    for number, value in enumerate(_named(layers).values()):
        value.data = draw.normal(*value.shape, std=0.7)
        value.requires_grad_(start == "trainable" or (start == "mixed" and number % 3 != 1))
    return layers


def _partly_parameterless() -> list[nn.Module]:
    return [nn.Linear(D_IN, WIDTH), nn.ReLU(), nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, D_OUT)]


def _repeating() -> list[nn.Module]:
    act = nn.ReLU()
    return [nn.Linear(D_IN, WIDTH), act, nn.Linear(WIDTH, WIDTH), act, nn.Linear(WIDTH, D_OUT)]


def _named(layers: list[nn.Module]) -> dict[str, nn.Parameter]:
    return {
        f"layer {place}'s {name}": value
        for place, layer in enumerate(layers)
        for name, value in layer.named_parameters()
    }


def _modules(layers: list[nn.Module]) -> dict[str, nn.Module]:
    return {
        f"layer {place}'s {name or 'own module'}": module
        for place, layer in enumerate(layers)
        for name, module in layer.named_modules()
    }


def _norms(layers: list[nn.Module]) -> dict[str, nn.Module]:
    return {name: item for name, item in _modules(layers).items() if isinstance(item, nn.BatchNorm1d)}


def _buffers(layers: list[nn.Module]) -> dict[str, Tensor]:
    return {
        f"layer {place}'s {name}": item for place, layer in enumerate(layers) for name, item in layer.named_buffers()
    }


def _flags(layers: list[nn.Module]) -> Flags:
    return {name: value.requires_grad for name, value in _named(layers).items()}


def _values(layers: list[nn.Module]) -> dict[str, Tensor]:
    return {name: value.detach().clone() for name, value in _named(layers).items()}
