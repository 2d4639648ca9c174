"""Call the functions of chapter 2 on drawn tasks and return what was seen."""

from typing import Any

import torch
from torch import Tensor

Params = dict[str, Tensor]

N_SUPPORT, N_QUERY, D_IN, HIDDEN, D_OUT = 6, 5, 3, 4, 2


def line(solution: Any, draw: Any, *, n: int, lr: float, steps: int) -> Any:
    """a line with a slope and an offset"""
    params = {"slope": draw.normal(1).requires_grad_(), "offset": draw.normal(1).requires_grad_()}
    x, y = draw.normal(n, 1), draw.normal(n, 1, mean=1.0)
    return {"result": solution.inner_loop(_line, params, x, y, lr, steps)}


def far_line(solution: Any, draw: Any, *, n: int, offset: float, lr: float, steps: int) -> Any:
    """a line, and targets that lie at a distance from it"""
    params = {"slope": draw.normal(1).requires_grad_(), "offset": draw.normal(1).requires_grad_()}
    x = draw.normal(n, 1)
    y = _line(params, x).detach() + offset
    return {"result": solution.inner_loop(_line, params, x, y, lr, steps)}


def wide_line(solution: Any, draw: Any, *, n: int, d: int, c: int, lr: float) -> Any:
    """a linear map to several columns"""
    params = {"matrix": draw.normal(d, c).requires_grad_()}
    return {"result": solution.inner_loop(_linear, params, draw.normal(n, d), draw.normal(n, c), lr, 1)}


def single_row(solution: Any, draw: Any, *, d: int, c: int, lr: float) -> Any:
    """a linear map to several columns, and a single example"""
    params = {"matrix": draw.normal(d, c, std=0.5).requires_grad_()}
    x, y = draw.uniform(1, d, low=0.5, high=1.5), draw.normal(1, c)
    return {"result": solution.inner_loop(_linear, params, x, y, lr, 1)}


def scaled_column(solution: Any, draw: Any, *, n: int, d: int, lr: float, **options: bool) -> Any:
    """parameters of one column and of no axis at all, and targets of one axis"""
    params = {"column": draw.normal(d, 1).requires_grad_(), "scale": draw.normal(mean=2.0).requires_grad_()}
    x, y = draw.normal(n, d), draw.normal(n)
    return {"result": solution.inner_loop(_scaled_column, params, x, y, lr, 1, **options)}


def network(solution: Any, draw: Any, *, lr: float, steps: int, dtype: str = "float32") -> Any:
    """a small tanh network"""
    params, x, y = _network_params(draw, dtype), *_support(draw, dtype)
    return {"result": solution.inner_loop(_tanh_network, params, x, y, lr, steps)}


def network_without_graph(solution: Any, draw: Any, *, lr: float, steps: int, dtype: str = "float32") -> Any:
    """a small tanh network, adapted with create_graph=False"""
    params, x, y = _network_params(draw, dtype), *_support(draw, dtype)
    return {"result": solution.inner_loop(_tanh_network, params, x, y, lr, steps, create_graph=False)}


def query_gradient(solution: Any, draw: Any, *, lr: float, steps: int, **options: bool) -> Any:
    """a small tanh network, adapted and then judged on a query set"""
    params, x, y = _network_params(draw), *_support(draw)
    adapted = solution.inner_loop(_tanh_network, dict(params), x, y, lr, steps, **options)
    loss = _query_loss(draw, adapted)
    return {
        "whether every entry of the result requires a gradient": _all_require_grad(adapted, params),
        "the gradient of the query loss with respect to params": _gradient(loss, params),
    }


def query_curvature(solution: Any, draw: Any, *, lr: float, steps: int) -> Any:
    """a small tanh network, adapted, judged on a query set and differentiated twice"""
    params, x, y = _network_params(draw), *_support(draw)
    directions = _directions(draw, params)
    adapted = solution.inner_loop(_tanh_network, dict(params), x, y, lr, steps, create_graph=True)
    first = _gradient(_query_loss(draw, adapted), params, create_graph=True)
    slope = _inner_product(first, directions)
    return {"the Hessian-vector product of the query loss, with respect to params": _gradient(slope, params)}


def pulled_back(solution: Any, draw: Any, *, lr: float, steps: int, create_graph: bool) -> Any:
    """a small tanh network and a random vector pulled back through the adaptation"""
    params, x, y = _network_params(draw), *_support(draw)
    directions = _directions(draw, params)
    adapted = solution.inner_loop(_tanh_network, dict(params), x, y, lr, steps, create_graph=create_graph)
    product = _inner_product(adapted, directions)
    return {
        "whether every entry of the result requires a gradient": _all_require_grad(adapted, params),
        "the gradient of the result's inner product with a random vector, with respect to params": _gradient(
            product, params
        ),
    }


def no_steps(solution: Any, draw: Any, *, lr: float, create_graph: bool) -> Any:
    """a small tanh network and no step at all"""
    params, x, y = _network_params(draw), *_support(draw)
    directions = _directions(draw, params)
    adapted = solution.inner_loop(_tanh_network, dict(params), x, y, lr, 0, create_graph=create_graph)
    product = _inner_product(adapted, directions)
    return {
        "result": adapted,
        "whether every entry of the result requires a gradient": _all_require_grad(adapted, params),
        "the gradient of the result's inner product with a random vector, with respect to params": _gradient(
            product, params
        ),
    }


