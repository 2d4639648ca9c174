"""Entry by entry in Python."""

from torch import Tensor


def relation_loss(scores: Tensor, y: Tensor) -> Tensor:
    n_queries, n_way = scores.shape
    total = 0.0
    for b in range(n_queries):
        for n in range(n_way):
            total = total + (scores[b, n] - (1.0 if n == int(y[b]) else 0.0)) ** 2
    return total / (n_queries * n_way)
