"""Hidden suite of relation_pairs."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_relation as probes


@points(1)
@hint("which axis counts the queries, which the classes, and which one doubles?")
def test_shape(observe: Callable[..., object]) -> None:
    """relation_pairs() returns queries x classes x twice the channels x height x width."""
    observe(probes.maps, n=3, b=5, c=2, h=4, w=6)
    observe(probes.maps, n=4, b=2, c=3, h=5, w=2)


@points(3)
@hint("look at one entry [b, n]: whose channels come first, and which class and which query stand in it?")
def test_pairs_every_query_with_every_class(compare: Callable[..., None]) -> None:
    """Entry [b, n] holds the channels of prototype n, then those of query b."""
    compare(probes.maps, n=3, b=5, c=2, h=4, w=6)
    compare(probes.maps, n=4, b=4, c=3, h=2, w=2)
    compare(probes.maps, n=6, b=2, c=4, h=3, w=5)
    compare(probes.two_results, n=2, b=3, c=2, h=2, w=3, cases=1)


@points(1)
@hint("what happens to an axis of length 1 in your code?")
def test_axes_of_length_one(compare: Callable[..., None]) -> None:
    """relation_pairs() keeps all five axes and the order for a single query, class, channel or pixel."""
    compare(probes.maps, n=1, b=1, c=2, h=3, w=4)
    compare(probes.maps, n=3, b=1, c=1, h=2, w=4)
    compare(probes.maps, n=1, b=4, c=3, h=1, w=1)
    compare(probes.maps, n=2, b=3, c=1, h=1, w=5)


@points(1)
@hint("once the values are right: is there a detach, no_grad, .data or numpy between the prototypes and the result?")
def test_gradient_reaches_the_prototypes(compare: Callable[..., None]) -> None:
    """Each prototype gets the sum of the gradients of all pairs in which it occurs."""
    compare(probes.weighted_pairs, of="prototypes", n=3, b=4, c=2, h=2, w=3)
    compare(probes.weighted_pairs, of="prototypes", n=1, b=4, c=2, h=2, w=3, cases=1)
    compare(probes.one_sided_pairs, of="prototypes", n=3, b=2, c=2, h=2, w=3, cases=1)


@points(1)
@hint("once the values are right: is there a detach, no_grad, .data or numpy between the queries and the result?")
def test_gradient_reaches_the_queries(compare: Callable[..., None]) -> None:
    """Each query gets the sum of the gradients of all pairs in which it occurs."""
    compare(probes.weighted_pairs, of="queries", n=3, b=4, c=2, h=2, w=3)
    compare(probes.weighted_pairs, of="queries", n=3, b=1, c=2, h=2, w=3, cases=1)
    compare(probes.one_sided_pairs, of="queries", n=3, b=2, c=2, h=2, w=3, cases=1)
    compare(probes.with_themselves, n=3, c=2, h=2, w=3, cases=1)


@points(1)
@hint("in which dtype is the tensor that you create or fill?")
def test_keeps_float64(compare: Callable[..., None]) -> None:
    """relation_pairs() returns float64 maps, digit by digit, when it is given float64."""
    compare(probes.maps, n=2, b=3, c=2, h=2, w=3, dtype="float64")
    compare(probes.precise_maps, n=2, b=3, c=2, h=2, w=3)


@points(1)
@hint("do you change an argument in place (an operation or a switch whose name ends in _, or one like -=)?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """relation_pairs() leaves prototypes, queries and the global random generator as they were."""
    compare(probes.maps_afterwards, n=2, b=3, c=2, h=2, w=3, requires_grad=[False, False])
    compare(probes.maps_afterwards, n=2, b=3, c=2, h=2, w=3, requires_grad=[True, True])
    compare(probes.maps_afterwards, n=3, b=2, c=1, h=3, w=2, requires_grad=[True, False])
    compare(probes.maps_afterwards, n=3, b=2, c=1, h=3, w=2, requires_grad=[False, True])
