"""Extend an optimizer in use with sync_optimizer and return what was seen of it and of the layers."""

import copy
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

D_IN, WIDTH, D_OUT, N = 3, 4, 2, 5
OPTIMIZERS = {
    "SGD": (torch.optim.SGD, {"momentum": 0.9, "weight_decay": 0.2, "nesterov": True}),
    "Adam": (torch.optim.Adam, {"betas": (0.8, 0.95), "weight_decay": 0.1}),
}


def rates_after(solution: Any, draw: Any, *, kind: str, lr: float) -> Any:
    """an optimizer of the upper layers and, with other rates, of something else; the lowest layer is frozen"""
    layers, extra, optimizer = _in_use(draw, kind)
    optimizer = solution.sync_optimizer(optimizer, layers, lr)
    return {"the learning rate of": _rates(layers, extra, optimizer)}


def rates_with_partly_frozen(solution: Any, draw: Any, *, lr: float) -> Any:
    """an optimizer of the top layer, and layers that are frozen in part, nested or without parameters"""
    layers = [*_layers(draw)[:2], nn.ReLU(), *_layers(draw)[2:]]
    optimizer = torch.optim.SGD(layers[-1].parameters(), lr=0.3)
    layers[0].bias.requires_grad_(False)
    layers[1][0].requires_grad_(False)
    optimizer = solution.sync_optimizer(optimizer, layers, lr)
    return {"the learning rate of": _rates(layers, None, optimizer)}


def occurrences(solution: Any, draw: Any, *, is_partly_covered: bool) -> Any:
    """layers of which the optimizer covers some, whole or in part"""
    layers = _layers(draw)
    covered = [*layers[-1].parameters()] + ([layers[1][0].bias, layers[0].weight] if is_partly_covered else [])
    optimizer = torch.optim.SGD(covered, lr=0.3)
    for lr in (0.1, 0.2):
        optimizer = solution.sync_optimizer(optimizer, layers, lr)
    ids = [id(value) for group in optimizer.param_groups for value in group["params"]]
    return {"how often the optimizer lists": {name: ids.count(id(value)) for name, value in _named(layers).items()}}


def state_after(solution: Any, draw: Any, *, kind: str) -> Any:
    """an optimizer that has taken steps"""
    layers, extra, optimizer = _in_use(draw, kind)
    optimizer = solution.sync_optimizer(optimizer, layers, 0.07)
    return {"after the call, the state of": _states(layers, extra, optimizer)}


def options_after(solution: Any, draw: Any, *, kind: str) -> Any:
    """an optimizer whose groups have options of their own"""
    layers, extra, optimizer = _in_use(draw, kind)
    optimizer.param_groups[1]["weight_decay"] = 0.45
    optimizer = solution.sync_optimizer(optimizer, layers, 0.07)
    named = {name: value for name, value in (_named(layers) | _named_extra(extra)).items() if value in optimizer.state}
    options = {
        name: {key: item for key, item in group.items() if key in ("lr", "weight_decay", "momentum", "betas")}
        for name, value in named.items()
        for group in optimizer.param_groups
        if any(value is other for other in group["params"])
    }
    return {"the options of": options, "the class of the optimizer": type(optimizer).__name__}


def trained_further(solution: Any, draw: Any, *, kind: str, steps: int) -> Any:
    """an optimizer in use, which goes on with the layers it was given"""
    layers, extra, optimizer = _in_use(draw, kind)
    optimizer = solution.sync_optimizer(optimizer, layers, 0.04)
    _train(layers, extra, optimizer, draw, steps)
    return {f"after {steps} more steps": _values(layers, extra)}


def covered_but_frozen(solution: Any, draw: Any, *, kind: str, steps: int) -> Any:
    """an optimizer that covers a layer which is frozen during the call and trained again later"""
    layers, extra, optimizer = _in_use(draw, kind)
    layers[3].requires_grad_(False)
    optimizer = solution.sync_optimizer(optimizer, layers, 0.04)
    layers[3].requires_grad_(True)
    optimizer = solution.sync_optimizer(optimizer, layers, 0.01)
    _train(layers, extra, optimizer, draw, steps)
    return {"the learning rate of": _rates(layers, extra, optimizer), "later": _values(layers, extra)}


def unfrozen_in_turn(solution: Any, draw: Any, *, lrs: Sequence[float], steps: int) -> Any:
    """layers that are unfrozen from the top one after the other, each with a call and a rate of its own"""
    layers = _layers(draw)
    nn.Sequential(*layers[:-1]).requires_grad_(False)
    optimizer = torch.optim.SGD(layers[-1].parameters(), lr=0.05, momentum=0.9)
    seen = {}
    for layer, lr in zip(reversed(layers), lrs, strict=True):
        layer.requires_grad_(True)
        optimizer = solution.sync_optimizer(optimizer, layers, lr)
        _train(layers, None, optimizer, draw, steps)
        seen[f"after the call with {lr} the learning rate of"] = _rates(layers, None, optimizer)
    return seen | {"in the end": _values(layers, None)}


