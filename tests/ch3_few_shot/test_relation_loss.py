"""Hidden suite of relation_loss."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_relation as probes

# The loss is about 1e-6 here; float32 would miss it by more than 1e-5 of its size.
PRECISE = Tolerance(rtol=1e-6, atol=1e-13)


@points(1)
@hint("compute one row by hand: which score is compared with 1, which with 0, and is anything done to them before?")
def test_one_query(compare: Callable[..., None]) -> None:
    """The loss of a single query is its mean squared error against 1 for its class and 0 for the others."""
    compare(probes.scores, labels=[3], n=4)
    compare(probes.scores, labels=[0], n=3)


@points(2)
@hint("the mean over what: queries, entries, or the two kinds of entries separately?")
def test_mean_over_all_entries(compare: Callable[..., None]) -> None:
    """The loss is the mean over all queries and classes, in whichever order the labels come."""
    compare(probes.scores, labels=[4, 0, 3, 4, 4, 1, 0], n=5)
    compare(probes.scores, labels=[2, 0, 1, 2], n=3)
    compare(probes.scores, labels=[1, 0, 3, 2], n=4)


@points(2)
@hint("how do you know the number of classes: from the labels that occur, or from the scores?")
def test_absent_classes(compare: Callable[..., None]) -> None:
    """The loss is right also when the last class, or any other, is absent from the labels."""
    compare(probes.scores, labels=[1, 0, 2, 1, 0], n=4)
    compare(probes.scores, labels=[3, 1, 3], n=6)
    compare(probes.scores, labels=[0, 0], n=3)
    compare(probes.scores, labels=[2, 4, 4, 2, 3], n=5)


@points(1)
@hint("what happens to an axis of length 1 in your code?")
def test_single_class(compare: Callable[..., None]) -> None:
    """The loss is right and has no axes when there is a single class."""
    compare(probes.scores, labels=[0, 0, 0], n=1)
    compare(probes.scores, labels=[0], n=1)


@points(2)
@hint("once the values are right: is there a detach, no_grad, item or numpy between the scores and the loss?")
def test_gradient(compare: Callable[..., None]) -> None:
    """The gradient of the loss with respect to every score is right."""
    compare(probes.score_gradient, labels=[2, 0, 2, 2, 1], n=4)
    compare(probes.score_gradient, labels=[0, 0, 0], n=1, cases=1)


@points(1)
@hint("do you limit the scores to a range, or take a root or a logarithm of something that can be 0?")
def test_scores_of_zero_and_one(compare: Callable[..., None]) -> None:
    """The loss and its gradient are right also for scores of exactly 0 and 1."""
    compare(probes.score_gradient, labels=[2, 0, 2, 1], n=4, is_extreme=True)


@points(1)
@hint("in which dtype are the targets, and in which one is the mean computed?")
def test_keeps_float64(compare: Callable[..., None]) -> None:
    """relation_loss() computes in float64 and returns float64 when it is given float64."""
    compare(probes.scores, labels=[2, 0, 1, 2], n=4, dtype="float64")
    compare(probes.good_scores, labels=[2, 0, 1, 2], n=4, tolerance=PRECISE)


@points(1)
@hint("do you change an argument in place (an operation or a switch whose name ends in _, or one like -=)?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """relation_loss() leaves scores, y and the global random generator as they were."""
    compare(probes.scores_afterwards, labels=[2, 0, 1, 2], n=4, requires_grad=False)
    compare(probes.scores_afterwards, labels=[1, 0, 1], n=2, requires_grad=True)
