"""Call multi_step_loss and meta_test on drawn tasks and return what was seen."""

import copy
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

Params = dict[str, Tensor]
Task = tuple[Tensor, Tensor, Tensor, Tensor]

N_SUPPORT, N_QUERY, D_IN, HIDDEN, D_OUT = 6, 5, 3, 4, 2
TASK_SIZES = ((6, 5), (4, 7), (9, 3))  # support and query set of each task


def weighted(
    solution: Any, draw: Any, *, lr: float, steps: int, d_out: int = D_OUT, dtype: str = "float32"
) -> Any:
    """a small tanh network and weights that do not sum to 1"""
    params, task = _network_params(draw, d_out, dtype), _task(draw, N_SUPPORT, N_QUERY, d_out, dtype)
    weights = _weights(draw, steps, dtype)
    return {"result": solution.multi_step_loss(_tanh_network, params, task, lr, weights)}


def large_query_set(solution: Any, draw: Any, *, n_query: int, lr: float, steps: int) -> Any:
    """a query set that is larger than the support set"""
    params, task = _network_params(draw, 1), _task(draw, n_query=n_query, d_out=1)
    return {"result": solution.multi_step_loss(_tanh_network, params, task, lr, _weights(draw, steps))}


def small_weights(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a small tanh network and weights that are small, but not zero"""
    params, task, weights = _network_params(draw, 1), _task(draw, d_out=1), 0.004 * _weights(draw, steps)
    return {"result": solution.multi_step_loss(_tanh_network, params, task, lr, weights)}


def overshooting(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a linear map and steps so long that the support loss rises"""
    params = {"matrix": draw.normal(D_IN, 1).requires_grad_()}
    return {"result": solution.multi_step_loss(_linear, params, _positive(draw), lr, _weights(draw, steps))}


def late_weights(solution: Any, draw: Any, *, lr: float, steps: int, last: float) -> Any:
    """a small tanh network and weights of which the last is much larger than the others"""
    params, task, weights = _network_params(draw, 1), _task(draw, d_out=1), _weights(draw, steps)
    weights[-1] = last
    return {"result": solution.multi_step_loss(_tanh_network, params, task, lr, weights)}


def far_targets(solution: Any, draw: Any, *, lr: float) -> Any:
    """a small tanh network and targets that are far from its predictions"""
    params, task, weights = _network_params(draw, 1), _far(_task(draw, d_out=1)), _weights(draw, 1)
    return {"result": solution.multi_step_loss(_tanh_network, params, task, lr, weights)}


def flat_targets(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a small tanh network with one prediction for each example, and targets of one axis"""
    params = {**_network_params(draw), "out": draw.normal(HIDDEN).requires_grad_()}
    xs, ys, xq, yq = _task(draw)
    task = xs, ys[:, 0], xq, yq[:, 0]
    return {"result": solution.multi_step_loss(_tanh_network, params, task, lr, _weights(draw, steps))}


def some_weights_zero(solution: Any, draw: Any, *, lr: float, steps: int, zeros: Sequence[int]) -> Any:
    """a small tanh network and weights of which some are zero"""
    params, task = _network_params(draw, 1), _task(draw, N_SUPPORT, N_QUERY, 1)
    weights = _weights(draw, steps)
    weights[list(zeros)] = 0.0
    return {"result": solution.multi_step_loss(_tanh_network, params, task, lr, weights)}


def meta_gradient(solution: Any, draw: Any, *, lr: float, steps: int, zeros: Sequence[int] = ()) -> Any:
    """a small tanh network, differentiated with respect to its initial parameters"""
    params, task, weights = _network_params(draw, 1), _task(draw, d_out=1), _weights(draw, steps)
    weights[list(zeros)] = 0.0
    loss = solution.multi_step_loss(_tanh_network, dict(params), task, lr, weights)
    return {
        "whether the result requires a gradient": bool(getattr(loss, "requires_grad", False)),
        "the gradient of the result with respect to params": _gradient(loss, params),
    }


def meta_curvature(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a small tanh network, differentiated twice with respect to its initial parameters"""
    params, task = _network_params(draw, 1, "float64"), _task(draw, d_out=1, dtype="float64")
    weights = _weights(draw, steps, "float64")
    directions = {name: draw.normal(*value.shape, dtype="float64") for name, value in params.items()}
    loss = solution.multi_step_loss(_tanh_network, dict(params), task, lr, weights)
    first = _gradient(loss, params, create_graph=True)
    slope = sum((first[name] * direction).sum() for name, direction in directions.items())
    return {"the Hessian-vector product of the result with respect to params": _gradient(slope, params)}


def computed_params(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """params that are themselves computed from other tensors"""
    origins = {"rows": draw.normal(D_IN, 1), "columns": draw.normal(1, D_OUT), "shift": draw.normal(D_OUT)}
    origins = {name: value.requires_grad_() for name, value in origins.items()}
    params = {"matrix": origins["rows"] @ origins["columns"], "offset": torch.sin(origins["shift"])}
    loss = solution.multi_step_loss(_tanh_layer, params, _task(draw), lr, _weights(draw, steps))
    return {"the gradient with respect to the tensors behind params": _gradient(loss, origins)}


def arguments_afterwards(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a small tanh network, some of whose parameters hold a .grad from before"""
    params, task, weights = _network_params(draw), _task(draw), _weights(draw, steps)
    for name in ("into", "gain"):
        params[name].grad = draw.normal(*params[name].shape)
    handed_in = dict(params)
    solution.multi_step_loss(_tanh_network, handed_in, task, lr, weights)
    named = dict(zip(("xs", "ys", "xq", "yq", "weights"), (*task, weights), strict=True))
    return {
        "after the call, params": params,
        "after the call, whether it is still the same tensor in params": {
            name: handed_in.get(name) is value for name, value in params.items()
        },
        "after the call, the .grad of params": {name: value.grad for name, value in params.items()},
        "after the call, the requires_grad of params": _flags(params),
        "after the call, the argument": named,
        "after the call, the requires_grad of the argument": _flags(named),
    }


def tasks_of_different_sizes(
    solution: Any, draw: Any, *, lr: float, steps: int, d_out: int = D_OUT, dtype: str = "float32"
) -> Any:
    """a small tanh network and tasks of different sizes"""
    model = _filled(draw, nn.Sequential(nn.Linear(D_IN, 5), nn.Tanh(), nn.Linear(5, d_out)), dtype)
    return {"result": solution.meta_test(model, _tasks(draw, d_out, dtype), lr, steps)}


def single_task(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a small tanh network and a single task"""
    model = _filled(draw, nn.Sequential(nn.Linear(D_IN, 5), nn.Tanh(), nn.Linear(5, 1)))
    return {"result": solution.meta_test(model, _tasks(draw, 1)[:1], lr, steps)}


def far_targets_of_a_task(solution: Any, draw: Any, *, lr: float) -> Any:
    """a small tanh network and a task whose targets are far from its predictions"""
    model = _filled(draw, nn.Sequential(nn.Linear(D_IN, 5), nn.Tanh(), nn.Linear(5, 1)))
    return {"result": solution.meta_test(model, [_far(_tasks(draw, 1)[0])], lr, 1)}


def overshooting_of_a_task(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a linear model and steps so long that the support loss rises"""
    return {"result": solution.meta_test(_filled(draw, nn.Linear(D_IN, 1)), [_positive(draw)], lr, steps)}


def other_parameters(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a model with parameters of its own, called neither weight nor bias, of which one has no axis"""
    model = _filled(draw, nn.Sequential(nn.Linear(D_IN, 4), nn.Tanh(), nn.Linear(4, D_OUT), _Scaled(D_OUT)))
    return {"result": solution.meta_test(model, _tasks(draw), lr, steps)}


def flat_targets_of_tasks(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a small tanh network with one prediction for each example, and tasks with targets of one axis"""
    model = _filled(draw, nn.Sequential(nn.Linear(D_IN, 5), nn.Tanh(), nn.Linear(5, 1), nn.Flatten(0)))
    tasks = [(xs, ys[:, 0], xq, yq[:, 0]) for xs, ys, xq, yq in _tasks(draw)]
    return {"result": solution.meta_test(model, tasks, lr, steps)}


def in_evaluation_mode(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a model in evaluation mode with batch norm"""
    model = _normalised(draw, "evaluation", "evaluation")
    return {"result": solution.meta_test(model, _tasks(draw), lr, steps)}


def called_again(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a model that has been trained further since an earlier call"""
    model = _filled(draw, nn.Sequential(nn.Linear(D_IN, 5), nn.Tanh(), nn.Linear(5, 1)))
    tasks = _tasks(draw, 1)
    solution.meta_test(model, tasks, lr, steps)
    return {"result": solution.meta_test(_filled(draw, model), tasks, lr, steps)}


def reordered(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a model whose forward pass uses and changes a buffer, and the same tasks in two orders"""
    first = _filled(draw, nn.Sequential(nn.Linear(D_IN, 4), _Centred(4), nn.Tanh(), nn.Linear(4, D_OUT)))
    second, tasks = copy.deepcopy(first), _tasks(draw)
    return {
        "result": solution.meta_test(first, list(tasks), lr, steps),
        "the losses of the tasks in reversed order": solution.meta_test(second, tasks[::-1], lr, steps),
    }


def parameters_afterwards(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a model that is looked at again after the call"""
    model = _normalised(draw, "training", "training")
    before = dict(model.named_parameters())
    for name in list(before)[::2]:
        before[name].grad = draw.normal(*before[name].shape)
    solution.meta_test(model, _tasks(draw), lr, steps)
    after = dict(model.named_parameters())
    return {
        "after the call, the parameter": after,
        "after the call, whether the model still has the same tensor as parameter": {
            name: after.get(name) is value for name, value in before.items()
        },
        "after the call, the .grad of the parameter": {name: value.grad for name, value in before.items()},
        "after the call, the requires_grad of the parameter": _flags(before),
    }


def buffers_afterwards(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a model in training mode with batch norm and another module that changes a buffer"""
    model = nn.Sequential(nn.Linear(D_IN, 4), nn.BatchNorm1d(4), _Centred(4), nn.Tanh(), nn.Linear(4, D_OUT))
    solution.meta_test(_filled(draw, model), _tasks(draw), lr, steps)
    return {"after the call, the buffer": dict(model.named_buffers())}


def modes_afterwards(solution: Any, draw: Any, *, network: str, norm: str, lr: float, steps: int) -> Any:
    """a model with batch norm whose modules are in training mode, in evaluation mode or partly so"""
    model = _normalised(draw, network, norm)
    solution.meta_test(model, _tasks(draw), lr, steps)
    modes = {name or "the model": module.training for name, module in model.named_modules()}
    return {"after the call, the training flag": modes}


def tasks_afterwards(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """tasks that are looked at again after the call"""
    model = _filled(draw, nn.Sequential(nn.Linear(D_IN, 5), nn.Tanh(), nn.Linear(5, D_OUT)))
    tasks = _tasks(draw)
    handed_in = list(tasks)
    solution.meta_test(model, handed_in, lr, steps)
    return {
        "after the call, the number of tasks in the list": len(handed_in),
        "after the call, tasks": tasks,
        "after the call, the requires_grad of tasks": [[item.requires_grad for item in task] for task in tasks],
    }


def tied(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a model that uses one weight matrix in two places"""
    model = nn.Sequential(
        nn.Linear(D_IN, 4), nn.Tanh(), nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 4), nn.Linear(4, D_OUT)
    )
    model[4].weight = model[2].weight
    return {"result": solution.meta_test(_filled(draw, model), _tasks(draw), lr, steps)}


class _Scaled(nn.Module):
    """Multiply by one number and add another to each column."""

    def __init__(self, d: int) -> None:
        super().__init__()
        self.gain, self.shift = nn.Parameter(torch.ones(())), nn.Parameter(torch.zeros(d))

    def forward(self, x: Tensor) -> Tensor:
        return self.gain * x + self.shift


class _Centred(nn.Module):
    """Subtract a running mean of all inputs so far and add a number that grows with every forward pass.

    Both are buffers that are updated in place.
    """

    def __init__(self, d: int) -> None:
        super().__init__()
        self.register_buffer("centre", torch.zeros(d))
        self.register_buffer("n_passes", torch.zeros((), dtype=torch.long))

    def forward(self, x: Tensor) -> Tensor:
        self.n_passes.add_(1)
        self.centre.mul_(0.6).add_(0.4 * x.detach().mean(dim=0))
        return x - self.centre + 0.3 * self.n_passes


def _tanh_network(params: Params, x: Tensor) -> Tensor:
    hidden = torch.tanh(x @ params["into"] + params["bias"])
    return params["gain"] * (hidden @ params["out"])


def _linear(params: Params, x: Tensor) -> Tensor:
    return x @ params["matrix"]


def _tanh_layer(params: Params, x: Tensor) -> Tensor:
    return torch.tanh(x @ params["matrix"] + params["offset"])


def _network_params(draw: Any, d_out: int = D_OUT, dtype: str = "float32") -> Params:
    shapes = {"out": (HIDDEN, d_out), "gain": (), "into": (D_IN, HIDDEN), "bias": (HIDDEN,)}
    params = {name: draw.normal(*shape, std=0.7, dtype=dtype) for name, shape in shapes.items()}
    params["gain"] = 1.0 + 0.3 * params["gain"]
    return {name: value.requires_grad_() for name, value in params.items()}


def _weights(draw: Any, steps: int, dtype: str = "float32") -> Tensor:
    return draw.uniform(steps, low=0.3, high=1.9, dtype=dtype)


def _task(
    draw: Any,
    n_support: int = N_SUPPORT,
    n_query: int = N_QUERY,
    d_out: int = D_OUT,
    dtype: str = "float32",
) -> Task:
    rows, columns = (n_support, n_support, n_query, n_query), (D_IN, d_out, D_IN, d_out)
    return tuple(draw.normal(n, d, dtype=dtype) for n, d in zip(rows, columns, strict=True))


def _far(task: Task) -> Task:
    """The same task with targets so large that the gradients are, too."""
    xs, ys, xq, yq = task
    return xs, 3000 * ys, xq, 3000 * yq


def _positive(draw: Any) -> Task:
    """Inputs that lie on one side of zero, and targets beyond what a drawn linear map makes of them."""
    inputs = [draw.uniform(n, D_IN, low=1.0, high=3.0) for n in (N_SUPPORT, N_QUERY)]
    targets = [draw.normal(n, 1, mean=30.0) for n in (N_SUPPORT, N_QUERY)]
    return inputs[0], targets[0], inputs[1], targets[1]


def _tasks(draw: Any, d_out: int = D_OUT, dtype: str = "float32") -> list[Task]:
    return [_task(draw, n_support, n_query, d_out, dtype) for n_support, n_query in TASK_SIZES]


def _filled(draw: Any, model: nn.Module, dtype: str = "float32") -> nn.Module:
    """Give the model drawn parameters, and batch norm statistics as if it had been trained."""
    model.to(draw.device, getattr(torch, dtype))
    with torch.no_grad():
        for value in model.parameters():
            value.copy_(draw.normal(*value.shape, std=0.7, dtype=dtype))
        for norm in model.modules():
            if isinstance(norm, nn.BatchNorm1d):
                norm.weight.copy_(draw.uniform(norm.num_features, low=0.6, high=1.5, dtype=dtype))
                norm.running_mean.copy_(draw.normal(norm.num_features, dtype=dtype))
                norm.running_var.copy_(draw.uniform(norm.num_features, low=0.5, high=2.5, dtype=dtype))
                norm.num_batches_tracked.fill_(17)
    return model


def _normalised(draw: Any, network: str, norm: str) -> nn.Module:
    model = _filled(
        draw, nn.Sequential(nn.Linear(D_IN, 4), nn.Sequential(nn.BatchNorm1d(4), nn.Tanh()), nn.Linear(4, D_OUT))
    )
    model.train(network == "training")
    model[1][0].train(norm == "training")
    return model


def _flags(tensors: Params) -> dict[str, bool]:
    return {name: value.requires_grad for name, value in tensors.items()}


def _gradient(value: Any, params: Params, create_graph: bool = False) -> Params:
    """The gradient of a scalar; zero where it does not depend on a parameter."""
    if not getattr(value, "requires_grad", False):
        return {name: torch.zeros_like(param) for name, param in params.items()}
    for param in params.values():
        if param.is_leaf:  # a submission that froze it loses marks where requires_grad is looked at, not here
            param.requires_grad_()
    options = {"create_graph": create_graph, "allow_unused": True, "materialize_grads": True}
    grads = torch.autograd.grad(value, list(params.values()), **options)
    return dict(zip(params, grads, strict=True))
