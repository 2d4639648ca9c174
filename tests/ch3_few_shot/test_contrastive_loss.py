"""Hidden suite of contrastive_loss."""

from collections.abc import Callable

from autograder.mismatch import EXACT, Tolerance
from autograder.suite import hint, points

from . import probes_siamese as probes

# Lets through F.pairwise_distance, which adds 1e-6 to every coordinate.
SHIFTED = Tolerance(rtol=1e-4, atol=2e-5)
PRECISE = Tolerance(rtol=2e-5, atol=2e-5)
# Lets through a constant of 1e-8 under the root, which makes a distance of 1e-4 of one of 0.
ROUNDED = Tolerance(rtol=1e-4, atol=5e-4)


@points(1)
@hint("compute one pair by hand: is its distance squared, summed over the features, and without a factor?")
def test_same_class(compare: Callable) -> None:
    """A pair of the same class costs its squared distance, whatever the margin."""
    compare(probes.pairs_of_one_kind, kind=1.0, distances=[0.6], d=4, margin=0.8, tolerance=SHIFTED)
    compare(probes.pairs_of_one_kind, kind=1.0, distances=[1.7, 0.4, 3.1], d=3, margin=1.4, tolerance=SHIFTED)
    compare(probes.pairs_of_one_kind, kind=1.0, distances=[2.5, 0.9], d=1, margin=2.2, tolerance=SHIFTED)


@points(2)
@hint("what is subtracted from the margin, d or its square? what is squared, and when? is d made of differences?")
def test_different_classes(compare: Callable) -> None:
    """A pair of different classes nearer than the margin costs the square of margin - d."""
    compare(probes.pairs_of_one_kind, kind=0.0, distances=[0.5], d=4, margin=0.8, tolerance=SHIFTED)
    compare(probes.pairs_of_one_kind, kind=0.0, distances=[1.7, 0.4, 2.1], d=3, margin=2.6, tolerance=SHIFTED)
    compare(probes.pairs_of_one_kind, kind=0.0, distances=[1.1, 0.3], d=1, margin=1.6, tolerance=SHIFTED)
    compare(probes.pairs_of_one_kind, kind=0.0, distances=[9, 15], d=3, margin=20.0, tolerance=SHIFTED, cases=1)
    compare(probes.pairs_far_from_the_origin, d=4, margin=2.0, tolerance=ROUNDED, cases=1)


@points(1)
@hint("what is left of margin - d when d is larger, and what does its square do with the sign?")
def test_beyond_the_margin(compare: Callable) -> None:
    """A pair of different classes farther apart than the margin costs nothing, has a gradient of 0, and counts."""
    compare(probes.satisfied_pairs, distances=[1.9, 3.0], d=4, margin=0.8, tolerance=SHIFTED)
    compare(probes.pairs_of_one_kind, kind=0.0, distances=[0.9, 3.0, 4.2], d=3, margin=1.7, tolerance=SHIFTED)


@points(2)
@hint("by which number do you divide, that of all pairs? which kind of pair does same = 1 stand for?")
def test_mean_over_all_pairs(compare: Callable) -> None:
    """The loss is the mean over all pairs, of whichever kind they are and whatever they cost."""
    kinds, distances = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0], [0.7, 0.4, 2.9, 1.9, 1.1, 0.8, 1.2]
    compare(probes.mixed_pairs, kinds=kinds, distances=distances, d=4, margin=1.5, tolerance=SHIFTED)
    compare(probes.mixed_pairs, kinds=[1.0, 1.0, 0.0], distances=distances[:3], d=2, margin=3.5, tolerance=SHIFTED)
    compare(probes.mixed_pairs, kinds=[0.0, 1.0, 1.0, 1.0], distances=distances[:4], d=4, margin=0.9, tolerance=SHIFTED)


@points(1)
@hint("once the loss is right: is there a detach, no_grad or item between z1 and the loss?")
def test_gradient_reaches_z1(compare: Callable) -> None:
    """The gradient of the loss with respect to z1 is right."""
    kinds, distances = [1.0, 0.0, 0.0, 1.0, 0.0], [0.7, 0.4, 2.9, 1.9, 1.1]
    arguments = {"of": "z1", "kinds": kinds, "distances": distances, "d": 3, "margin": 1.5, "tolerance": SHIFTED}
    compare(probes.pair_gradient, **arguments)
    compare(probes.one_sided_pairs, cases=1, **arguments)


@points(1)
@hint("once the loss is right: is there a detach, no_grad or item between z2 and the loss?")
def test_gradient_reaches_z2(compare: Callable) -> None:
    """The gradient of the loss with respect to z2 is right."""
    kinds, distances = [1.0, 0.0, 0.0, 1.0, 0.0], [0.7, 0.4, 2.9, 1.9, 1.1]
    arguments = {"of": "z2", "kinds": kinds, "distances": distances, "d": 3, "margin": 1.5, "tolerance": SHIFTED}
    compare(probes.pair_gradient, **arguments)
    compare(probes.one_sided_pairs, cases=1, **arguments)


@points(2)
@hint("what is the derivative of a root at 0, and does it enter the gradient, be it times 0?")
def test_identical_pairs_of_the_same_class(compare: Callable) -> None:
    """Loss and gradient are right where a pair of the same class is identical."""
    kinds, distances = [1.0, 0.0, 1.0, 1.0, 0.0], [0.0, 0.6, 1.3, 0.0, 2.5]
    compare(probes.identical_pairs, kinds=kinds, distances=distances, d=4, margin=1.4, tolerance=SHIFTED)
    compare(probes.identical_pairs, kinds=[1.0], distances=[0.0], d=3, margin=0.7, tolerance=SHIFTED)


@points(1)
@hint("what is the derivative of a root at 0? where could a small constant or a clamp keep it finite?")
def test_identical_pairs_of_different_classes(compare: Callable, observe: Callable) -> None:
    """Where a pair of different classes is identical it costs margin ** 2, and the gradient is finite."""
    kinds, distances = [0.0, 1.0, 0.0], [0.0, 1.3, 0.5]
    compare(probes.loss_of_identical_pairs, kinds=kinds, distances=distances, d=4, margin=1.6, tolerance=ROUNDED)
    compare(probes.loss_of_identical_pairs, kinds=[0.0], distances=[0.0], d=3, margin=0.7, tolerance=ROUNDED)
    observe(probes.identical_pairs, kinds=kinds, distances=distances, d=4, margin=1.6)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(compare: Callable) -> None:
    """contrastive_loss() computes in float64 and returns a float64 loss when it is given float64."""
    kinds, distances = [1.0, 0.0, 0.0, 1.0], [0.7, 0.4, 2.9, 1.9]
    arguments = {"kinds": kinds, "distances": distances, "d": 3, "margin": 1.5}
    compare(probes.mixed_pairs, dtype="float64", tolerance=SHIFTED, **arguments)
    compare(probes.precise_pairs, kinds=[1.0, 1.0, 1.0, 0.0], d=3, margin=0.2, tolerance=PRECISE)


@points(1)
@hint("do you change an argument in place (an operation or a switch whose name ends in _, or one like -=)?")
def test_leaves_its_arguments_alone(compare: Callable) -> None:
    """contrastive_loss() leaves z1, z2, same and the global random generator as they were."""
    for flags in ([False, False], [True, True], [True, False], [False, True]):
        arguments = {"kinds": [1.0, 0.0, 0.0], "d": 3, "margin": 1.5, "requires_grad": flags}
        compare(probes.pairs_afterwards, tolerance=EXACT, **arguments)
