"""Hidden suite of proto_loss."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_prototypes as probes

# Lets through the expanded formula, which rounds, and F.pairwise_distance with its eps of 1e-6.
ROUNDED = Tolerance(rtol=1e-4, atol=5e-5)
# The same in float64, where queries lie near 2**14.
PRECISE = Tolerance(rtol=1e-6, atol=1e-5)


@points(2)
@hint("compute one query by hand: squared distances, their negatives, softmax over the classes, minus the logarithm")
def test_one_query(compare: Callable[..., None]) -> None:
    """The loss of a single query is minus the logarithm of softmax(-d2) at its label."""
    compare(probes.query_loss, labels=[2], n=4, d=3, tolerance=ROUNDED)
    compare(probes.query_loss, labels=[0], n=2, d=5, tolerance=ROUNDED)


@points(2)
@hint("over what do you average: does every query count the same, whatever its class, and the classes not at all?")
def test_mean_over_the_queries(compare: Callable[..., None]) -> None:
    """The loss is the mean over the queries, in whichever order and however often their labels occur."""
    compare(probes.query_loss, labels=[4, 0, 4, 4, 2, 0, 4], n=5, d=3, tolerance=ROUNDED)
    compare(probes.query_loss, labels=[1, 0, 1], n=6, d=2, tolerance=ROUNDED)
    compare(probes.query_loss, labels=[3, 1, 1, 2], n=4, d=4, tolerance=ROUNDED)


@points(1)
@hint("what happens to an axis of length 1 in your code?")
def test_single_prototype_and_feature(compare: Callable[..., None]) -> None:
    """The loss is right and has no axes for one feature, and with a single class, where it is 0."""
    compare(probes.query_loss, labels=[1, 2, 0, 1], n=3, d=1, tolerance=ROUNDED)
    compare(probes.query_loss, labels=[0, 0], n=1, d=3, tolerance=ROUNDED)
    compare(probes.query_loss, labels=[0], n=1, d=1, tolerance=ROUNDED)


@points(2)
@hint("which prototype names a query, and which part of all queries is named rightly?")
def test_accuracy(compare: Callable[..., None]) -> None:
    """The second value is the fraction of the queries whose nearest prototype is that of their class."""
    compare(probes.named_queries, labels=[2, 0, 1, 2, 2], nearest=[2, 1, 1, 0, 2], n=3)
    compare(probes.named_queries, labels=[3, 1, 0, 0], nearest=[3, 0, 1, 2], n=5)
    compare(probes.named_queries, labels=[1, 0, 2], nearest=[1, 0, 2], n=4)
    compare(probes.named_queries, labels=[1, 0, 2, 2], nearest=[0, 1, 1, 0], n=3)
    compare(probes.named_queries, labels=[2, 0, 1, 3], nearest=[2, 0, 1, 1], n=4, reach=100.0, cases=1)
    compare(probes.contested_queries, labels=[0, 0, 0, 1, 3, 4, 2], nearest=[0, 0, 0, 0, 3, 4, 5])
    compare(probes.contested_queries, labels=[0], nearest=[0], cases=1)
    compare(probes.contested_queries, labels=[1], nearest=[0], cases=1)


@points(1)
@hint("once the loss is right: is there a detach, no_grad, item or numpy between zq and the loss?")
def test_gradient_reaches_the_queries(compare: Callable[..., None]) -> None:
    """The gradient of the loss with respect to zq is right."""
    compare(probes.query_gradient, of="zq", labels=[3, 0, 3, 1, 3], n=4, d=3, tolerance=ROUNDED)
    compare(probes.one_query_gradient, of="zq", label=2, n=6, d=2, tolerance=ROUNDED)
    compare(probes.one_sided_gradient, of="zq", labels=[1, 0, 1], n=3, d=4, tolerance=ROUNDED, cases=1)
    compare(probes.sure_queries, labels=[0, 0], n=1, d=3, tolerance=ROUNDED, cases=1)
    compare(probes.sure_queries, labels=[2, 0, 2], n=4, d=3, tolerance=ROUNDED, cases=1)


@points(1)
@hint("once the loss is right: is there a detach, no_grad, item or numpy between the prototypes and the loss?")
def test_gradient_reaches_the_prototypes(compare: Callable[..., None]) -> None:
    """The gradient of the loss with respect to the prototypes is right."""
    compare(probes.query_gradient, of="prototypes", labels=[3, 0, 3, 1, 3], n=4, d=3, tolerance=ROUNDED)
    compare(probes.one_query_gradient, of="prototypes", label=2, n=6, d=2, tolerance=ROUNDED)
    compare(probes.one_sided_gradient, of="prototypes", labels=[1, 0, 1], n=3, d=4, tolerance=ROUNDED, cases=1)


@points(2)
@hint("is there an exponential before the logarithm, or a limit that you set: what becomes of exp(-10000)?")
def test_far_queries(compare: Callable[..., None]) -> None:
    """The loss and its gradients are finite and right for queries that lie far from all prototypes."""
    compare(probes.far_queries, distance=100.0, n=4, d=3, tolerance=ROUNDED)
    compare(probes.far_queries, distance=30.0, n=3, d=5, tolerance=ROUNDED)
    compare(probes.far_and_near_queries, distance=20.0, n=4, d=3, tolerance=ROUNDED)
    compare(probes.very_far_query, tolerance=ROUNDED, cases=1)


@points(1)
@hint("what is the derivative of each step where a query and a prototype are the same?")
def test_query_on_a_prototype(compare: Callable[..., None]) -> None:
    """The loss and its gradients are finite and right where a query equals a prototype."""
    compare(probes.coinciding_queries, n=4, d=3, tolerance=ROUNDED)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(compare: Callable[..., None]) -> None:
    """proto_loss() computes in float64 and returns a float64 loss when it is given float64."""
    compare(probes.query_loss, labels=[2, 0, 1, 2], n=4, d=3, dtype="float64", tolerance=ROUNDED)
    compare(probes.precise_queries, labels=[2, 0, 1, 2], n=4, d=3, tolerance=PRECISE)


@points(1)
@hint("do you change an argument in place (an operation or a switch whose name ends in _, or one like -=)?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """proto_loss() leaves zq, yq, the prototypes and the global random generator as they were."""
    compare(probes.queries_afterwards, labels=[2, 0, 1, 2], n=3, d=4, requires_grad=[False, False])
    compare(probes.queries_afterwards, labels=[2, 0, 1, 2], n=3, d=4, requires_grad=[True, True])
    compare(probes.queries_afterwards, labels=[1, 0, 1], n=4, d=3, requires_grad=[True, False])
    compare(probes.queries_afterwards, labels=[1, 0, 1], n=4, d=3, requires_grad=[False, True])
