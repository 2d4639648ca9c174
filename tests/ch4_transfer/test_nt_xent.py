"""Hidden suite of nt_xent."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_contrastive as probes

ROUNDED = Tolerance(rtol=1e-4, atol=1e-5)  # precision is the business of the last check alone


@points(2)
@hint("for one anchor: which rows are its candidates, which one is right, and over which anchors do you average?")
def test_loss_of_unit_rows(compare: Callable[..., None]) -> None:
    """nt_xent() is the mean over the 2N anchors of the cross-entropy of the positive among all other rows."""
    compare(probes.unit_views, n=4, d=6, tau=0.5, tolerance=ROUNDED)
    compare(probes.unit_views, n=3, d=2, tau=0.7, tolerance=ROUNDED)
    compare(probes.unit_views, n=40, d=9, tau=0.7, tolerance=ROUNDED, cases=1)


@points(1)
@hint("how many rows compete for an anchor: is the anchor itself among them, and is the positive?")
def test_counts_the_candidates(compare: Callable[..., None]) -> None:
    """nt_xent() is log(2N - 1) when all rows have the same direction: 2N - 1 equal candidates."""
    compare(probes.views_of_one_point, n=4, d=3, tau=0.5, tolerance=ROUNDED)
    compare(probes.views_of_one_point, n=2, d=5, tau=3, tolerance=ROUNDED)


@points(1)
@hint("do the rows of the second view serve as anchors, too?")
def test_both_views_are_anchors(observe: Callable) -> None:
    """nt_xent() does not change when the two views change places."""
    for seen, _ in observe(probes.views_swapped, n=4, d=6, tau=0.5):
        one, other = float(seen["nt_xent(z1, z2, tau)"]), float(seen["nt_xent(z2, z1, tau)"])
        assert abs(one - other) < 1e-4 * max(1.0, abs(one)), (
            f"nt_xent(z1, z2, tau) is {one:.6g} and nt_xent(z2, z1, tau) {other:.6g}, expected the same"
        )


@points(1)
@hint("by which length do you divide each row, and along which axis is it measured?")
def test_cosine_similarity(compare: Callable[..., None]) -> None:
    """nt_xent() compares rows by their cosine, whatever their lengths."""
    compare(probes.views, n=4, d=6, tau=0.5, tolerance=ROUNDED)
    compare(probes.views, n=5, d=2, tau=0.4, tolerance=ROUNDED)
    compare(probes.views_of_the_same_rows, n=3, d=4, tau=0.5, tolerance=ROUNDED, cases=1)


@points(1)
@hint("where does tau stand in the exponents of the numerator and of the denominator?")
def test_temperature(compare: Callable[..., None]) -> None:
    """nt_xent() divides every similarity by the temperature."""
    compare(probes.views, n=5, d=5, tau=0.1, tolerance=ROUNDED)
    compare(probes.views, n=4, d=3, tau=2, tolerance=ROUNDED)
    compare(probes.views_alike, n=4, d=5, tau=0.04, tolerance=ROUNDED)


@points(1)
@hint("follow the first view to the loss: is it cut anywhere, in the positives, the negatives or the lengths?")
def test_gradient_reaches_the_first_view(compare: Callable[..., None]) -> None:
    """nt_xent() passes gradients on to z1 and to what z1 was computed from."""
    compare(probes.views_gradient, n=4, d=3, tau=0.5, of="z1", tolerance=ROUNDED)
    compare(probes.views_gradient, n=3, d=5, tau=0.3, of="z1", tolerance=ROUNDED)


@points(1)
@hint("follow the second view to the loss: is it a constant anywhere?")
def test_gradient_reaches_the_second_view(compare: Callable[..., None]) -> None:
    """nt_xent() passes gradients on to z2 and to what z2 was computed from."""
    compare(probes.views_gradient, n=4, d=3, tau=0.5, of="z2", tolerance=ROUNDED)
    compare(probes.views_gradient, n=3, d=5, tau=0.3, of="z2", tolerance=ROUNDED)


@points(1)
@hint("does any line write to z1 or z2, or to their .grad or requires_grad?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """nt_xent() leaves z1 and z2 as they were, and draws no random numbers."""
    compare(probes.views_afterwards, n=4, d=3, tau=0.5, kind="constant")
    compare(probes.views_afterwards, n=4, d=3, tau=0.5, kind="leaf", cases=1)
    compare(probes.views_afterwards, n=4, d=3, tau=0.5, kind="computed")


@points(1)
@hint("is the loss a single number, still a tensor, in the dtype of the views?")
def test_scalar_and_dtype(compare: Callable[..., None]) -> None:
    """nt_xent() returns a 0-d tensor, float32 for float32 views and float64 for float64 ones."""
    compare(probes.views, n=5, d=4, tau=0.5, dtype="float32")
    compare(probes.close_views, n=3, d=5, tau=0.1)
    compare(probes.views_gradient, n=4, d=3, tau=0.5, of="z1", dtype="float32")
