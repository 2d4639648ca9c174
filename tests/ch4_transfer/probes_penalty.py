"""Call l2_sp_penalty on small networks and return what was seen."""

import copy
from typing import Any

import torch
from torch import Tensor, nn

D_IN, WIDTH, D_OUT, N = 3, 5, 2, 4


def value(
    solution: Any, draw: Any, *, alpha: float, beta: float, named: str = "backbone", dtype: str = "float32"
) -> Any:
    """a network with nested layers and batch norm"""
    model = _network(draw, dtype)
    return {"result": solution.l2_sp_penalty(model, _initial(draw, model, named), alpha, beta)}


def single_parameter(solution: Any, draw: Any, *, alpha: float, beta: float, is_named: bool) -> Any:
    """a network with a single weight matrix"""
    model = _filled(draw, nn.Linear(D_IN, D_OUT, bias=False))
    initial = {"weight": draw.normal(D_OUT, D_IN)} if is_named else {}
    return {"result": solution.l2_sp_penalty(model, initial, alpha, beta)}


def similar_names(solution: Any, draw: Any, *, alpha: float, beta: float) -> Any:
    """a network with layers of one shape, whose names are parts of each other"""
    names = ("body", "antibody", "body2", "body.body")
    model = _filled(draw, nn.ModuleDict({name.replace(".", "_"): nn.Linear(2, 2) for name in names}))
    initial = {f"body.{name}": draw.normal(*value.shape) for name, value in model["body"].named_parameters()}
    return {"result": solution.l2_sp_penalty(model, initial, alpha, beta)}


def partly_frozen(solution: Any, draw: Any, *, alpha: float, beta: float) -> Any:
    """a network with batch norm, some of whose parameters do not require grad"""
    model = _network(draw)
    for number, parameter in enumerate(model.parameters()):
        parameter.requires_grad_(number % 2 == 0)
    return {"result": solution.l2_sp_penalty(model, _initial(draw, model, "backbone"), alpha, beta)}


def tied(solution: Any, draw: Any, *, alpha: float, beta: float) -> Any:
    """a network that uses a weight matrix in two places"""
    model = nn.Sequential(nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 4), nn.Linear(4, 4, bias=False))
    model[2].weight = model[0].weight
    _filled(draw, model)
    return {"result": solution.l2_sp_penalty(model, {"0.bias": draw.normal(4)}, alpha, beta)}


def gradient(
    solution: Any, draw: Any, *, alpha: float, beta: float, named: str = "backbone", dtype: str = "float32"
) -> Any:
    """a network with nested layers and batch norm, differentiated"""
    model = _network(draw, dtype)
    penalty = solution.l2_sp_penalty(model, _initial(draw, model, named), alpha, beta)
    return {"the gradient with respect to": _gradient(3 * penalty, dict(model.named_parameters()))}


def gradient_at_the_start(solution: Any, draw: Any, *, alpha: float, beta: float, named: str) -> Any:
    """a network whose named parameters still have the values of their start, differentiated"""
    model = _network(draw)
    initial = {name: copy.deepcopy(model.get_parameter(name).detach()) for name in _initial(draw, model, named)}
    penalty = solution.l2_sp_penalty(model, initial, alpha, beta)
    return {
        "whether the result requires a gradient": penalty.requires_grad,
        "the gradient with respect to": _gradient(3 * penalty, dict(model.named_parameters())),
    }


def gradient_at_zero(solution: Any, draw: Any, *, alpha: float, beta: float) -> Any:
    """a network of which one parameter is all zeros, as a bias often is at first, differentiated"""
    model = _network(draw)
    with torch.no_grad():
        model.head.bias.zero_()
    return _penalty_and_gradient(solution, draw, model, alpha, beta)


def convolutional(solution: Any, draw: Any, *, alpha: float, beta: float) -> Any:
    """a network whose weights have up to four axes, differentiated"""
    layers = {"body": nn.Conv2d(2, 3, (2, 4)), "head": nn.Conv1d(3, 2, 5)}
    return _penalty_and_gradient(solution, draw, _filled(draw, nn.ModuleDict(layers)), alpha, beta)


def weighed_by_zero(solution: Any, draw: Any) -> Any:
    """a network, and 0 for alpha and for beta, differentiated"""
    return _penalty_and_gradient(solution, draw, _network(draw), 0.0, 0.0)


def wholly_frozen(solution: Any, draw: Any, *, alpha: float, beta: float) -> Any:
    """a network none of whose parameters requires grad"""
    model = _network(draw).requires_grad_(False)
    return {"result": solution.l2_sp_penalty(model, _initial(draw, model, "backbone"), alpha, beta)}


