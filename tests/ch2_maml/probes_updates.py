"""Call the functions of chapter 2 that update parameters or weigh losses, and return what was seen."""

from typing import Any

import torch
from torch import Tensor

Params = dict[str, Tensor]

N, D_IN, D_OUT = 6, 3, 4
# names as a network has them; a bias has a rate of its own
SHAPES = {"out.weight": (D_IN, D_OUT), "scale": (), "filters": (2, 3, 2), "out.bias": (D_OUT,)}
REQUIRES_GRAD = "whether every entry of the result requires a gradient"
HANDED_BACK = "whether a tensor of params is in the result"


def sgd_step(solution: Any, draw: Any, *, lr: float, dtype: str = "float32") -> Any:
    """parameters and gradients of several shapes"""
    return {"result": solution.sgd_update(_leaves(draw, dtype), _drawn(draw, dtype), lr)}


def sgd_steep(solution: Any, draw: Any, *, lr: float) -> Any:
    """gradients with large entries"""
    return {"result": solution.sgd_update(_leaves(draw), _steep(draw), lr)}


def sgd_step_by_name(solution: Any, draw: Any, *, lr: float) -> Any:
    """gradients that are listed in another order than the parameters, all of one shape"""
    params = _alike(draw, "cab")
    _require_grad(params)
    return {"result": solution.sgd_update(params, _alike(draw, "bca"), lr)}


def sgd_key_order(solution: Any, draw: Any, *, params: str, grads: str, lr: float) -> Any:
    """parameters and gradients that are listed in different orders"""
    result = solution.sgd_update(_alike(draw, params), _alike(draw, grads), lr)
    return {"the order of the keys in the result": ", ".join(map(str, result))}


def sgd_frozen(solution: Any, draw: Any, *, lr: float) -> Any:
    """parameters of which some do not require grad, a single column among them"""
    params = _partly_frozen(draw)
    result = solution.sgd_update(dict(params), _with_a_column(draw), lr)
    return {"result": result, HANDED_BACK: _hands_back(result, params)}


def sgd_flat(solution: Any, draw: Any, *, lr: float) -> Any:
    """gradients of which some are zero"""
    params = _leaves(draw)
    result = solution.sgd_update(dict(params), _partly_zero(draw), lr)
    return {"result": result, HANDED_BACK: _hands_back(result, params)}


def sgd_gradient(solution: Any, draw: Any, *, of: str, lr: float) -> Any:
    """a weighted sum of the result, of which one argument requires grad"""
    arguments = {"params": _drawn(draw), "grads": _drawn(draw)}
    _require_grad(arguments[of])
    result = solution.sgd_update(dict(arguments["params"]), dict(arguments["grads"]), lr)
    return _pulled_back(draw, result, {of: arguments[of]})


