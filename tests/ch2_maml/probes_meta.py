"""Call the functions of chapter 2 that judge an initialisation after adaptation, and return what was seen."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

Params = dict[str, Tensor]
Task = tuple[Tensor, ...]

SHAPES = {"w1": (3, 4), "b1": (4,), "gain": (), "w2": (4, 2), "b2": (2,)}  # not in alphabetical order
STEEP = 1024.0


def one_task(solution: Any, draw: Any, *, name: str, lr: float, steps: int) -> Any:
    """a small tanh network and a single task"""
    params, tasks = _params(draw), (_task(draw, 6, 5),)
    return {"result": getattr(solution, name)(_network, params, tasks, lr, steps)}


def one_output(solution: Any, draw: Any, *, name: str, lr: float, steps: int) -> Any:
    """a small tanh network with a single output, and a single task"""
    params = {**_params(draw), "w2": draw.normal(4, 1).requires_grad_(), "b2": draw.normal(1).requires_grad_()}
    xs, ys, xq, yq = _task(draw, 6, 5)
    return {"result": getattr(solution, name)(_network, params, [(xs, ys[:, :1], xq, yq[:, :1])], lr, steps)}


def flat_targets(solution: Any, draw: Any, *, name: str, lr: float) -> Any:
    """a small tanh network with one prediction for each example, and targets of one axis"""
    params = {**_params(draw), "w2": draw.normal(4).requires_grad_(), "b2": draw.normal().requires_grad_()}
    xs, ys, xq, yq = _task(draw, 6, 5)
    return {"result": _after_one_step(solution, name, _network, params, (xs, ys[:, 0], xq, yq[:, 0]), lr)}


def far_targets(solution: Any, draw: Any, *, name: str, lr: float) -> Any:
    """a linear map and targets at a distance"""
    params = {"matrix": draw.normal(3, 2).requires_grad_()}
    sizes = ((6, 3, 2.0), (6, 2, 300.0), (5, 3, 2.0), (5, 2, 300.0))
    task = tuple(draw.normal(n, d, mean=mean) for n, d, mean in sizes)
    return {"result": _after_one_step(solution, name, _linear, params, task, lr)}


def overshooting(solution: Any, draw: Any, *, name: str, lr: float, steps: int) -> Any:
    """a linear map and steps so long that the support loss rises"""
    params = {"matrix": draw.normal(3, 2).requires_grad_()}
    inputs = [draw.uniform(n, 3, low=1.0, high=3.0) for n in (6, 5)]
    targets = [draw.normal(n, 2, mean=30.0) for n in (6, 5)]
    task = inputs[0], targets[0], inputs[1], targets[1]
    return {"result": getattr(solution, name)(_linear, params, [task], lr, steps)}


def several_tasks(
    solution: Any, draw: Any, *, name: str, n_tasks: int, lr: float, steps: int, dtype: str = "float32"
) -> Any:
    """a small tanh network and several tasks of one size"""
    params, tasks = _params(draw, dtype), [_task(draw, 6, 5, dtype) for _ in range(n_tasks)]
    return {"result": getattr(solution, name)(_network, params, tasks, lr, steps)}


def unequal_tasks(
    solution: Any, draw: Any, *, name: str, sizes: Sequence[Sequence[int]], lr: float, steps: int
) -> Any:
    """tasks that differ in the size of their support and query sets"""
    params, tasks = _params(draw), [_task(draw, n_support, n_query) for n_support, n_query in sizes]
    return {"result": getattr(solution, name)(_network, params, tasks, lr, steps)}


def repeated_task(solution: Any, draw: Any, *, name: str, times: int, lr: float, steps: int) -> Any:
    """a list that holds the same task several times"""
    params, task = _params(draw), _task(draw, 5, 4)
    return {"result": getattr(solution, name)(_network, params, [task] * times, lr, steps)}


def loss_gradient(solution: Any, draw: Any, *, n_tasks: int, lr: float, steps: int) -> Any:
    """a small tanh network and several tasks"""
    params, tasks = _params(draw), [_task(draw, 6, 5) for _ in range(n_tasks)]
    loss = solution.maml_meta_loss(_network, dict(params), tasks, lr, steps)
    return {
        "whether the result requires a gradient": _requires_grad(loss),
        "the gradient of the result with respect to params": _gradient(loss, params),
    }


def loss_without_steps(solution: Any, draw: Any, *, n_tasks: int, lr: float) -> Any:
    """a small tanh network and no step at all"""
    params, tasks = _params(draw), [_task(draw, 6, 5) for _ in range(n_tasks)]
    loss = solution.maml_meta_loss(_network, dict(params), tasks, lr, 0)
    return {
        "result": loss,
        "whether the result requires a gradient": _requires_grad(loss),
        "the gradient of the result with respect to params": _gradient(loss, params),
    }


def loss_curvature(solution: Any, draw: Any, *, n_tasks: int, lr: float, steps: int) -> Any:
    """a small tanh network and several tasks, the result differentiated twice"""
    params, tasks = _params(draw, "float64"), [_task(draw, 6, 5, "float64") for _ in range(n_tasks)]
    directions = {name: draw.normal(*value.shape, dtype="float64") for name, value in params.items()}
    loss = solution.maml_meta_loss(_network, dict(params), tasks, lr, steps)
    first = _gradient(loss, params, create_graph=True)
    slope = sum((first[name] * direction).sum() for name, direction in directions.items())
    return {
        "whether the result requires a gradient": _requires_grad(loss),
        "the Hessian-vector product of the result, with respect to params": _gradient(slope, params),
    }


def loss_of_computed_params(solution: Any, draw: Any, *, n_tasks: int, lr: float, steps: int) -> Any:
    """params that are themselves computed from other tensors"""
    origins, params = _computed_params(draw)
    tasks = [_task(draw, 6, 5) for _ in range(n_tasks)]
    loss = solution.maml_meta_loss(_tanh_layer, dict(params), tasks, lr, steps)
    return {
        "whether the result requires a gradient": _requires_grad(loss),
        "the gradient of the result with respect to the tensors behind params": _gradient(loss, origins),
    }


def meta_arguments(solution: Any, draw: Any, *, name: str, n_tasks: int, lr: float, steps: int) -> Any:
    """a small tanh network, some of whose parameters hold a .grad from before"""
    params, tasks = _params_with_grads(draw), [_task(draw, 6, 5) for _ in range(n_tasks)]
    handed_in, handed_tasks = dict(params), list(tasks)
    getattr(solution, name)(_network, handed_in, handed_tasks, lr, steps)
    return {
        **_params_afterwards(params, handed_in),
        "the number of tasks after the call": len(handed_tasks),
        "tasks after the call": handed_tasks,
        "whether any tensor of tasks requires grad after the call": _any_requires_grad(tasks),
    }


def first_order_of_computed_params(solution: Any, draw: Any, *, n_tasks: int, lr: float, steps: int) -> Any:
    """params that are themselves computed from other tensors"""
    origins, params = _computed_params(draw)
    tasks = [_task(draw, 6, 5) for _ in range(n_tasks)]
    grads = solution.fomaml_grads(_tanh_layer, dict(params), tasks, lr, steps)
    return {"result": grads, "the .grad of the tensors behind params after the call": _grads_of(origins)}


def linear_map(solution: Any, draw: Any, *, n_support: int, n_query: int, lr: float) -> Any:
    """a linear map, whose support loss has the same Hessian everywhere"""
    params = {"matrix": draw.normal(3, 2).requires_grad_()}
    return {"result": solution.maml_grad_hvp(_linear, params, _task(draw, n_support, n_query), lr)}


def tanh_layer(solution: Any, draw: Any, *, n_support: int, n_query: int, lr: float) -> Any:
    """a tanh layer with a single parameter, whose Hessian changes from place to place"""
    params = {"matrix": draw.normal(3, 2, std=0.5).requires_grad_()}
    return {"result": solution.maml_grad_hvp(_tanh_map, params, _task(draw, n_support, n_query), lr)}


def steep_tanh_layer(solution: Any, draw: Any, *, n_support: int, n_query: int, lr: float) -> Any:
    """a tanh layer with large inputs, whose Hessian changes within a short distance"""
    params = {"matrix": (draw.normal(3, 2, std=0.5) / STEEP).requires_grad_()}
    xs, ys, xq, yq = _task(draw, n_support, n_query)
    return {"result": solution.maml_grad_hvp(_tanh_map, params, (STEEP * xs, ys, STEEP * xq, yq), lr / STEEP**2)}


def tanh_network(
    solution: Any, draw: Any, *, n_support: int, n_query: int, lr: float, dtype: str = "float32"
) -> Any:
    """a small tanh network with several parameters of different shapes"""
    params, task = _params(draw, dtype), _task(draw, n_support, n_query, dtype)
    return {"result": solution.maml_grad_hvp(_network, params, task, lr)}


def product_of_parameters(solution: Any, draw: Any, *, n_support: int, n_query: int, lr: float) -> Any:
    """a model whose parameters multiply each other"""
    params = {"scale": draw.normal().requires_grad_(), "matrix": draw.normal(3, 2).requires_grad_()}
    return {"result": solution.maml_grad_hvp(_scaled_map, params, _task(draw, n_support, n_query), lr)}


def single_column(solution: Any, draw: Any, *, n_support: int, n_query: int, lr: float) -> Any:
    """a model with a factor that has no axis, and a matrix and targets that have one column"""
    params = {"scale": draw.normal().requires_grad_(), "matrix": draw.normal(3, 1).requires_grad_()}
    xs, ys, xq, yq = _task(draw, n_support, n_query)
    return {"result": solution.maml_grad_hvp(_scaled_map, params, (xs, ys[:, :1], xq, yq[:, :1]), lr)}


def meta_gradient_of_computed_params(solution: Any, draw: Any, *, lr: float) -> Any:
    """params that are themselves computed from other tensors"""
    origins, params = _computed_params(draw)
    result = solution.maml_grad_hvp(_tanh_layer, dict(params), _task(draw, 6, 5), lr)
    return {"result": result, "the .grad of the tensors behind params after the call": _grads_of(origins)}


def hvp_arguments(solution: Any, draw: Any, *, lr: float) -> Any:
    """a small tanh network, some of whose parameters hold a .grad from before"""
    params, task = _params_with_grads(draw), _task(draw, 6, 5)
    handed_in = dict(params)
    solution.maml_grad_hvp(_network, handed_in, task, lr)
    return {
        **_params_afterwards(params, handed_in),
        "task after the call": task,
        "whether any tensor of task requires grad after the call": _any_requires_grad([task]),
    }


def _after_one_step(solution: Any, name: str, fn: Any, params: Params, task: Task, lr: float) -> Any:
    """What any of the functions here says of one task and one inner step."""
    if name == "maml_grad_hvp":
        return solution.maml_grad_hvp(fn, params, task, lr)
    return getattr(solution, name)(fn, params, [task], lr, 1)


def _network(params: Params, x: Tensor) -> Tensor:
    hidden = torch.tanh(x @ params["w1"] + params["b1"])
    return params["gain"] * (hidden @ params["w2"]) + params["b2"]


def _linear(params: Params, x: Tensor) -> Tensor:
    return x @ params["matrix"]


def _scaled_map(params: Params, x: Tensor) -> Tensor:
    return params["scale"] * (x @ params["matrix"])


def _tanh_map(params: Params, x: Tensor) -> Tensor:
    return torch.tanh(x @ params["matrix"])


def _tanh_layer(params: Params, x: Tensor) -> Tensor:
    return torch.tanh(x @ params["matrix"] + params["offset"])


def _params(draw: Any, dtype: str = "float32") -> Params:
    values = {name: draw.normal(*shape, std=0.7, dtype=dtype) for name, shape in SHAPES.items()}
    values["gain"] = values["gain"] + 1.0
    return {name: value.requires_grad_() for name, value in values.items()}


def _params_with_grads(draw: Any) -> Params:
    params = _params(draw)
    for name in ("w1", "gain"):
        params[name].grad = draw.normal(*params[name].shape)
    return params


def _computed_params(draw: Any) -> tuple[Params, Params]:
    """Three leaves, and a matrix (3, 2) and an offset that are computed from them."""
    origins = {"rows": draw.normal(3, 1), "columns": draw.normal(1, 2), "shift": draw.normal(2)}
    origins = {name: value.requires_grad_() for name, value in origins.items()}
    return origins, {"matrix": origins["rows"] @ origins["columns"], "offset": torch.sin(origins["shift"])}


def _task(draw: Any, n_support: int, n_query: int, dtype: str = "float32") -> Task:
    sizes = ((n_support, 3), (n_support, 2), (n_query, 3), (n_query, 2))
    return tuple(draw.normal(*size, dtype=dtype) for size in sizes)


def _requires_grad(value: Any) -> bool:
    return bool(getattr(value, "requires_grad", False))


def _any_requires_grad(tasks: Sequence[Task]) -> bool:
    return any(part.requires_grad for task in tasks for part in task)


def _gradient(value: Any, params: Params, create_graph: bool = False) -> Params:
    """The gradient of a scalar; zero where it does not depend on a parameter."""
    if not _requires_grad(value):
        return {name: torch.zeros_like(param) for name, param in params.items()}
    for param in params.values():
        param.requires_grad_()  # a submission that froze it loses marks where requires_grad is looked at, not here
    options = {"create_graph": create_graph, "allow_unused": True, "materialize_grads": True}
    return dict(zip(params, torch.autograd.grad(value, list(params.values()), **options), strict=True))


def _grads_of(params: Params) -> dict[str, Tensor | None]:
    return {name: value.grad for name, value in params.items()}


def _params_afterwards(params: Params, handed_in: Params) -> dict[str, Any]:
    is_same = len(handed_in) == len(params) and all(handed_in.get(name) is params[name] for name in params)
    return {
        "the tensors of params after the call": params,
        "whether the dict params holds the same tensors after the call": is_same,
        "the .grad of params after the call": _grads_of(params),
        "the requires_grad of params after the call": {
            name: value.requires_grad for name, value in params.items()
        },
    }
