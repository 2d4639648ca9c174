"""Hidden suite of pairwise_sq_dists."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes

# Lets through the expanded formula, which rounds, and F.pairwise_distance with its eps of 1e-6.
ROUNDED = Tolerance(rtol=1e-4, atol=5e-5)
# The same for distances near a million, which the expanded formula misses by some tenths.
DISTANT = Tolerance(rtol=1e-4, atol=1.0)


@points(1)
@hint("which axis of the table belongs to a, which to b, and which axis is summed away?")
def test_shape(observe: Callable) -> None:
    """pairwise_sq_dists() returns one row for each row of a and one column for each row of b."""
    observe(probes.batches, b=5, n=3, d=4)
    observe(probes.batches, b=2, n=6, d=3)


@points(3)
@hint("compute one entry by hand: differences, squares, their sum; what else is in your formula?")
def test_values(compare: Callable) -> None:
    """pairwise_sq_dists() sums the squared differences over the features, for every pair of rows."""
    compare(probes.batches, b=5, n=3, d=4, tolerance=ROUNDED)
    compare(probes.batches, b=3, n=7, d=6, tolerance=ROUNDED)
    compare(probes.batches, b=4, n=4, d=5, tolerance=ROUNDED)
    compare(probes.batches, b=4, n=3, d=3, tolerance=ROUNDED, cases=1)
    compare(probes.points_on_a_line, b=5, n=3, tolerance=ROUNDED, cases=1)
    compare(probes.batches, b=1, n=1, d=4, tolerance=ROUNDED, cases=1)
    compare(probes.batches, b=2, n=3, d=9, tolerance=ROUNDED, cases=1)
    compare(probes.distant_rows, b=3, n=5, d=4, tolerance=DISTANT)


@points(1)
@hint("what happens to an axis of length 1 in your code?")
def test_single_rows(observe: Callable) -> None:
    """pairwise_sq_dists() keeps both axes when a batch holds a single row, or the rows a single feature."""
    observe(probes.single_rows, b=1, n=1, d=3)
    observe(probes.single_rows, b=4, n=3, d=1)
    observe(probes.single_rows, b=1, n=4, d=3)
    observe(probes.single_rows, b=4, n=1, d=3)


@points(1)
@hint("once the values are right: is there a detach, no_grad, item or numpy between a and the result?")
def test_gradient_reaches_a(compare: Callable) -> None:
    """The gradient of the squared distances with respect to a is right."""
    compare(probes.weighted_sum, of="a", b=5, n=3, d=4, tolerance=ROUNDED)
    compare(probes.one_sided_sum, of="a", b=2, n=4, d=3, tolerance=ROUNDED, cases=1)
    compare(probes.weighted_sum, of="a", b=1, n=4, d=3, tolerance=ROUNDED, cases=1)
    compare(probes.close_rows, of="a", n=3, d=2, tolerance=ROUNDED, cases=1)


@points(1)
@hint("once the values are right: is there a detach, no_grad, item or numpy between b and the result?")
def test_gradient_reaches_b(compare: Callable) -> None:
    """The gradient of the squared distances with respect to b is right."""
    compare(probes.weighted_sum, of="b", b=5, n=3, d=4, tolerance=ROUNDED)
    compare(probes.one_sided_sum, of="b", b=2, n=4, d=3, tolerance=ROUNDED, cases=1)
    compare(probes.weighted_sum, of="b", b=4, n=1, d=3, tolerance=ROUNDED, cases=1)
    compare(probes.close_rows, of="b", n=3, d=2, tolerance=ROUNDED, cases=1)


@points(2)
@hint("once the values are right: what is the derivative of each step when two rows are the same?")
def test_identical_rows(compare: Callable) -> None:
    """Distances and gradients are finite and right also where a row of a equals a row of b."""
    compare(probes.identical_rows, b=6, n=4, d=5, tolerance=ROUNDED)
    compare(probes.identical_rows, b=4, n=4, d=5, in_order=True, tolerance=ROUNDED, cases=1)
    compare(probes.with_itself, b=4, d=3, tolerance=ROUNDED, cases=1)


@points(1)
@hint("do you subtract large numbers that are almost equal? what keeps the result from being negative?")
def test_never_negative(observe: Callable) -> None:
    """No squared distance is below 0, however the rows are rounded."""
    for seen, _ in (
        *observe(probes.far_from_the_origin, b=7, n=9, d=6, spread=0.01),
        *observe(probes.far_from_the_origin, b=7, n=9, d=6, spread=1e-8, dtype="float64", cases=1),
    ):
        smallest = float(seen.min())
        assert smallest >= 0, f"the smallest entry is {smallest:.3g}, but no squared distance is below 0"


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(compare: Callable) -> None:
    """pairwise_sq_dists() computes in float64 and returns float64 when it is given float64."""
    compare(probes.batches, b=4, n=2, d=3, dtype="float64", tolerance=ROUNDED)
    # these rows lie near 2**16: float32 misses their distances by far more
    compare(probes.precise_rows, b=4, n=2, d=3, tolerance=ROUNDED)


@points(1)
@hint("do you change a or b in place (an operation or a switch whose name ends in _, or one like -=)?")
def test_inputs_untouched(compare: Callable) -> None:
    """pairwise_sq_dists() leaves a, b and the global random generator as they were."""
    compare(probes.inputs_afterwards, b=5, n=3, d=4, requires_grad=[False, False])
    compare(probes.inputs_afterwards, b=5, n=3, d=4, requires_grad=[True, True])
    compare(probes.inputs_afterwards, b=2, n=4, d=3, requires_grad=[True, False])
    compare(probes.inputs_afterwards, b=2, n=4, d=3, requires_grad=[False, True])
