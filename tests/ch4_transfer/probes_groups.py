"""Make parameter groups with discriminative_param_groups, or extend an optimizer, and return what was seen."""

import copy
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

D_IN, WIDTH, D_OUT, N = 3, 4, 2, 5
LIST = "whether the groups list"


def rates(solution: Any, draw: Any, *, base_lr: float, **options: float) -> Any:
    """four layers, one of them nested"""
    layers = _layers(draw)
    groups = solution.discriminative_param_groups(layers, base_lr, **options)
    rates = _rates(layers, groups)
    return {
        LIST: _covered(layers, rates),
        "in multiples of base_lr, the learning rate of": {name: rate / base_lr for name, rate in rates.items()},
    }


def rates_without_parameters(solution: Any, draw: Any, *, base_lr: float, decay: float) -> Any:
    """layers of which some have no parameters"""
    layers = [nn.Linear(D_IN, WIDTH), nn.ReLU(), nn.Dropout(), nn.Linear(WIDTH, D_OUT), nn.Tanh()]
    rates = _rates(layers, solution.discriminative_param_groups(layers, base_lr, decay))
    return {LIST: _covered(layers, rates), "the learning rate of": rates}


def rates_with_a_repeated_layer(solution: Any, draw: Any, *, base_lr: float, decay: float) -> Any:
    """layers of which one without parameters occurs twice in the list"""
    act = nn.ReLU()
    layers = [nn.Linear(D_IN, WIDTH), act, nn.Linear(WIDTH, D_OUT), act]
    rates = _rates(layers, solution.discriminative_param_groups(layers, base_lr, decay))
    return {LIST: _covered(layers, rates), "the learning rate of": rates}


def rate_of_single_layer(solution: Any, draw: Any, *, base_lr: float) -> Any:
    """a single layer"""
    layers = [nn.Linear(D_IN, D_OUT)]
    rates = _rates(layers, solution.discriminative_param_groups(layers, base_lr))
    return {LIST: _covered(layers, rates), "the learning rate of": rates}


def occurrences(solution: Any, draw: Any, *, is_frozen: bool = False) -> Any:
    """layers with nested modules and a weight that one of them uses twice, some of them frozen or none"""
    layers = _layers(draw)
    layers.insert(1, _tied(draw))
    for layer in layers[:3] if is_frozen else []:
        layer.requires_grad_(False)
    groups = solution.discriminative_param_groups(layers, 0.1)
    return {"how often the groups list": _occurrences(layers, groups)}


def rates_when_frozen(solution: Any, draw: Any) -> Any:
    """layers that train, and the same layers when some of them are frozen"""
    layers = _layers(draw)
    rates = _rates(layers, solution.discriminative_param_groups(layers, 0.1))
    for layer in layers[:2]:
        layer.requires_grad_(False)
    later = _rates(layers, solution.discriminative_param_groups(layers, 0.1))
    return {
        LIST: _covered(layers, later),
        "whether the rate is as before for": {name: rate == rates.get(name) for name, rate in later.items()},
    }


def read_several_times(solution: Any, draw: Any, *, times: int) -> Any:
    """groups that are read several times before an optimizer is made of them"""
    layers = _layers(draw)
    groups = solution.discriminative_param_groups(layers, 0.1)
    seen = {f"when read for time {time}, how often the groups list": _occurrences(layers, groups)
            for time in range(1, times + 1)}
    optimizer = torch.optim.SGD(groups, lr=9.0)
    seen["how often the optimizer lists"] = _occurrences(layers, optimizer.param_groups)
    return seen


def trained(solution: Any, draw: Any, *, base_lr: float, decay: float, steps: int) -> Any:
    """an optimizer with momentum and weight decay, made of the groups"""
    layers = _layers(draw)
    groups = solution.discriminative_param_groups(layers, base_lr, decay)
    optimizer = torch.optim.SGD(groups, lr=9.0, momentum=0.83, weight_decay=0.27)
    seen = {"what the groups set besides params and lr": _options_set(optimizer)}
    _train(layers, optimizer, draw, steps)
    return seen | {f"after {steps} steps": _values(layers)}


