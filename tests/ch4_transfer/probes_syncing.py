"""Extend an optimizer in use with sync_optimizer and return what was seen of it and of the layers."""

import copy
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

D_IN, WIDTH, D_OUT, N = 3, 4, 2, 5
COVERS = "whether the optimizer covers"
OPTIMIZERS = {
    "SGD": (torch.optim.SGD, {"momentum": 0.85, "weight_decay": 0.2, "nesterov": True}),
    "Adam": (torch.optim.Adam, {"betas": (0.8, 0.95), "weight_decay": 0.1}),
}
OWN_OPTIONS = {
    "SGD": [
        {"momentum": 0.5, "weight_decay": 0.3, "nesterov": False},
        {"momentum": 0.7, "weight_decay": 0.45},
        {"momentum": 0.6, "weight_decay": 0.05, "nesterov": False},
    ],
    "Adam": [
        {"betas": (0.7, 0.9), "weight_decay": 0.3},
        {"betas": (0.75, 0.96), "weight_decay": 0.45},
        {"betas": (0.6, 0.97), "weight_decay": 0.02},
    ],
}


def rates_after(solution: Any, draw: Any, *, kind: str, lr: float) -> Any:
    """an optimizer of the upper layers and, with other rates, of something else; the lowest layer is frozen"""
    layers, extra, optimizer = _in_use(draw, kind)
    optimizer = solution.sync_optimizer(optimizer, layers, lr)
    return _rates(layers, extra, optimizer)


def rates_with_one_group(solution: Any, draw: Any, *, lr: float) -> Any:
    """an optimizer of the top layer, with a single group, whose rate a schedule has changed since it was made"""
    layers = _layers(draw)
    nn.Sequential(*layers[:2]).requires_grad_(False)
    optimizer = torch.optim.SGD(layers[3].parameters(), lr=0.3, momentum=0.9)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
    _train(layers, None, optimizer, draw, 1)
    schedule.step()
    optimizer = solution.sync_optimizer(optimizer, layers, lr)
    return _rates(layers, None, optimizer)


def rates_besides_others(solution: Any, draw: Any, *, lr: float, n_others: int) -> Any:
    """a single layer, and an optimizer that covers many parameters outside of it and none in it"""
    layers = _layers(draw)[3:]
    others = [nn.Parameter(draw.normal(D_OUT)) for _ in range(n_others)]
    optimizer = torch.optim.SGD(others, lr=0.3)
    optimizer = solution.sync_optimizer(optimizer, layers, lr)
    return _rates(layers, others[0], optimizer)


def rates_with_partly_frozen(solution: Any, draw: Any, *, lr: float) -> Any:
    """an optimizer of the top layer, and layers that are frozen in part, nested or without parameters"""
    layers = [*_layers(draw)[:2], nn.ReLU(), *_layers(draw)[2:]]
    optimizer = torch.optim.SGD(layers[-1].parameters(), lr=0.3)
    layers[0].bias.requires_grad_(False)
    layers[1][0].requires_grad_(False)
    optimizer = solution.sync_optimizer(optimizer, layers, lr)
    return _rates(layers, None, optimizer)


def occurrences(solution: Any, draw: Any, *, is_partly_covered: bool) -> Any:
    """layers, one of which uses a weight twice, and an optimizer that covers some of them, whole or in part"""
    layers = _layers(draw)
    layers.insert(2, _tied(draw))
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
    return {"after the call, the optimizer's state": _states(layers, extra, optimizer)}


def options_after(solution: Any, draw: Any, *, kind: str, lr: float) -> Any:
    """an optimizer whose groups have options of their own; one of them covers a part of a layer"""
    layers, extra, optimizer = _in_use(draw, kind)
    optimizer.add_param_group({"params": [layers[1][0].bias], "lr": 0.06})
    for group, options in zip(optimizer.param_groups, OWN_OPTIONS[kind], strict=True):
        group.update(options)
    covered = {name for name, is_covered in _rates(layers, extra, optimizer)[COVERS].items() if is_covered}
    names = list(optimizer.defaults)
    optimizer = solution.sync_optimizer(optimizer, layers, lr)
    options = _options(layers, extra, optimizer, names)
    return {
        "the class of the optimizer": type(optimizer).__name__,
        COVERS: _rates(layers, extra, optimizer)[COVERS],
        "the options of": {name: item for name, item in options.items() if name in covered},
        "besides the rate, the options of": {
            name: {key: value for key, value in item.items() if key != "lr"}
            for name, item in options.items()
            if name not in covered
        },
    }