def trained(solution: Any, draw: Any, *, alpha: float, beta: float, steps: int) -> Any:
    """a network that is trained by the penalty alone"""
    model = _network(draw)
    initial = _initial(draw, model, "backbone")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.5)
    for _ in range(steps):
        optimizer.zero_grad()
        penalty = solution.l2_sp_penalty(model, initial, alpha, beta)
        if not penalty.requires_grad:
            break
        penalty.backward()
        optimizer.step()
    return {f"after {steps} steps": dict(model.named_parameters())}


def own_start(solution: Any, draw: Any, *, alpha: float, beta: float) -> Any:
    """a network whose start was copied from its state_dict, before and after a step"""
    model = _network(draw)
    initial = {name: copy.deepcopy(item.detach()) for name, item in model.named_parameters() if "head" not in name}
    first = solution.l2_sp_penalty(model, initial, alpha, beta)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(draw.normal(*parameter.shape))
    return {
        "the penalty at the start": first,
        "the penalty after a step": solution.l2_sp_penalty(model, initial, alpha, beta),
    }


def arguments_afterwards(solution: Any, draw: Any) -> Any:
    """a network and its start, looked at again after the call"""
    model = _network(draw)
    initial = _initial(draw, model, "backbone")
    parameters, kept = dict(model.named_parameters()), dict(initial)
    for name in list(parameters)[::2]:
        parameters[name].grad = draw.normal(*parameters[name].shape)
    parameters["head.weight"].requires_grad_(False)
    state = copy.deepcopy(model.state_dict())
    solution.l2_sp_penalty(model, initial, 0.7, 0.2)
    now = dict(model.named_parameters())
    return {
        "before the call, the model's": state,
        "after the call, the model's": model.state_dict(),
        "after the call, the .grad of": {name: item.grad for name, item in parameters.items()},
        "after the call, requires_grad of": {name: item.requires_grad for name, item in parameters.items()},
        "after the call, whether it is the same parameter": {
            name: now.get(name) is item for name, item in parameters.items()
        },
        "after the call, the names in initial": list(initial),
        "after the call, whether initial holds the same tensor": {
            name: initial.get(name) is item for name, item in kept.items()
        },
        "after the call, initial": kept,
        "after the call, requires_grad in initial": {name: item.requires_grad for name, item in kept.items()},
    }


def _penalty_and_gradient(solution: Any, draw: Any, model: nn.Module, alpha: float, beta: float) -> Any:
    penalty = solution.l2_sp_penalty(model, _initial(draw, model, "backbone"), alpha, beta)
    return {
        "result": penalty,
        "whether the result requires a gradient": penalty.requires_grad,
        "the gradient with respect to": _gradient(3 * penalty, dict(model.named_parameters())),
    }


class _Network(nn.Module):
    """A backbone with nested layers and batch norm, a head, and parameters whose names contain each other."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Linear(D_IN, WIDTH), nn.Sequential(nn.BatchNorm1d(WIDTH), nn.Tanh()))
        self.body2 = nn.Linear(WIDTH, WIDTH)
        self.scale = nn.Parameter(torch.ones(()))
        self.head = nn.Linear(WIDTH, D_OUT)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.scale * self.body2(self.body(x)))


def _network(draw: Any, dtype: str = "float32") -> nn.Module:
    return _filled(draw, _Network(), dtype)


def _filled(draw: Any, model: nn.Module, dtype: str = "float32") -> nn.Module:
    model.to(draw.device, getattr(torch, dtype))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(draw.normal(*parameter.shape, mean=0.4, dtype=dtype))
        for norm in model.modules():
            if isinstance(norm, nn.BatchNorm1d):
                norm.running_mean.copy_(draw.normal(WIDTH, dtype=dtype))
                norm.running_var.copy_(draw.uniform(WIDTH, low=0.5, high=2.5, dtype=dtype))
    return model


def _initial(draw: Any, model: nn.Module, named: str) -> dict[str, Tensor]:
    """A start for the parameters of the backbone, of the whole network or of none, in another order."""
    chosen = {
        name: draw.normal(*item.shape, dtype=str(item.dtype).removeprefix("torch."))
        for name, item in model.named_parameters()
        if named == "all" or (named == "backbone" and name.startswith("body."))
    }
    return dict(reversed(chosen.items()))


def _gradient(penalty: Tensor, named: dict[str, Tensor]) -> dict[str, Tensor]:
    if not penalty.requires_grad:
        return {name: torch.zeros_like(item) for name, item in named.items()}
    options = {"allow_unused": True, "materialize_grads": True}
    return dict(zip(named, torch.autograd.grad(penalty, list(named.values()), **options), strict=True))