def sgd_unrolled(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """several steps on the loss of a small tanh network, then judged on other data"""
    params, support, query = _network_params(draw), _data(draw), _data(draw)
    adapted = dict(params)
    for _ in range(steps):
        adapted = solution.sgd_update(adapted, _slopes(adapted, support), lr)
    return _through_the_query_loss(draw, adapted, query, {"params": params})


def sgd_arguments_afterwards(solution: Any, draw: Any, *, lr: float) -> Any:
    """arguments that are looked at again after the call"""
    arguments = {"params": _with_grad(draw), "grads": _with_grad(draw)}
    handed_in = {name: dict(values) for name, values in arguments.items()}
    solution.sgd_update(handed_in["params"], handed_in["grads"], lr)
    return _afterwards(arguments, handed_in)


def reptile_step(solution: Any, draw: Any, *, tasks: int, epsilon: float, dtype: str = "float32") -> Any:
    """parameters of several shapes, and what they became on each task"""
    params, adapted = _leaves(draw, dtype), [_far(draw, dtype) for _ in range(tasks)]
    return {"result": solution.reptile_update(params, adapted, epsilon)}


def reptile_step_by_name(solution: Any, draw: Any, *, orders: list[str], epsilon: float) -> Any:
    """adapted parameters that are listed in other orders, all of one shape"""
    params, adapted = _alike(draw, "cab"), [_alike(draw, order) for order in orders]
    return {"result": solution.reptile_update(params, adapted, epsilon)}


def reptile_step_from_a_graph(solution: Any, draw: Any, *, tasks: int, epsilon: float) -> Any:
    """parameters that require grad, a single column among them, and adapted ones computed from them, in a tuple"""
    params = _with_a_column(draw)
    _require_grad(params)
    adapted = tuple(
        {name: torch.sin(3 * params[name]) + 1 + value for name, value in _with_a_column(draw).items()}
        for _ in range(tasks)
    )
    return {"result": solution.reptile_update(params, adapted, epsilon)}


def reptile_arguments_afterwards(solution: Any, draw: Any, *, tasks: int, epsilon: float) -> Any:
    """arguments that are looked at again after the call"""
    params = _with_grad(draw)
    adapted = [_adapted_with_grad(draw, params) for _ in range(tasks)]
    handed_in, ends = dict(params), [dict(values) for values in adapted]
    sequence = list(ends)
    solution.reptile_update(handed_in, sequence, epsilon)
    return {
        **_afterwards({"params": params}, {"params": handed_in}),
        "adapted after the call": sequence,
        "whether adapted holds the same dicts after the call": _is_same(sequence, ends),
        "whether the dicts of adapted hold the same tensors after the call": all(
            _holds_same(end, values) for end, values in zip(ends, adapted, strict=True)
        ),
        "the .grad of adapted after the call": [_grads_of(values) for values in adapted],
        "the requires_grad of adapted after the call": [_requires_grad_of(values) for values in adapted],
    }


def reptile_overwritten_result(solution: Any, draw: Any, *, tasks: int, epsilon: float) -> Any:
    """a result into which the caller writes, and the arguments after that"""
    params, adapted = _leaves(draw), [_far(draw) for _ in range(tasks)]
    return _overwritten(solution, params, adapted, epsilon)


def reptile_overwritten_unmoved(solution: Any, draw: Any, *, tasks: int, epsilon: float) -> Any:
    """a result into which the caller writes, where all tasks have left some parameters at their values"""
    params = _leaves(draw)
    unmoved = [{name: params[name].detach().clone() for name in ("filters", "scale")} for _ in range(tasks)]
    adapted = [{**_far(draw), **values} for values in unmoved]
    return _overwritten(solution, params, adapted, epsilon)


def lslr_step(solution: Any, draw: Any, *, n_steps: int, step: int, dtype: str = "float32") -> Any:
    """rates that differ from name to name and from step to step"""
    lrs = _rates(draw, n_steps, dtype)
    return {"result": solution.lslr_update(_leaves(draw, dtype), _drawn(draw, dtype), lrs, step)}


def lslr_steep(solution: Any, draw: Any, *, n_steps: int, step: int) -> Any:
    """gradients with large entries"""
    return {"result": solution.lslr_update(_leaves(draw), _steep(draw), _rates(draw, n_steps), step)}


def lslr_step_by_name(solution: Any, draw: Any, *, grads: str, lrs: str, n_steps: int, step: int) -> Any:
    """parameters, gradients and rates that are listed in different orders, all of one shape"""
    params, slopes = _alike(draw, "cab"), _alike(draw, grads)
    rates = {name: draw.uniform(n_steps, low=0.1, high=2.0) for name in lrs}
    _require_grad(params)
    return {"result": solution.lslr_update(params, slopes, rates, step)}


def lslr_signed_rates(solution: Any, draw: Any, *, n_steps: int, step: int) -> Any:
    """rates of which some are zero and some negative"""
    params = _leaves(draw)
    result = solution.lslr_update(dict(params), _drawn(draw), _signed_rates(draw, n_steps), step)
    return {"result": result, HANDED_BACK: _hands_back(result, params)}


def lslr_frozen(solution: Any, draw: Any, *, n_steps: int, step: int) -> Any:
    """parameters of which some do not require grad, a single column among them"""
    params = _partly_frozen(draw)
    lrs = {name: draw.uniform(n_steps, low=0.1, high=2.0) for name in params}
    return {"result": solution.lslr_update(params, _with_a_column(draw), lrs, step)}


def lslr_flat(solution: Any, draw: Any, *, n_steps: int, step: int) -> Any:
    """gradients of which some are zero"""
    params = _leaves(draw)
    result = solution.lslr_update(dict(params), _partly_zero(draw), _rates(draw, n_steps), step)
    return {"result": result, HANDED_BACK: _hands_back(result, params)}


def lslr_gradient(solution: Any, draw: Any, *, of: str, n_steps: int, step: int, is_signed: bool = False) -> Any:
    """a weighted sum of the result, of which one argument requires grad"""
    lrs = _signed_rates(draw, n_steps) if is_signed else _rates(draw, n_steps)
    arguments = {"params": _drawn(draw), "grads": _drawn(draw), "lrs": lrs}
    _require_grad(arguments[of])
    result = solution.lslr_update(*(dict(values) for values in arguments.values()), step)
    return _pulled_back(draw, result, {of: arguments[of]})


def lslr_unrolled(solution: Any, draw: Any, *, n_steps: int) -> Any:
    """several steps on the loss of a small tanh network, then judged on other data"""
    params, support, query = _network_params(draw), _data(draw), _data(draw)
    lrs = {name: draw.uniform(n_steps, low=0.1, high=0.4, dtype="float64").requires_grad_() for name in params}
    adapted = dict(params)
    for step in range(n_steps):
        adapted = solution.lslr_update(adapted, _slopes(adapted, support), dict(lrs), step)
    return _through_the_query_loss(draw, adapted, query, {"params": params, "lrs": lrs})


def lslr_arguments_afterwards(solution: Any, draw: Any, *, n_steps: int, step: int) -> Any:
    """arguments that are looked at again after the call"""
    lrs = _rates(draw, n_steps)
    _require_grad(lrs)
    lrs["filters"].requires_grad_(False)
    arguments = {"params": _with_grad(draw), "grads": _drawn(draw), "lrs": lrs}
    handed_in = {name: dict(values) for name, values in arguments.items()}
    solution.lslr_update(*handed_in.values(), step)
    return _afterwards(arguments, handed_in)


def weights_at_the_start(solution: Any, draw: Any, *, n_steps: int) -> Any:
    """the first epoch"""
    return {"result": _numbers(solution.msl_weights(n_steps, 0, int(draw.integers(7, 60))))}


def weights_on_the_way(solution: Any, draw: Any, *, n_steps: int, after: float) -> Any:
    """an epoch in which the non-final weights are still above their floor"""
    n_epochs = int(draw.integers(20, 60))
    return _weights(solution, n_steps, int(after * n_epochs), n_epochs)


def weights_near_the_end(solution: Any, draw: Any, *, n_steps: int, before: int) -> Any:
    """an epoch in which the non-final weights have reached their floor"""
    n_epochs = int(draw.integers(80, 200))
    return _weights(solution, n_steps, n_epochs - before, n_epochs)


def weights_later(solution: Any, draw: Any, *, n_steps: int, times: int) -> Any:
    """an epoch beyond n_epochs"""
    n_epochs = int(draw.integers(7, 60))
    return _weights(solution, n_steps, times * n_epochs + 1, n_epochs)


def weights_asked_again(solution: Any, draw: Any, *, n_steps: int, after: float) -> Any:
    """an epoch that was asked for before, of other n_epochs and with a result into which the caller wrote"""
    n_epochs = int(draw.integers(20, 60))
    epoch = int(after * n_epochs)
    solution.msl_weights(n_steps, epoch, 2 * n_epochs)
    earlier = solution.msl_weights(n_steps, epoch, n_epochs)
    with torch.no_grad():
        earlier[0] = 7.0
    return _weights(solution, n_steps, epoch, n_epochs)


def weights_of_one_step(solution: Any, draw: Any, *, share: float) -> Any:
    """a single inner step"""
    n_epochs = int(draw.integers(7, 60))
    return {"result": _numbers(solution.msl_weights(1, int(share * n_epochs), n_epochs))}


def weights_in_one_epoch(solution: Any, draw: Any, *, n_steps: int, epoch: int) -> Any:
    """weights that move within a single epoch"""
    return {"result": _numbers(solution.msl_weights(n_steps, epoch, 1))}


def all_weights(solution: Any, draw: Any, *, n_steps: int, share: float) -> Any:
    """an epoch after the first"""
    n_epochs = int(draw.integers(20, 60))
    return {"result": _numbers(solution.msl_weights(n_steps, int(share * n_epochs), n_epochs))}


def form_of_weights(solution: Any, draw: Any, *, n_steps: int) -> Any:
    """any epoch"""
    weights = solution.msl_weights(n_steps, int(draw.integers(0, 50)), 40)
    is_float = torch.is_tensor(weights) and weights.dtype in (torch.float32, torch.float64)
    requires_grad = torch.is_tensor(weights) and weights.requires_grad
    return {"result": weights.float() if is_float else weights, "the requires_grad of the result": requires_grad}


def _overwritten(solution: Any, params: Params, adapted: list[Params], epsilon: float) -> Any:
    result = solution.reptile_update(dict(params), [dict(values) for values in adapted], epsilon)
    for name in params:
        result[name].detach().add_(1.0)
    return {"params after writing into the result": params, "adapted after writing into the result": adapted}


def _weights(solution: Any, n_steps: int, epoch: int, n_epochs: int) -> Any:
    weights = _numbers(solution.msl_weights(n_steps, epoch, n_epochs))
    return {"the non-final weights": weights[:-1], "the final weight": weights[-1]}


def _numbers(weights: Any) -> Any:
    """The weights in float32: another type or dtype loses marks where the form is looked at, not here."""
    return torch.as_tensor(weights, dtype=torch.float32) if isinstance(weights, Tensor | list | tuple) else weights


def _steep(draw: Any) -> Params:
    return {name: 400 * values for name, values in _drawn(draw).items()}


def _partly_zero(draw: Any) -> Params:
    grads = _drawn(draw)
    return {**grads, "scale": 0 * grads["scale"], "filters": 0 * grads["filters"]}


def _drawn(draw: Any, dtype: str = "float32") -> Params:
    return {name: draw.normal(*shape, dtype=dtype) for name, shape in SHAPES.items()}


def _far(draw: Any, dtype: str = "float32") -> Params:
    return {name: draw.normal(*shape, mean=2.0, dtype=dtype) for name, shape in SHAPES.items()}


def _with_a_column(draw: Any) -> Params:
    return {**_drawn(draw), "gate": draw.normal(D_IN, 1)}


def _alike(draw: Any, order: str) -> Params:
    return {name: draw.normal(2, 3) for name in order}


def _leaves(draw: Any, dtype: str = "float32") -> Params:
    params = _drawn(draw, dtype)
    _require_grad(params)
    return params


def _partly_frozen(draw: Any) -> Params:
    """Leaves with and without requires_grad, and the result of a computation."""
    params = _with_a_column(draw)
    _require_grad(params)
    return {**params, "out.bias": params["out.bias"].detach(), "filters": torch.sin(params["filters"])}


def _with_grad(draw: Any) -> Params:
    """Leaves, of which one holds a .grad from before and one requires none."""
    params = _leaves(draw)
    params["out.weight"].grad = draw.normal(*SHAPES["out.weight"])
    params["scale"].requires_grad_(False)
    return params


def _adapted_with_grad(draw: Any, params: Params) -> Params:
    """Constants, a leaf that holds a .grad, and the result of a computation that began at params."""
    adapted = _far(draw)
    adapted["out.weight"].requires_grad_().grad = draw.normal(*SHAPES["out.weight"])
    return {**adapted, "filters": adapted["filters"] + torch.sin(params["filters"])}


def _rates(draw: Any, n_steps: int, dtype: str = "float32") -> Params:
    return {name: draw.uniform(n_steps, low=0.1, high=2.0, dtype=dtype) for name in SHAPES}


def _signed_rates(draw: Any, n_steps: int) -> Params:
    lrs = _rates(draw, n_steps)
    return {**lrs, "out.weight": -lrs["out.weight"], "scale": 0 * lrs["scale"], "out.bias": -lrs["out.bias"]}


def _require_grad(values: Params) -> None:
    for value in values.values():
        value.requires_grad_()


def _network_params(draw: Any) -> Params:
    shapes = {"w1": (D_IN, 5), "b1": (5,), "w2": (5, D_OUT), "scale": ()}
    params = {name: draw.normal(*shape, std=0.7, dtype="float64") for name, shape in shapes.items()}
    _require_grad(params)
    return params


def _data(draw: Any) -> tuple[Tensor, Tensor]:
    return draw.normal(N, D_IN, dtype="float64"), draw.normal(N, D_OUT, dtype="float64")


def _loss(params: Params, data: tuple[Tensor, Tensor]) -> Tensor:
    x, y = data
    hidden = torch.tanh(x @ params["w1"] + params["b1"])
    return ((params["scale"] * hidden @ params["w2"] - y) ** 2).mean()


def _slopes(params: Params, data: tuple[Tensor, Tensor]) -> Params:
    """The gradients of the loss as part of the graph, for leaves and for what was computed from them."""
    loss = _loss(params, data)
    if not loss.requires_grad:  # a submission that cut the graph loses marks at the gradient, not with an exception
        return {name: torch.zeros_like(value) for name, value in params.items()}
    options = {"create_graph": True, "allow_unused": True, "materialize_grads": True}
    return dict(zip(params, torch.autograd.grad(loss, list(params.values()), **options), strict=True))


def _pulled_back(draw: Any, result: Any, arguments: dict[str, Params]) -> dict[str, Any]:
    """The gradient of a weighted sum of the result with respect to the entries of some arguments."""
    weights = {name: draw.normal(*shape) for name, shape in SHAPES.items()}
    total = sum((weight * result[name]).sum() for name, weight in weights.items())
    return {
        REQUIRES_GRAD: all(result[name].requires_grad for name in SHAPES),
        **{
            f"the gradient of a weighted sum of the result with respect to {name}": _gradient(total, values)
            for name, values in arguments.items()
        },
    }


def _through_the_query_loss(
    draw: Any, adapted: Any, query: tuple[Tensor, Tensor], arguments: dict[str, Params]
) -> dict[str, Any]:
    """The query loss's gradients, and their slope in a random direction differentiated once more."""
    loss = _loss(adapted, query)
    first = {name: _gradient(loss, values, create_graph=True) for name, values in arguments.items()}
    slope = sum(
        (grad * draw.normal(*grad.shape, dtype="float64")).sum() for grads in first.values() for grad in grads.values()
    )
    return {
        **{f"the gradient of the query loss with respect to {name}": grads for name, grads in first.items()},
        **{
            f"the Hessian-vector product of the query loss with respect to {name}": _gradient(slope, values)
            for name, values in arguments.items()
        },
    }


def _gradient(value: Any, tensors: Params, create_graph: bool = False) -> Params:
    """The gradient of a scalar; zero where it does not depend on a tensor."""
    if not value.requires_grad:
        return {name: torch.zeros_like(tensor) for name, tensor in tensors.items()}
    _require_grad(tensors)  # a submission that froze one loses marks where requires_grad is looked at, not here
    options = {"create_graph": create_graph, "retain_graph": True, "allow_unused": True, "materialize_grads": True}
    grads = torch.autograd.grad(value, list(tensors.values()), **options)
    return dict(zip(tensors, grads, strict=True))


def _afterwards(arguments: dict[str, Params], handed_in: dict[str, Params]) -> dict[str, Any]:
    """What became of the tensors and of the dicts in which they were handed in."""
    seen: dict[str, Any] = {}
    for name, values in arguments.items():
        seen |= {
            f"the tensors of {name} after the call": values,
            f"the dict {name} after the call": handed_in[name],
            f"whether {name} holds the same tensors after the call": _holds_same(handed_in[name], values),
            f"the .grad of {name} after the call": _grads_of(values),
            f"the requires_grad of {name} after the call": _requires_grad_of(values),
        }
    return seen


def _grads_of(values: Params) -> dict[str, Any]:
    return {name: value.grad for name, value in values.items()}


def _requires_grad_of(values: Params) -> dict[str, bool]:
    return {name: value.requires_grad for name, value in values.items()}


def _hands_back(result: Any, params: Params) -> bool:
    return isinstance(result, dict) and any(result.get(name) is value for name, value in params.items())


def _holds_same(handed_in: Params, values: Params) -> bool:
    return list(handed_in) == list(values) and all(handed_in[name] is value for name, value in values.items())


def _is_same(sequence: list[Params], before: list[Params]) -> bool:
    return len(sequence) == len(before) and all(one is other for one, other in zip(sequence, before, strict=True))