def trained_further(solution: Any, draw: Any, *, kind: str, steps: int) -> Any:
    """an optimizer in use, which goes on with the layers it was given"""
    layers, extra, optimizer = _in_use(draw, kind)
    optimizer = solution.sync_optimizer(optimizer, layers, 0.04)
    _train(layers, extra, optimizer, draw, steps)
    return {f"after {steps} more steps": _values(layers, extra)}


def covered_but_frozen(solution: Any, draw: Any, *, kind: str, steps: int) -> Any:
    """an optimizer that covers layers, one with a group of its own, which are frozen during the call and train later"""
    layers, extra, optimizer = _in_use(draw, kind)
    nn.Sequential(*layers[2:]).requires_grad_(False)
    optimizer = solution.sync_optimizer(optimizer, layers, 0.04)
    nn.Sequential(*layers[2:]).requires_grad_(True)
    optimizer = solution.sync_optimizer(optimizer, layers, 0.01)
    _train(layers, extra, optimizer, draw, steps)
    return _rates(layers, extra, optimizer) | {"later": _values(layers, extra)}


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
        seen |= _rates(layers, None, optimizer, f"after the call with {lr} ")
    return seen | {"in the end": _values(layers, None)}


def second_call(solution: Any, draw: Any, *, kind: str, lr: float, second_lr: float) -> Any:
    """an optimizer that was extended already"""
    layers, extra, optimizer = _in_use(draw, kind)
    optimizer = solution.sync_optimizer(optimizer, layers, lr)
    seen = {}
    for when in ("first", "second"):
        groups = [[float(group["lr"]), len(group["params"])] for group in optimizer.param_groups]
        seen[f"sizes after the {when} call"] = str(groups)
        seen[f"after the {when} call"] = _in_words(layers, extra, optimizer)
        optimizer = solution.sync_optimizer(optimizer, layers, second_lr)
    return {"groups": [seen.pop("sizes after the first call"), seen.pop("sizes after the second call")], **seen}


def nothing_lacking(solution: Any, draw: Any) -> Any:
    """an optimizer that covers everything already"""
    layers = _layers(draw)
    optimizer = torch.optim.SGD(nn.Sequential(*layers).parameters(), lr=0.3, momentum=0.9)
    optimizer = solution.sync_optimizer(optimizer, layers, 0.1)
    return _rates(layers, None, optimizer) | {"the number of groups": len(optimizer.param_groups)}


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


def _tied(draw: Any) -> nn.Module:
    layer = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, WIDTH)).to(draw.device)
    layer[2].weight = layer[0].weight
    return layer


def _rates(layers: Sequence[nn.Module], extra: nn.Parameter | None, optimizer: Any, when: str = "") -> dict[str, Any]:
    """Which parameters the optimizer covers, and the rate of each of these."""
    by_id = {id(value): float(group["lr"]) for group in optimizer.param_groups for value in group["params"]}
    named = _named(layers) | _named_extra(extra)
    return {
        f"{when}{COVERS}": {name: id(value) in by_id for name, value in named.items()},
        f"{when}the learning rate of": {name: by_id[id(value)] for name, value in named.items() if id(value) in by_id},
    }


def _in_words(layers: Sequence[nn.Module], extra: nn.Parameter, optimizer: Any) -> dict[str, str]:
    """Whether and with which rate the optimizer covers each parameter."""
    covers, rates = _rates(layers, extra, optimizer).values()
    return {name: f"covered with the rate {rates[name]:.6g}" if covers[name] else "not covered" for name in covers}


def _options(
    layers: Sequence[nn.Module], extra: nn.Parameter | None, optimizer: Any, names: Sequence[str]
) -> dict[str, Any]:
    """The options with these names of each parameter that the optimizer covers."""
    group_of = {id(value): group for group in optimizer.param_groups for value in group["params"]}
    return {
        name: {key: group_of[id(value)].get(key) for key in names}
        for name, value in (_named(layers) | _named_extra(extra)).items()
        if id(value) in group_of
    }


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
