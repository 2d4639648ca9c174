"""Call pairwise_sq_dists on drawn rows and return what was seen."""

from typing import Any

import torch


def batches(solution: Any, draw: Any, *, b: int, n: int, d: int, dtype: str = "float32") -> torch.Tensor:
    """two batches of rows"""
    return solution.pairwise_sq_dists(*_rows(draw, b, n, d, dtype))


def points_on_a_line(solution: Any, draw: Any, *, b: int, n: int) -> torch.Tensor:
    """two batches of rows with a single feature"""
    # No two are nearer than 0.4, and none 1 apart, where the distance equals its square.
    return solution.pairwise_sq_dists(draw.integers(-3, 4, b, 1) + 0.0, draw.integers(-3, 4, n, 1) + 0.4)


def distant_rows(solution: Any, draw: Any, *, b: int, n: int, d: int) -> torch.Tensor:
    """rows that lie hundreds apart"""
    return solution.pairwise_sq_dists(draw.normal(b, d, std=300.0), draw.normal(n, d, std=300.0))


def single_rows(solution: Any, draw: Any, *, b: int, n: int, d: int) -> torch.Tensor:
    """a batch of a single row"""
    return solution.pairwise_sq_dists(*_rows(draw, b, n, d, "float32"))


def weighted_sum(
    solution: Any, draw: Any, *, of: str, b: int, n: int, d: int, requires_grad: str = "ab"
) -> dict[str, torch.Tensor]:
    """a weighted sum of the squared distances between two batches"""
    rows = dict(zip("ab", _rows(draw, b, n, d, "float32"), strict=True))
    for name in requires_grad:
        rows[name].requires_grad_()
    result = solution.pairwise_sq_dists(**rows)
    gradient = _gradient_of_weighted_sum(result, rows[of], draw.normal(b * n * d))
    return {"result": result, f"the gradient with respect to {of}": gradient}


def one_sided_sum(solution: Any, draw: Any, *, of: str, b: int, n: int, d: int) -> dict[str, torch.Tensor]:
    """two batches, only one of which requires a gradient"""
    return weighted_sum(solution, draw, of=of, b=b, n=n, d=d, requires_grad=of)


def identical_rows(
    solution: Any, draw: Any, *, b: int, n: int, d: int, in_order: bool = False
) -> dict[str, torch.Tensor]:
    """two batches that share some of their rows, or all of them"""
    rows_a = draw.integers(-3, 4, b, d).to(torch.float32)  # whole numbers: no formula rounds their distances
    rows_b = (rows_a if in_order else draw.shuffled(rows_a))[:n].clone()
    weights = draw.normal(b * n * d)
    a, b = rows_a.clone().requires_grad_(), rows_b.clone().requires_grad_()
    of_a = _gradient_of_weighted_sum(solution.pairwise_sq_dists(a, rows_b), a, weights)
    of_b = _gradient_of_weighted_sum(solution.pairwise_sq_dists(rows_a, b), b, weights)
    return {
        "result": solution.pairwise_sq_dists(rows_a.clone(), rows_b.clone()),
        "the gradient with respect to a": of_a,
        "the gradient with respect to b": of_b,
    }


def with_itself(solution: Any, draw: Any, *, b: int, d: int) -> dict[str, torch.Tensor]:
    """one batch that is handed in twice, as a and as b"""
    rows = draw.shuffled(torch.arange(b * d, device=draw.device)).reshape(b, d).float().requires_grad_()
    result = solution.pairwise_sq_dists(rows, rows)
    gradient = _gradient_of_weighted_sum(result, rows, draw.normal(b * b))
    return {"result": result, "the gradient with respect to that batch": gradient}


def close_rows(solution: Any, draw: Any, *, of: str, n: int, d: int) -> dict[str, torch.Tensor]:
    """two batches in which each row has another half a hundredth beside it"""
    a = draw.uniform(n, d, low=-1.0, high=1.0)
    a, b = a.requires_grad_(), (draw.shuffled(a) + 0.005 * (2.0 * draw.integers(0, 2, n, d) - 1)).requires_grad_()
    result = solution.pairwise_sq_dists(a, b)
    gradient = _gradient_of_weighted_sum(result, {"a": a, "b": b}[of], draw.uniform(n * n, low=0.5, high=1.5))
    return {"result": result, f"the gradient with respect to {of}": gradient}


def far_from_the_origin(
    solution: Any, draw: Any, *, b: int, n: int, d: int, spread: float, dtype: str = "float32"
) -> torch.Tensor:
    """rows that lie far from the origin and close to each other"""
    a, b = (draw.normal(rows, d, std=spread, dtype=dtype) for rows in (b, n))
    return solution.pairwise_sq_dists(100.0 + a, 100.0 + b)


def precise_rows(solution: Any, draw: Any, *, b: int, n: int, d: int) -> torch.Tensor:
    """float64 rows whose last digits count"""
    rows_a, rows_b = _rows(draw, b, n, d, "float64")
    return solution.pairwise_sq_dists(2.0**16 + rows_a, 2.0**16 + rows_b)


def inputs_afterwards(
    solution: Any, draw: Any, *, b: int, n: int, d: int, requires_grad: list[bool]
) -> dict[str, Any]:
    """two batches that are looked at again after the call"""
    rows_a, rows_b = _rows(draw, b, n, d, "float32")
    rows_a.requires_grad_(requires_grad[0])
    rows_b.requires_grad_(requires_grad[1])
    rows_a.grad, rows_b.grad = draw.normal(b, d), draw.normal(n, d)
    solution.pairwise_sq_dists(rows_a, rows_b)
    return {
        "a after the call": rows_a,
        "b after the call": rows_b,
        "a.requires_grad after the call": rows_a.requires_grad,
        "b.requires_grad after the call": rows_b.requires_grad,
        "a.grad after the call": rows_a.grad,
        "b.grad after the call": rows_b.grad,
        "the next number of the global random generator": torch.rand(()),
    }


def _rows(draw: Any, b: int, n: int, d: int, dtype: str) -> tuple[torch.Tensor, torch.Tensor]:
    a = draw.normal(b, d, mean=1.0, std=2.0, dtype=dtype)
    return a, draw.normal(n, d, mean=1.0, std=2.0, dtype=dtype)


def _gradient_of_weighted_sum(
    result: torch.Tensor, rows: torch.Tensor, weights: torch.Tensor
) -> torch.Tensor:
    """The gradient with respect to `rows`, zeros where nothing leads there; a result of any shape will do."""
    if not result.requires_grad:
        return torch.zeros_like(rows)
    total = (result.flatten() * weights[: result.numel()]).sum()
    return torch.autograd.grad(total, rows, allow_unused=True, materialize_grads=True)[0]
