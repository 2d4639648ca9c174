"""Hidden suite of matching_loss."""

from collections.abc import Callable

from autograder.mismatch import EXACT, FLOAT64
from autograder.suite import hint, points

from . import probes_matching as probes


@points(1)
@hint("which entry of the row is looked up, and which logarithm is taken of it, with which sign?")
def test_one_row(compare: Callable) -> None:
    """The loss of a single row is minus the natural logarithm of the probability of its right label."""
    compare(probes.likely_labels, of_targets=[0.3], n=4)
    compare(probes.likely_labels, of_targets=[0.02], n=3)
    compare(probes.likely_labels, of_targets=[0.97], n=2)


@points(2)
@hint("what do you average over, and by which number do you divide? which labels may be missing from y?")
def test_mean_over_the_rows(compare: Callable) -> None:
    """The loss is the mean over the rows, whichever labels occur in y."""
    compare(probes.likely_labels, of_targets=[0.3, 0.8, 0.05, 0.5, 0.2], n=4)
    compare(probes.likely_labels, of_targets=[0.9, 0.1], n=5)
    compare(probes.likely_labels, of_targets=[0.9, 0.1, 0.4], n=3)
    compare(probes.likely_labels, of_targets=[1.0, 1.0], n=1)


@points(2)
@hint("what becomes of a probability of exactly 0, and of one a thousand times smaller than the limit?")
def test_clamps_below(compare: Callable) -> None:
    """A probability of 0, or below 1e-8, counts as 1e-8."""
    compare(probes.impossible_labels, of_targets=[0.0], n=3)
    compare(probes.impossible_labels, of_targets=[0.4, 0.0, 1e-11], n=4)
    compare(probes.impossible_labels, of_targets=[1e-9, 0.7], n=2)
    compare(probes.impossible_labels, of_targets=[0.0, 0.0], n=5)


@points(2)
@hint("is anything added to the probabilities, and is 1e-8 the smallest one that counts, or is another number?")
def test_leaves_the_others_as_they_are(compare: Callable) -> None:
    """A probability above 1e-8 counts as it is, however small."""
    compare(probes.unlikely_labels, of_targets=[2e-8], n=3)
    compare(probes.unlikely_labels, of_targets=[1e-7, 3e-6], n=4)
    compare(probes.unlikely_labels, of_targets=[2e-4, 4e-8, 5e-5], n=2)


@points(1)
@hint("0 times an infinite logarithm is no number: do you take logarithms that nobody asked for?")
def test_zeros_elsewhere(compare: Callable) -> None:
    """Labels of probability 0 that are not asked for change neither the loss nor its gradient."""
    compare(probes.zeros_elsewhere, of_targets=[0.3, 0.8, 0.1], n=5)


@points(2)
@hint("once the loss is right: which entries of probs does it depend on? is there a detach, or a second softmax?")
def test_gradient(compare: Callable) -> None:
    """The gradient is -1 / (B p) at the right label of each row, and 0 at all others."""
    compare(probes.loss_gradient, of_targets=[0.3, 0.8, 0.05, 0.5], n=3)
    compare(probes.loss_gradient, of_targets=[0.01, 0.6], n=4)
    compare(probes.certain_labels, b=3, n=4)
    compare(probes.certain_in_float64, b=3, n=4, cases=1)
    compare(probes.single_class, b=2, cases=1)
    compare(probes.loss_gradient, of_targets=[3e-7, 0.6], n=4)


@points(1)
@hint("what does a change of a probability below 1e-8 do to the loss? and is your gradient there a number?")
def test_gradient_where_clamped(compare: Callable) -> None:
    """The gradient is 0 at a right label whose probability is below 1e-8, and finite everywhere."""
    compare(probes.clamped_gradient, of_targets=[0.0, 0.4, 1e-10], n=4)
    compare(probes.clamped_gradient, of_targets=[0.6, 0.0], n=3)
    compare(probes.only_clamped, of_targets=[0.0, 1e-10], n=4, cases=1)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(compare: Callable) -> None:
    """matching_loss() returns a float64 loss for float64 probabilities, clamped at the same 1e-8."""
    compare(probes.likely_labels, of_targets=[0.3, 0.8, 0.05], n=4, dtype="float64", tolerance=FLOAT64)
    compare(probes.impossible_labels, of_targets=[0.0, 1e-9, 0.3], n=4, dtype="float64", tolerance=FLOAT64)
    compare(probes.unlikely_labels, of_targets=[2e-8, 1e-6], n=4, dtype="float64", tolerance=FLOAT64)


@points(1)
@hint("do you change an argument in place (an operation or a switch whose name ends in _, or one like *=)?")
def test_leaves_its_arguments_alone(compare: Callable) -> None:
    """matching_loss() leaves probs, y and the global random generator as they were."""
    # exactly, for a clamp in place changes a probability by 1e-8
    compare(probes.loss_afterwards, of_targets=[0.3, 0.0, 1e-9], n=4, requires_grad=False, tolerance=EXACT)
    compare(probes.loss_afterwards, of_targets=[0.3, 0.0, 1e-9], n=4, requires_grad=True, tolerance=EXACT)