def second_call(solution: Any, draw: Any, *, kind: str, lr: float, second_lr: float) -> Any:
    """an optimizer that was extended already"""
    layers, extra, optimizer = _in_use(draw, kind)
    optimizer = solution.sync_optimizer(optimizer, layers, lr)
    seen = {}
    for when in ("first", "second"):
        groups = [[float(group["lr"]), len(group["params"])] for group in optimizer.param_groups]
        seen[f"sizes after the {when} call"] = str(groups)
        seen[f"after the {when} call, the learning rate of"] = _rates(layers, extra, optimizer)
        optimizer = solution.sync_optimizer(optimizer, layers, second_lr)
    return {"groups": [seen.pop("sizes after the first call"), seen.pop("sizes after the second call")], **seen}


def nothing_lacking(solution: Any, draw: Any) -> Any:
    """an optimizer that covers everything already"""
    layers = _layers(draw)
    optimizer = torch.optim.SGD(nn.Sequential(*layers).parameters(), lr=0.3, momentum=0.9)
    optimizer = solution.sync_optimizer(optimizer, layers, 0.1)
    rates = _rates(layers, None, optimizer)
    return {"the learning rate of": rates, "the number of groups": len(optimizer.param_groups)}


def layers_afterwards(solution: Any, draw: Any) -> Any:
    """layers with gradients, that are looked at again after the call"""
    layers, extra, optimizer = _in_use(draw, "SGD")
    nn.Sequential(*layers)(draw.normal(N, D_IN)).square().mean().backward()
    solution.sync_optimizer(optimizer, layers, 0.1)
    named = _named(layers)
    return {
        "after the call, the parameter": _values(layers, extra),
        "after the call, the .grad of": {name: value.grad for name, value in named.items()},
        "after the call, requires_grad of": {name: value.requires_grad for name, value in named.items()},
    }


def _in_use(draw: Any, kind: str) -> tuple[list[nn.Module], nn.Parameter, torch.optim.Optimizer]:
    """Four layers of which the lowest is frozen, and an optimizer with steps behind it that lacks the two lowest."""
    layers = _layers(draw)
    layers[0].requires_grad_(False)
    extra = nn.Parameter(draw.normal(D_OUT))
    make, options = OPTIMIZERS[kind]
    groups = [{"params": [*layers[3].parameters(), extra]}, {"params": layers[2].parameters(), "lr": 0.02}]
    optimizer = make(groups, lr=0.05, **options)
    _train(layers, extra, optimizer, draw, 2)
    optimizer.param_groups[0]["lr"] = 0.03
    return layers, extra, optimizer


def _layers(draw: Any) -> list[nn.Module]:
    layers = [nn.Linear(D_IN, WIDTH), nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Sequential(nn.LayerNorm(WIDTH)))]
    layers += [nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh()), nn.Linear(WIDTH, D_OUT)]
    for layer in layers:
        layer.to(draw.device)
    for value in _named(layers).values():
        value.data = draw.normal(*value.shape, std=0.7)
    layers[2][0].load_state_dict(layers[1][0].state_dict())  # equal numbers do not make them the same parameters
    return layers


def _named(layers: Sequence[nn.Module]) -> dict[str, nn.Parameter]:
    return {
        f"layer {place}'s {name}": value
        for place, layer in enumerate(layers)
        for name, value in layer.named_parameters()
    }


def _named_extra(extra: nn.Parameter | None) -> dict[str, nn.Parameter]:
    return {} if extra is None else {"a parameter of no layer": extra}


def _rates(layers: Sequence[nn.Module], extra: nn.Parameter | None, optimizer: Any) -> dict[str, Any]:
    """The rate of each parameter, and None for those that the optimizer does not cover."""
    by_id = {id(value): float(group["lr"]) for group in optimizer.param_groups for value in group["params"]}
    named = _named(layers) | _named_extra(extra)
    return {name: by_id.get(id(value)) for name, value in named.items()}


def _states(layers: Sequence[nn.Module], extra: nn.Parameter, optimizer: Any) -> dict[str, Any]:
    named = _named(layers) | _named_extra(extra)
    states = {name: dict(optimizer.state[value]) for name, value in named.items() if value in optimizer.state}
    return {name: state for name, state in states.items() if state}


def _train(
    layers: Sequence[nn.Module], extra: nn.Parameter | None, optimizer: Any, draw: Any, steps: int
) -> None:
    network = nn.Sequential(*layers)
    for _ in range(steps):
        optimizer.zero_grad()
        output = network(draw.normal(N, D_IN)) + (0 if extra is None else extra)
        (output - draw.normal(N, D_OUT)).square().mean().backward()
        optimizer.step()


def _values(layers: Sequence[nn.Module], extra: nn.Parameter | None) -> dict[str, Tensor]:
    named = _named(layers) | _named_extra(extra)
    return {name: copy.deepcopy(value.detach()) for name, value in named.items()}
