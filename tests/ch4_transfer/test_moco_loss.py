"""Hidden suite of moco_loss."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_contrastive as probes

ROUNDED = Tolerance(rtol=1e-4, atol=1e-5)  # precision is the business of the last check alone


@points(2)
@hint("for one query: which K + 1 candidates does it have, which one is right, and how are the queries averaged?")
def test_loss_of_unit_rows(compare: Callable[..., None]) -> None:
    """moco_loss() is the mean over the batch of the cross-entropy of the own key among it and the queue."""
    compare(probes.unit_queries, b=4, k=7, d=5, tau=0.5, tolerance=ROUNDED)
    compare(probes.unit_queries, b=3, k=2, d=6, tau=0.7, tolerance=ROUNDED)
    compare(probes.unit_queries, b=3, k=4, d=4, tau=0.5, tolerance=ROUNDED)
    compare(probes.unit_queries, b=1, k=3, d=4, tau=0.5, tolerance=ROUNDED, cases=1)
    compare(probes.unit_queries, b=3, k=1, d=4, tau=0.5, tolerance=ROUNDED, cases=1)
    compare(probes.unit_queries, b=40, k=70, d=9, tau=0.5, tolerance=ROUNDED, cases=1)


@points(1)
@hint("how many keys compete: is the positive among them, and are keys of other samples in the batch?")
def test_counts_the_candidates(compare: Callable[..., None]) -> None:
    """moco_loss() is log(K + 1) when all rows have the same direction: K + 1 equal candidates."""
    compare(probes.queries_of_one_point, b=4, k=7, d=3, tau=0.5, tolerance=ROUNDED)
    compare(probes.queries_of_one_point, b=5, k=3, d=4, tau=3, tolerance=ROUNDED)


@points(1)
@hint("by which length do you divide each query, and along which axis is it measured?")
def test_normalises_queries(compare: Callable[..., None]) -> None:
    """moco_loss() normalises the rows of q."""
    compare(probes.scaled_queries, b=4, k=7, d=5, tau=0.5, of="q", tolerance=ROUNDED)


@points(1)
@hint("by which length do you divide each key, and along which axis is it measured?")
def test_normalises_keys(compare: Callable[..., None]) -> None:
    """moco_loss() normalises the rows of k."""
    compare(probes.scaled_queries, b=4, k=7, d=5, tau=0.5, of="k", tolerance=ROUNDED)


@points(1)
@hint("where does tau stand, and does it divide the positive and the negatives alike?")
def test_temperature(compare: Callable[..., None]) -> None:
    """moco_loss() divides every similarity by the temperature."""
    compare(probes.queries, b=3, k=8, d=5, tau=0.1, tolerance=ROUNDED)
    compare(probes.queries, b=5, k=6, d=3, tau=2, tolerance=ROUNDED)
    compare(probes.queries, b=4, k=7, d=3, tau=0.04, tolerance=ROUNDED)


@points(1)
@hint("follow q to the loss: is it cut anywhere, in the positive, in the negatives or in its length?")
def test_gradient_reaches_the_queries(compare: Callable[..., None]) -> None:
    """moco_loss() passes gradients on to q and to what q was computed from."""
    compare(probes.queries_gradient, b=4, k=7, d=5, tau=0.5, of="q", tolerance=ROUNDED)
    compare(probes.layer_gradient, b=4, k=7, d=5, tau=0.3, tolerance=ROUNDED)


@points(1)
@hint("which encoder follows the loss in MoCo, and which one follows the other by momentum?")
def test_no_gradient_to_the_keys(compare: Callable[..., None]) -> None:
    """moco_loss() passes no gradient on to k, nor to what k was computed from, also when these require one."""
    compare(probes.queries_gradient, b=4, k=7, d=5, tau=0.5, of="k", tolerance=ROUNDED)


@points(1)
@hint("where do the rows of the queue come from, and should the loss reach back there?")
def test_no_gradient_to_the_queue(compare: Callable[..., None]) -> None:
    """moco_loss() passes no gradient on to the queue, nor to what it was computed from, also when these require one."""
    compare(probes.queries_gradient, b=4, k=7, d=5, tau=0.5, of="queue", tolerance=ROUNDED)


@points(1)
@hint("does any line write to q, k or queue, or to their .grad or requires_grad?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """moco_loss() leaves q, k and queue as they were, and draws no random numbers."""
    compare(probes.queries_afterwards, b=4, k=7, d=5, tau=0.5, kind="constant")
    compare(probes.queries_afterwards, b=4, k=7, d=5, tau=0.5, kind="leaf", cases=1)
    compare(probes.queries_afterwards, b=4, k=7, d=5, tau=0.5, kind="computed")


@points(1)
@hint("is the loss a single number, still a tensor, in the dtype of the inputs?")
def test_scalar_and_dtype(compare: Callable[..., None]) -> None:
    """moco_loss() returns a 0-d tensor, float32 for float32 inputs and float64 for float64 ones."""
    compare(probes.queries, b=5, k=6, d=4, tau=0.5, dtype="float32")
    compare(probes.close_queries, b=2, k=3, tau=0.1)
    compare(probes.queries_gradient, b=4, k=7, d=5, tau=0.5, of="q", dtype="float32")
