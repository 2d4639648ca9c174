"""Call the functions of chapter 1 that look up the most similar row, and return what was seen."""

from collections.abc import Sequence
from typing import Any

import torch

RADIUS = {"low": 1.0, "high": 4.0}  # rows are scaled by this, so that their lengths differ
SHORT = 0.1  # and by this, where they are to be shorter than 1
FAR = 1e10  # and by this, where they are to be far apart: the squares are still within float32


def compact_classes(
    solution: Any, draw: Any, *, metric: str, b: int, m: int, d: int
) -> dict[str, torch.Tensor]:
    """rows of different lengths, in groups of three that have one label and are almost the same"""
    rows = _rows(draw, m, d)
    return _predicted(solution, metric, *_compact(draw, rows), _facing(rows[0], _rows(draw, b, d)))


def spread_classes(
    solution: Any, draw: Any, *, metric: str, b: int, sizes: Sequence[int], d: int
) -> dict[str, torch.Tensor]:
    """classes that differ in size, their rows shuffled and spread over the whole space"""
    counts = torch.tensor(sizes, device=draw.device)
    labels = draw.shuffled(_ids(draw, len(sizes)).repeat_interleave(counts))
    return _predicted(solution, metric, _rows(draw, len(labels), d), labels, _rows(draw, b, d))


def short_rows(
    solution: Any, draw: Any, *, metric: str, b: int, m: int, d: int
) -> dict[str, torch.Tensor]:
    """rows and queries whose lengths are below 1"""
    rows = _rows(draw, m, d)
    support, labels = _compact(draw, rows)
    query = _facing(rows[0], _rows(draw, b, d))
    return _predicted(solution, metric, support * SHORT, labels, query * SHORT)


def far_rows(solution: Any, draw: Any, *, metric: str, b: int, m: int, d: int) -> dict[str, torch.Tensor]:
    """rows and queries that are far from each other"""
    support, labels = _compact(draw, _rows(draw, m, d))
    return _predicted(solution, metric, support * FAR, labels, _rows(draw, b, d) * FAR)


def very_short_rows(solution: Any, draw: Any, *, metric: str, d: int) -> dict[str, torch.Tensor]:
    """queries and rows much shorter than 1, among rows that are longer"""
    query = draw.shuffled(torch.eye(d)).to(draw.device)
    near, far = (_turned(query, cosine) for cosine in (0.985, 0.643))
    labels, order = _ids(draw, 2 * d), draw.shuffled(torch.arange(2 * d)).to(draw.device)
    return _predicted(solution, metric, torch.cat([0.01 * near, far])[order], labels, 0.01 * query)


