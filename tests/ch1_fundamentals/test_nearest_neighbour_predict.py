"""Hidden suite of nearest_neighbour_predict."""

from collections.abc import Callable
from typing import Any

import torch

from autograder.suite import hint, points

from . import probes_memory as probes

MARGIN = 0.003  # of the distances: whatever formula a right answer uses, its rounding is far below


def clear_queries(inputs: dict[str, torch.Tensor], metric: str) -> torch.Tensor:
    """Whether each query is clearly nearer to its nearest row than to any row of another label."""
    support, query = inputs["support"].double(), inputs["query"].double()
    if metric == "euclidean":
        distances = torch.cdist(query, support, compute_mode="donot_use_mm_for_euclid_dist")
    else:
        distances = 1 - torch.cosine_similarity(query[:, None], support[None], dim=2)
    nearest, row = distances.min(dim=1)
    is_same = inputs["support_y"] == inputs["support_y"][row][:, None]
    return distances.masked_fill(is_same, torch.inf).amin(dim=1) > nearest * (1 + MARGIN) + 1e-3


def require_labels(observe: Callable, probe: Callable, metric: str, **sizes: Any) -> None:
    """Fail with the first clear query that does not get the reference's label."""
    for seen, reference in observe(probe, metric=metric, **sizes):
        is_wrong = clear_queries(reference, metric) & (seen["result"] != reference["result"])
        if is_wrong.any():
            at = int(is_wrong.nonzero()[0])
            one, other = int(seen["result"][at]), int(reference["result"][at])
            raise AssertionError(
                f'nearest_neighbour_predict(..., "{metric}")[{at}] is {one}, expected {other} '
                f"({int(is_wrong.sum())} of {len(is_wrong)} queries get another label)"
            )


@points(1)
@hint("which axis do you search, and what do you look up there: a label, or the position of a row?")
def test_one_label_per_query(compare: Callable) -> None:
    """nearest_neighbour_predict() returns one int64 label for each query."""
    compare(probes.near_copies, metric="euclidean", b=40, m=8, d=4)
    compare(probes.near_copies, metric="cosine", b=50, m=7, d=6)
    compare(probes.near_copies, metric="euclidean", b=70, m=2, d=4, cases=1)


@points(2)
@hint("compute one distance by hand: differences, squares, their sum; is the smallest one taken?")
def test_euclidean(observe: Callable) -> None:
    """With "euclidean", the row with the smallest Euclidean distance gives the label."""
    require_labels(observe, probes.compact_classes, "euclidean", b=40, m=11, d=6)
    require_labels(observe, probes.copies, "euclidean", cases=1, m=9, d=5)
    require_labels(observe, probes.far_rows, "euclidean", cases=1, b=8, m=6, d=5)
    require_labels(observe, probes.many_rows, "euclidean", cases=1, m=150, d=5)


@points(2)
@hint("does a longer row look nearer or farther to you? are both sides of the product normalised, row by row?")
def test_cosine(observe: Callable) -> None:
    """With "cosine", the row with the largest cosine gives the label, whatever the rows' lengths."""
    require_labels(observe, probes.compact_classes, "cosine", b=40, m=11, d=6)
    require_labels(observe, probes.short_rows, "cosine", b=40, m=11, d=6)
    require_labels(observe, probes.copies, "cosine", cases=1, m=9, d=5)
    require_labels(observe, probes.very_short_rows, "cosine", cases=1, d=6)


@points(1)
@hint("if all cosines are negative, which row is the nearest? is the sign lost somewhere?")
def test_negative_cosines(observe: Callable) -> None:
    """With "cosine", the row nearest to a query is right also where all cosines are negative."""
    require_labels(observe, probes.opposite_directions, "cosine", b=20, m=9, d=5)


@points(2)
@hint("do you average the rows of a class, or count several neighbours? how many rows decide?")
def test_one_row_decides(observe: Callable) -> None:
    """A single row decides, however many rows its class and the other classes have."""
    require_labels(observe, probes.spread_classes, "euclidean", b=40, sizes=(1, 7, 3, 5), d=6)
    require_labels(observe, probes.spread_classes, "cosine", b=40, sizes=(6, 1, 4, 2, 3), d=5)


@points(1)
@hint("what happens to an axis of length 1 in your code?")
def test_single_rows(observe: Callable) -> None:
    """A single query gives a tensor of shape (1,), and a single support row or feature is enough."""
    for b, m, d in ((1, 5, 3), (4, 1, 3), (1, 1, 3), (6, 4, 1)):
        observe(probes.single_rows, metric="euclidean", b=b, m=m, d=d)
        observe(probes.single_rows, metric="cosine", b=b, m=m, d=d)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_float64(observe: Callable) -> None:
    """nearest_neighbour_predict() works for float64 rows as well."""
    require_labels(observe, probes.near_copies, "euclidean", b=40, m=7, d=3, dtype="float64")
    require_labels(observe, probes.near_copies, "cosine", b=40, m=7, d=4, dtype="float64")


@points(1)
@hint("what becomes of a metric that is neither of the two, and which exception says so?")
def test_other_metrics(compare: Callable) -> None:
    """nearest_neighbour_predict() raises ValueError for every other metric."""
    for metric in ("manhattan", "dot", "Euclidean", "COSINE", "cos", "euclid", "cosine ", "sqeuclidean", "l2", ""):
        compare(probes.another_metric, metric=metric, b=5, m=7, d=3, cases=1)


@points(1)
@hint("do you change an argument in place (an operation whose name ends in _, or one like -= or /=)?")
def test_inputs_untouched(compare: Callable) -> None:
    """nearest_neighbour_predict() leaves support, support_y and query as they were."""
    compare(probes.predict_inputs, metric="euclidean", b=5, m=7, d=3)
    compare(probes.predict_inputs, metric="cosine", b=5, m=7, d=3)
