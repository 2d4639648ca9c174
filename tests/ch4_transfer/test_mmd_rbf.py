"""Hidden suite of mmd_rbf."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_adaptation as probes

CLOSE = Tolerance(rtol=1e-6, atol=1e-11)


@points(2)
@hint("three means of kernel values: over which pairs, and with which factors?")
def test_value(compare: Callable[..., None]) -> None:
    """mmd_rbf() is the mean kernel within x, plus that within y, minus twice that between them."""
    compare(probes.samples, n=5, m=5, d=3, sigma=1.0)
    compare(probes.samples, n=4, m=4, d=4, sigma=1.0)


@points(1)
@hint("by how many pairs do you divide each of the three sums?")
def test_samples_of_different_size(compare: Callable[..., None]) -> None:
    """The two samples may differ in size: each mean is over its own pairs."""
    compare(probes.samples, n=6, m=3, d=4, sigma=1.0)
    compare(probes.samples, n=2, m=7, d=3, sigma=1.0)
    compare(probes.samples, cases=1, n=40, m=18, d=12, sigma=3.0)


@points(1)
@hint("is the distance squared, is sigma squared, and where is the 2?")
def test_kernel_width(compare: Callable[..., None]) -> None:
    """The kernel is exp(-d^2 / (2 sigma^2)) with the sigma that is handed in, a float or an int."""
    compare(probes.samples, n=5, m=3, d=2, sigma=0.6)
    compare(probes.samples, n=5, m=3, d=1, sigma=0.2)
    compare(probes.samples, n=5, m=3, d=4, sigma=2.5)
    compare(probes.samples, n=4, m=3, d=5, sigma=10)


@points(1)
@hint("does a sample's kernel with itself, which is 1, count in your means?")
def test_single_samples(compare: Callable[..., None]) -> None:
    """The pairs of a sample with itself count, so a single row on a side is enough."""
    compare(probes.samples, n=1, m=1, d=3, sigma=1.5)
    compare(probes.samples, n=1, m=4, d=3, sigma=1.5)
    compare(probes.samples, n=5, m=1, d=1, sigma=1.5)


@points(2)
@hint("are both samples connected with the result, through all the means they occur in?")
def test_gradient(compare: Callable[..., None]) -> None:
    """mmd_rbf() is differentiable in x and in y."""
    for of in ("x", "y"):
        compare(probes.discrepancy_gradient, cases=2, n=5, m=3, d=4, sigma=1.5, of=of)
        compare(probes.one_sided_gradient, cases=2, n=3, m=4, d=2, sigma=0.8, of=of)
        compare(probes.computed_sample_gradient, cases=1, n=3, m=4, d=2, sigma=1.1, of=of)


@points(1)
@hint("what is the derivative of a square root at 0, and do you need the root?")
def test_coincident_rows(compare: Callable[..., None]) -> None:
    """Value and gradients are right and finite where rows coincide."""
    compare(probes.coincident, n=5, m=4, d=3, sigma=1.2)


@points(1)
@hint("does a line of yours end in an underscore, or assign into an argument?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """mmd_rbf() leaves both samples as they were, and draws no random numbers."""
    compare(probes.sample_arguments, n=5, m=3, d=4, sigma=1.5, requires_grad=True)
    compare(probes.sample_arguments, n=5, m=3, d=4, sigma=1.5, requires_grad=False)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """mmd_rbf() computes in float64 and returns float64 when the samples are float64."""
    compare(probes.samples, n=5, m=3, d=4, sigma=1.5, dtype="float64")
    compare(probes.nearly_one_sample, n=4, d=3, sigma=2.0, tolerance=CLOSE)