def many_rows(solution: Any, draw: Any, *, metric: str, m: int, d: int) -> dict[str, torch.Tensor]:
    """many support rows, and queries that are copies of some of them"""
    rows, labels = _rows(draw, m, d), draw.shuffled(torch.arange(11, 11 + 3 * m, 3)).to(draw.device)
    return _predicted(solution, metric, rows, labels, rows[:: m // 6])


def opposite_directions(
    solution: Any, draw: Any, *, metric: str, b: int, m: int, d: int
) -> dict[str, torch.Tensor]:
    """queries with a negative cosine with every support row"""
    rows, query = draw.uniform(m, d, low=0.2, high=3.0), -draw.uniform(b, d, low=0.2, high=3.0)
    return _predicted(solution, metric, *_compact(draw, rows), query)


def near_copies(
    solution: Any, draw: Any, *, metric: str, b: int, m: int, d: int, dtype: str = "float32"
) -> dict[str, torch.Tensor]:
    """queries that are almost copies of support rows, all of one length"""
    rows = 2.5 * torch.nn.functional.normalize(_rows(draw, m, d, dtype))
    query = rows[draw.integers(0, m, b)] * 1.0005
    return _predicted(solution, metric, *_compact(draw, rows), query)


def copies(solution: Any, draw: Any, *, metric: str, m: int, d: int) -> dict[str, torch.Tensor]:
    """queries that are the support rows themselves, each with a label of its own, one of them 0"""
    rows, labels = _rows(draw, m, d), _ids(draw, m)
    return _predicted(solution, metric, rows, labels - labels.min(), rows.clone())


def single_rows(solution: Any, draw: Any, *, metric: str, b: int, m: int, d: int) -> torch.Tensor:
    """a single query, a single support row or a single feature"""
    return solution.nearest_neighbour_predict(_rows(draw, m, d), _ids(draw, m), _rows(draw, b, d), metric)


def another_metric(solution: Any, draw: Any, *, metric: str, b: int, m: int, d: int) -> torch.Tensor:
    """a metric of another name"""
    return solution.nearest_neighbour_predict(_rows(draw, m, d), _ids(draw, m), _rows(draw, b, d), metric)


def predict_inputs(
    solution: Any, draw: Any, *, metric: str, b: int, m: int, d: int
) -> dict[str, torch.Tensor]:
    """inputs that are looked at again after the call"""
    support, labels, query = _rows(draw, m, d), _ids(draw, m), _rows(draw, b, d)
    solution.nearest_neighbour_predict(support, labels, query, metric)
    return {
        "support after the call": support,
        "support_y after the call": labels,
        "query after the call": query,
    }


def memories(
    solution: Any, draw: Any, *, b: int, m: int, d: int, beta: float, dtype: str = "float32"
) -> dict[str, Any]:
    """keys and slots that differ in number and in length"""
    key, memory = _rows(draw, b, d, dtype), _rows(draw, m, d, dtype)
    return {"result": solution.memory_read(key.clone(), memory.clone(), beta), "memory": memory}


def addressing(solution: Any, draw: Any, *, b: int, m: int, d: int, beta: float) -> dict[str, Any]:
    """keys and slots that differ in number and in length"""
    _read, weights = solution.memory_read(_rows(draw, b, d), _rows(draw, m, d), beta)
    return {"memory_read(...)[1]": weights}


def short_addressing(solution: Any, draw: Any, *, b: int, m: int, d: int, beta: float) -> dict[str, Any]:
    """keys and slots whose lengths are below 1"""
    _read, weights = solution.memory_read(_rows(draw, b, d) * SHORT, _rows(draw, m, d) * SHORT, beta)
    return {"memory_read(...)[1]": weights}


def uneven_addressing(solution: Any, draw: Any, *, beta: float) -> dict[str, Any]:
    """slots of which one is much shorter than the others"""
    axes = _axis(draw, 4).expand(3, 4)
    lengths, cosines = _column(draw, 0.04, 1.0, 2.0), _column(draw, 0.9, 0.9, 0.85)
    key, memory = axes[:2] * _column(draw, 3.0, 2.0), lengths * _turned(axes, cosines)
    _read, weights = solution.memory_read(key, memory, beta)
    return {"memory_read(...)[1]": weights}


def aligned_addressing(solution: Any, draw: Any, *, sign: float, beta: float) -> dict[str, Any]:
    """keys that are parallel to a slot, in the same or the opposite direction, and nearly so to the others"""
    axes = _axis(draw, 4).expand(3, 4)
    key, memory = sign * axes[:2] * _column(draw, 2.0, 3.0), 1.5 * _turned(axes, _column(draw, 1.0, 0.995, 0.98))
    _read, weights = solution.memory_read(key, memory, beta)
    return {"memory_read(...)[1]": weights}


def single_slots(solution: Any, draw: Any, *, b: int, m: int, d: int, beta: float) -> Any:
    """a single key, a single slot or a single feature"""
    return solution.memory_read(_rows(draw, b, d), _rows(draw, m, d), beta)


def read_gradient(
    solution: Any, draw: Any, *, of: str, b: int, m: int, d: int, beta: float, is_alone: bool = False
) -> dict[str, torch.Tensor]:
    """weighted sums of what is returned, one of read and one of weights"""
    inputs = {"key": _rows(draw, b, d), "memory": _rows(draw, m, d)}
    for name, rows in inputs.items():
        rows.requires_grad_(name == of or not is_alone)
    read, weights = solution.memory_read(inputs["key"], inputs["memory"], beta)
    return {
        f"the gradient of {name} with respect to {of}": _gradient(part, inputs[of], draw.normal(b * max(m, d)))
        for name, part in (("read", read), ("weights", weights))
    }


def read_inputs(solution: Any, draw: Any, *, b: int, m: int, d: int, beta: float) -> dict[str, torch.Tensor]:
    """inputs that are looked at again after the call"""
    key, memory = _rows(draw, b, d), _rows(draw, m, d)
    solution.memory_read(key, memory, beta)
    return {"key after the call": key, "memory after the call": memory}


def _rows(draw: Any, n: int, d: int, dtype: str = "float32") -> torch.Tensor:
    """Rows of different lengths, none of which is short, around a point that is not the origin."""
    values = draw.normal(n, d, mean=0.3, dtype=dtype)
    values = values + 0.5 * values.sign()
    return values * draw.uniform(n, 1, dtype=dtype, **RADIUS)


def _axis(draw: Any, d: int) -> torch.Tensor:
    """A row of length 1 along one of the axes."""
    return draw.shuffled(torch.eye(d))[:1].to(draw.device)


def _column(draw: Any, *numbers: float) -> torch.Tensor:
    return torch.tensor(numbers, device=draw.device)[:, None]


def _turned(axes: torch.Tensor, cosine: Any) -> torch.Tensor:
    """Rows of length 1, each turned from its axis towards the next one until it has this cosine with it."""
    return cosine * axes + (1 - cosine**2) ** 0.5 * axes.roll(1, dims=1)


def _ids(draw: Any, n: int) -> torch.Tensor:
    """Different labels with gaps, in random order."""
    return draw.shuffled(torch.arange(11, 99, 3))[:n].to(draw.device)


def _compact(draw: Any, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Each row three times, slightly changed, and shuffled with its label: mean, vote and nearest row agree."""
    order = draw.shuffled(torch.arange(len(rows)).repeat(3)).to(rows.device)
    support = rows[order] + draw.normal(*rows[order].shape, std=1e-4)
    return support.to(rows.dtype), _ids(draw, len(rows))[order]


def _facing(row: torch.Tensor, query: torch.Tensor) -> torch.Tensor:
    """Queries turned so that each has a positive cosine with `row`: what all are opposite to is another probe's."""
    return query * (query @ row).sign()[:, None]


def _predicted(
    solution: Any, metric: str, support: torch.Tensor, labels: torch.Tensor, query: torch.Tensor
) -> dict[str, torch.Tensor]:
    result = solution.nearest_neighbour_predict(support.clone(), labels.clone(), query.clone(), metric)
    return {"result": result, "support": support, "support_y": labels, "query": query}


def _gradient(output: Any, rows: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """The gradient of a weighted sum of the output; zeros where no path leads to `rows`."""
    if not getattr(output, "requires_grad", False):
        return torch.zeros_like(rows)
    total = (output.flatten() * weights[: output.numel()]).sum()
    (gradient,) = torch.autograd.grad(total, rows, retain_graph=True, allow_unused=True, materialize_grads=True)
    return gradient
