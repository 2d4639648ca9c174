"""Hidden suite of triplet_loss."""

from collections.abc import Callable

from autograder.mismatch import EXACT, Tolerance
from autograder.suite import hint, points

from . import probes_siamese as probes

# Lets through F.pairwise_distance, which adds 1e-6 to every coordinate.
SHIFTED = Tolerance(rtol=1e-4, atol=2e-5)
PRECISE = Tolerance(rtol=2e-5, atol=2e-5)


@points(2)
@hint("compute one triplet by hand: which two distances, how are they made of differences, and with which signs?")
def test_one_triplet(compare: Callable) -> None:
    """A triplet that does not satisfy the margin costs d(anchor, positive) - d(anchor, negative) + margin."""
    compare(probes.one_triplet, near=2.4, far=0.7, d=4, margin=0.4, tolerance=SHIFTED)
    compare(probes.one_triplet, near=0.5, far=1.9, d=3, margin=2.2, tolerance=SHIFTED)
    compare(probes.one_triplet, near=1.2, far=3.0, d=1, margin=2.6, tolerance=SHIFTED)
    compare(probes.one_triplet, near=9.0, far=0.7, d=3, margin=0.5, tolerance=SHIFTED, cases=1)
    compare(probes.positives_that_are_negatives, t=3, d=4, margin=0.6, tolerance=SHIFTED, cases=1)
    compare(probes.triplets_far_from_the_origin, d=4, margin=2.0, tolerance=SHIFTED, cases=1)


@points(1)
@hint("what keeps a triplet that is better than it needs to be from costing less than nothing?")
def test_satisfied_triplets(compare: Callable) -> None:
    """Triplets that satisfy the margin cost 0 and have gradients of 0."""
    compare(probes.satisfied_triplets, near=[0.6], far=[2.9], d=4, margin=1.3, tolerance=SHIFTED)
    compare(probes.satisfied_triplets, near=[0.6, 1.1, 0.2], far=[2.9, 3.5, 1.8], d=3, margin=0.7, tolerance=SHIFTED)


@points(2)
@hint("by which number do you divide: do the triplets count that cost nothing? is each of them cut off at 0?")
def test_mean_over_all_triplets(compare: Callable) -> None:
    """The loss is the mean over all triplets, those that cost nothing included."""
    near, far = [0.6, 2.1, 0.4, 1.5, 0.9], [2.9, 0.8, 3.3, 1.3, 3.1]
    compare(probes.some_triplets, near=near, far=far, d=4, margin=0.5, tolerance=SHIFTED)
    compare(probes.some_triplets, near=near[:3], far=far[:3], d=2, margin=1.8, tolerance=SHIFTED)
    compare(probes.some_triplets, near=near[:4], far=far[:4], d=4, margin=0.3, tolerance=SHIFTED)
    compare(probes.some_triplets, near=near[:3], far=far[:3], d=1, margin=1.8, tolerance=SHIFTED)
    compare(probes.some_triplets, near=[0.1, 0.1], far=[0.17, 0.13], d=4, margin=0.05, tolerance=SHIFTED, cases=1)


@points(1)
@hint("once the loss is right: the anchor acts on both distances; is it detached in one of them?")
def test_gradient_reaches_the_anchor(compare: Callable) -> None:
    """The gradient of the loss with respect to anchor is right."""
    near, far = [0.6, 2.1, 1.4, 1.5], [2.9, 0.8, 3.3, 1.3]
    arguments = {"of": "anchor", "near": near, "far": far, "d": 3, "margin": 0.6, "tolerance": SHIFTED}
    compare(probes.triplet_gradient, **arguments)
    compare(probes.one_sided_triplets, cases=1, **arguments)


@points(1)
@hint("once the loss is right: is there a detach, no_grad or item between positive and the loss?")
def test_gradient_reaches_the_positive(compare: Callable) -> None:
    """The gradient of the loss with respect to positive is right."""
    near, far = [0.6, 2.1, 1.4, 1.5], [2.9, 0.8, 3.3, 1.3]
    arguments = {"of": "positive", "near": near, "far": far, "d": 3, "margin": 0.6, "tolerance": SHIFTED}
    compare(probes.triplet_gradient, **arguments)
    compare(probes.one_sided_triplets, cases=1, **arguments)


@points(1)
@hint("once the loss is right: is there a detach, no_grad or item between negative and the loss?")
def test_gradient_reaches_the_negative(compare: Callable) -> None:
    """The gradient of the loss with respect to negative is right."""
    near, far = [0.6, 2.1, 1.4, 1.5], [2.9, 0.8, 3.3, 1.3]
    arguments = {"of": "negative", "near": near, "far": far, "d": 3, "margin": 0.6, "tolerance": SHIFTED}
    compare(probes.triplet_gradient, **arguments)
    compare(probes.one_sided_triplets, cases=1, **arguments)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(compare: Callable) -> None:
    """triplet_loss() computes in float64 and returns a float64 loss when it is given float64."""
    near, far = [0.6, 2.1, 0.4, 1.5], [2.9, 0.8, 3.3, 1.3]
    compare(probes.some_triplets, near=near, far=far, d=3, margin=0.5, dtype="float64", tolerance=SHIFTED)
    compare(probes.precise_triplets, t=3, d=4, margin=1.5, tolerance=PRECISE)


@points(1)
@hint("do you change an argument in place (an operation or a switch whose name ends in _, or one like -=)?")
def test_leaves_its_arguments_alone(compare: Callable) -> None:
    """triplet_loss() leaves anchor, positive, negative and the global random generator as they were."""
    for flags in ([False] * 3, [True] * 3, [True, False, False], [False, True, True]):
        compare(probes.triplets_afterwards, t=3, d=4, margin=0.9, requires_grad=flags, tolerance=EXACT)