def layers_afterwards(solution: Any, draw: Any) -> Any:
    """layers with gradients, some of them frozen, that are looked at again after the call"""
    layers = _layers(draw)
    for value in _named(layers).values():
        value.grad = draw.normal(*value.shape)
    layers[1].requires_grad_(False)
    handed_in = list(layers)
    groups = solution.discriminative_param_groups(handed_in, 0.1)
    return {
        "whether the result is a list": isinstance(groups, list),
        "whether its entries are dicts": all(isinstance(item, dict) for item in groups),
        "after the call, the list holds the same layers": [
            one is other for one, other in zip(handed_in, layers, strict=True)
        ],
        "after the call, the parameter": _values(layers),
        "after the call, requires_grad of": {name: value.requires_grad for name, value in _named(layers).items()},
        "after the call, the .grad of": {name: value.grad for name, value in _named(layers).items()},
    }


def _layers(draw: Any) -> list[nn.Module]:
    inner = nn.Sequential(nn.LayerNorm(WIDTH), nn.Tanh())
    nested = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.BatchNorm1d(WIDTH), inner, _Scale())
    layers = [nn.Linear(D_IN, WIDTH), nested, nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh())]
    layers.append(nn.Linear(WIDTH, D_OUT, bias=False))
    for layer in layers:
        layer.to(draw.device)
    for value in _named(layers).values():
        value.data = draw.normal(*value.shape, std=0.7)
    layers[2][0].load_state_dict(nested[0].state_dict())  # equal numbers do not make them the same parameters
    return layers


def _tied(draw: Any) -> nn.Module:
    layer = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, WIDTH)).to(draw.device)
    layer[2].weight = layer[0].weight
    return layer


class _Scale(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.ones(()))

    def forward(self, x: Tensor) -> Tensor:
        return self.factor * x


def _named(layers: Sequence[nn.Module]) -> dict[str, nn.Parameter]:
    return {
        f"layer {place}'s {name}": value
        for place, layer in enumerate(layers)
        for name, value in layer.named_parameters()
    }


def _listed(group: Any) -> list[Tensor]:
    parameters = group["params"]
    return [parameters] if isinstance(parameters, Tensor) else list(parameters)


def _rates(layers: Sequence[nn.Module], groups: Any) -> dict[str, float]:
    """The rate of each parameter that the groups list."""
    by_id = {id(value): float(group["lr"]) for group in groups for value in _listed(group)}
    return {name: by_id[id(value)] for name, value in _named(layers).items() if id(value) in by_id}


def _covered(layers: Sequence[nn.Module], rates: dict[str, float]) -> dict[str, bool]:
    return {name: name in rates for name in _named(layers)}


def _options_set(optimizer: torch.optim.Optimizer) -> str:
    """The options of any optimizer in which a group differs from what this optimizer was given for all."""
    known = set(optimizer.defaults) | set(torch.optim.Adam([torch.zeros(1)]).defaults)
    given = optimizer.defaults
    differing = {key for group in optimizer.param_groups for key in known & set(group) if group[key] != given.get(key)}
    return ", ".join(sorted(differing - {"lr"})) or "nothing"


def _occurrences(layers: Sequence[nn.Module], groups: Any) -> dict[str, int]:
    ids = [id(value) for group in groups for value in _listed(group)]
    counts = {name: ids.count(id(value)) for name, value in _named(layers).items()}
    return counts | {"(tensors that are no parameter of the layers)": len(ids) - sum(counts.values())}


def _train(layers: Sequence[nn.Module], optimizer: torch.optim.Optimizer, draw: Any, steps: int) -> None:
    network = nn.Sequential(*layers)
    for _ in range(steps):
        optimizer.zero_grad()
        network(draw.normal(N, D_IN)).square().mean().backward()
        optimizer.step()


def _values(layers: Sequence[nn.Module]) -> dict[str, Tensor]:
    return {name: copy.deepcopy(value.detach()) for name, value in _named(layers).items()}