def computed_params(solution: Any, draw: Any, *, n: int, d: int, c: int, lr: float, steps: int) -> Any:
    """params that are themselves computed from other tensors"""
    origins, params = _computed_params(draw, d, c)
    directions = _directions(draw, params)
    x, y = draw.normal(n, d), draw.normal(n, c)
    adapted = solution.inner_loop(_tanh_layer, dict(params), x, y, lr, steps, create_graph=False)
    product = _inner_product(adapted, directions)
    return {
        "result": adapted,
        "the gradient with respect to the tensors behind params": _gradient(product, origins),
    }


def values_from_computed_params(solution: Any, draw: Any, *, n: int, d: int, c: int, lr: float, steps: int) -> Any:
    """params that are themselves computed from other tensors, adapted with create_graph=True"""
    _, params = _computed_params(draw, d, c)
    x, y = draw.normal(n, d), draw.normal(n, c)
    return {"result": solution.inner_loop(_tanh_layer, params, x, y, lr, steps, create_graph=True)}


def arguments_afterwards(solution: Any, draw: Any, *, lr: float, steps: int, **options: bool) -> Any:
    """a small tanh network, some of whose parameters hold a .grad from before"""
    params, x, y = _network_params(draw), *_support(draw)
    for name in ("w1", "w2"):
        params[name].grad = draw.normal(*params[name].shape)
    handed_in = dict(params)
    solution.inner_loop(_tanh_network, handed_in, x, y, lr, steps, **options)
    return {
        "the tensors of params after the call": params,
        "the dict params after the call": handed_in,
        "whether params holds the same tensors after the call": _holds_same(handed_in, params),
        "the .grad of params after the call": {name: value.grad for name, value in params.items()},
        "the requires_grad of params after the call": {
            name: value.requires_grad for name, value in params.items()
        },
        "x after the call": x,
        "y after the call": y,
        "the requires_grad of x and y after the call": {"x": x.requires_grad, "y": y.requires_grad},
    }


def _line(params: Params, x: Tensor) -> Tensor:
    return params["slope"] * x + params["offset"]


def _linear(params: Params, x: Tensor) -> Tensor:
    return x @ params["matrix"]


def _scaled_column(params: Params, x: Tensor) -> Tensor:
    return params["scale"] * (x @ params["column"])[:, 0]


def _tanh_layer(params: Params, x: Tensor) -> Tensor:
    return torch.tanh(x @ params["matrix"] + params["offset"])


def _tanh_network(params: Params, x: Tensor) -> Tensor:
    return torch.tanh(x @ params["w1"] + params["b1"]) @ params["w2"] + params["b2"]


def _network_params(draw: Any, dtype: str = "float32") -> Params:
    shapes = {"w1": (D_IN, HIDDEN), "b1": (HIDDEN,), "w2": (HIDDEN, D_OUT), "b2": (D_OUT,)}
    return {
        name: draw.normal(*shape, std=0.7, dtype=dtype).requires_grad_() for name, shape in shapes.items()
    }


def _computed_params(draw: Any, d: int, c: int) -> tuple[Params, Params]:
    """Three leaves, and a matrix (d, c) and an offset that are computed from them."""
    origins = {"rows": draw.normal(d, 1), "columns": draw.normal(1, c), "shift": draw.normal(c)}
    origins = {name: value.requires_grad_() for name, value in origins.items()}
    return origins, {"matrix": origins["rows"] @ origins["columns"], "offset": torch.sin(origins["shift"])}


def _support(draw: Any, dtype: str = "float32") -> tuple[Tensor, Tensor]:
    return draw.normal(N_SUPPORT, D_IN, dtype=dtype), draw.normal(N_SUPPORT, D_OUT, dtype=dtype)


def _directions(draw: Any, params: Params) -> Params:
    return {name: draw.normal(*value.shape) for name, value in params.items()}


def _query_loss(draw: Any, adapted: Params) -> Tensor:
    x, y = draw.normal(N_QUERY, D_IN), draw.normal(N_QUERY, D_OUT)
    return ((_tanh_network(adapted, x) - y) ** 2).mean()


def _inner_product(values: Params, directions: Params) -> Tensor:
    return sum((values[name] * direction).sum() for name, direction in directions.items())


def _gradient(value: Tensor, params: Params, create_graph: bool = False) -> Params:
    """The gradient of a scalar; zero where it does not depend on a parameter."""
    if not value.requires_grad:
        return {name: torch.zeros_like(param) for name, param in params.items()}
    for param in params.values():
        if param.is_leaf:  # a submission that froze it loses marks where requires_grad is looked at, not here
            param.requires_grad_()
    options = {"create_graph": create_graph, "allow_unused": True, "materialize_grads": True}
    grads = torch.autograd.grad(value, list(params.values()), **options)
    return dict(zip(params, grads, strict=True))


def _all_require_grad(adapted: Params, params: Params) -> bool:
    return all(adapted[name].requires_grad for name in params)


def _holds_same(handed_in: Params, params: Params) -> bool:
    return all(handed_in.get(name) is value for name, value in params.items())
