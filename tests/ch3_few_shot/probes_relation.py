"""Call relation_pairs and relation_loss on drawn feature maps and scores and return what was seen."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor


def maps(
    solution: Any, draw: Any, *, n: int, b: int, c: int, h: int, w: int, dtype: str = "float32"
) -> Tensor:
    """feature maps of some classes and of some queries"""
    return solution.relation_pairs(*_maps(draw, n, b, (c, h, w), dtype))


def precise_maps(solution: Any, draw: Any, *, n: int, b: int, c: int, h: int, w: int) -> Tensor:
    """float64 feature maps whose last digits count"""
    prototypes, queries = _maps(draw, n, b, (c, h, w), "float64")
    return solution.relation_pairs(1e6 + prototypes, 1e6 + queries) - 1e6


def two_results(solution: Any, draw: Any, *, n: int, b: int, c: int, h: int, w: int) -> list[Tensor]:
    """two sets of feature maps of one size, one after the other"""
    return [solution.relation_pairs(*_maps(draw, n, b, (c, h, w), "float32")) for _ in range(2)]


def weighted_pairs(
    solution: Any, draw: Any, *, of: str, requires_grad: Sequence[str] = ("prototypes", "queries"), **sizes: int
) -> dict[str, Tensor]:
    """a weighted sum over the pairs of some feature maps"""
    n, b, c, h, w = (sizes[name] for name in "nbchw")
    arguments = dict(zip(("prototypes", "queries"), _maps(draw, n, b, (c, h, w), "float32"), strict=True))
    for name in requires_grad:
        arguments[name].requires_grad_()
    result = solution.relation_pairs(*arguments.values())
    total = (result.flatten() * draw.normal(2 * n * b * c * h * w)[: result.numel()]).sum()
    return {
        "result": result,
        "result.requires_grad": total.requires_grad,
        f"the gradient with respect to {of}": _gradient(total, arguments[of]),
    }


def one_sided_pairs(solution: Any, draw: Any, *, of: str, **sizes: int) -> dict[str, Tensor]:
    """feature maps of classes and of queries, only one of which require a gradient"""
    return weighted_pairs(solution, draw, of=of, requires_grad=[of], **sizes)


def with_themselves(solution: Any, draw: Any, *, n: int, c: int, h: int, w: int) -> dict[str, Tensor]:
    """the same feature maps as prototypes and as queries"""
    same = draw.normal(n, c, h, w).requires_grad_()
    result = solution.relation_pairs(same, same)
    total = (result.flatten() * draw.normal(2 * n * n * c * h * w)[: result.numel()]).sum()
    return {"result": result, "the gradient with respect to these maps": _gradient(total, same)}


def maps_afterwards(
    solution: Any, draw: Any, *, n: int, b: int, c: int, h: int, w: int, requires_grad: Sequence[bool]
) -> Any:
    """feature maps that are looked at again after the call"""
    prototypes, queries = _maps(draw, n, b, (c, h, w), "float32")
    prototypes.requires_grad_(requires_grad[0])
    queries.requires_grad_(requires_grad[1])
    _hold_gradients(draw, prototypes, queries)
    solution.relation_pairs(prototypes, queries)
    return _afterwards(prototypes=prototypes, queries=queries)


def scores(solution: Any, draw: Any, *, labels: Sequence[int], n: int, dtype: str = "float32") -> Tensor:
    """scores of queries from unevenly frequent classes"""
    return solution.relation_loss(*_scores(draw, labels, n, dtype))


def good_scores(solution: Any, draw: Any, *, labels: Sequence[int], n: int) -> Tensor:
    """float64 scores that are close to their targets"""
    y = torch.tensor(labels, device=draw.device)
    near_zero = draw.uniform(len(labels), n, low=0.0005, high=0.001, dtype="float64")
    is_target = y[:, None] == torch.arange(n, device=y.device)
    return solution.relation_loss(torch.where(is_target, 0.999, near_zero), y)


def score_gradient(
    solution: Any, draw: Any, *, labels: Sequence[int], n: int, is_extreme: bool = False
) -> dict[str, Tensor]:
    """scores of queries from unevenly frequent classes, some of them exactly 0 or 1"""
    values, y = _scores(draw, labels, n, "float32")
    if is_extreme:
        flat = values.flatten()
        flat[::3], flat[1::3] = 0.0, 1.0
        values[0, labels[0]] = 0.0  # as far from its target as can be
    values.requires_grad_()
    loss = solution.relation_loss(values, y)
    total = loss.sum()
    return {
        "result": loss,
        "loss.requires_grad": total.requires_grad,
        "the gradient with respect to scores": _gradient(total, values),
    }


def scores_afterwards(
    solution: Any, draw: Any, *, labels: Sequence[int], n: int, requires_grad: bool
) -> Any:
    """scores and labels that are looked at again after the call"""
    values, y = _scores(draw, labels, n, "float32")
    values.requires_grad_(requires_grad)
    _hold_gradients(draw, values)
    solution.relation_loss(values, y)
    return _afterwards(scores=values, y=y)


def _maps(draw: Any, n: int, b: int, size: tuple[int, int, int], dtype: str) -> tuple[Tensor, Tensor]:
    return draw.normal(n, *size, mean=1.0, dtype=dtype), draw.normal(b, *size, mean=-1.0, std=2.0, dtype=dtype)


def _scores(draw: Any, labels: Sequence[int], n: int, dtype: str) -> tuple[Tensor, Tensor]:
    return draw.uniform(len(labels), n, dtype=dtype), torch.tensor(labels, device=draw.device)


def _gradient(value: Tensor, of: Tensor) -> Tensor:
    """Zeros where nothing leads there."""
    if not value.requires_grad:
        return torch.zeros_like(of)
    return torch.autograd.grad(value, of, allow_unused=True, materialize_grads=True)[0]


def _hold_gradients(draw: Any, *tensors: Tensor) -> None:
    """Give each tensor a .grad from before the call."""
    for tensor in tensors:
        tensor.grad = draw.normal(*tensor.shape)


def _afterwards(**arguments: Tensor) -> dict[str, Any]:
    seen: dict[str, Any] = {"the next number of the global random generator": torch.rand(())}
    for name, value in arguments.items():
        seen |= {
            f"{name} after the call": value,
            f"{name}.requires_grad after the call": value.requires_grad,
            f"{name}.grad after the call": value.grad,
        }
    return seen
