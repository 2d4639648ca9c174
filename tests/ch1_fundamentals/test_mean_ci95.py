"""Hidden suite of mean_ci95."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_protocol as probes

# ddof, the quantile and rounding have checks of their own: the others look less closely, at many episodes
ROUGHLY = Tolerance(rtol=0.5, atol=0.0)
ONE_PERCENT = Tolerance(rtol=1e-2, atol=0.0)
FIVE_DIGITS = Tolerance(rtol=5e-6, atol=0.0)
SIX_DIGITS = Tolerance(rtol=1e-6, atol=0.0)


@points(1)
@hint("is the mean the first of the two numbers, is it the arithmetic mean, and do you leave it unrounded?")
def test_mean(compare: Callable) -> None:
    """mean_ci95() returns the arithmetic mean of the accuracies first."""
    compare(probes.mean_of_tensor, n=13, tolerance=FIVE_DIGITS, cases=6)


@points(1)
@hint("is it 1.96 times the standard deviation, divided by the root of n, and only one side of the interval?")
def test_half_width_of_many_episodes(compare: Callable) -> None:
    """mean_ci95() returns 1.96 * s / sqrt(n) as the half width (looked at within 1 %)."""
    compare(probes.many_episodes, n=600, tolerance=ONE_PERCENT)
    compare(probes.many_episodes, n=240, tolerance=ONE_PERCENT)
    compare(probes.repeated_accuracies, n=300, tolerance=ONE_PERCENT)


@points(1)
@hint("what do you divide the sum of squared deviations by, and does your factor depend on n?")
def test_divides_by_n_minus_1(compare: Callable) -> None:
    """mean_ci95() takes the standard deviation with n - 1 and the factor 1.96 for few episodes as well (within 1 %)."""
    compare(probes.few_episodes, n=3, tolerance=ONE_PERCENT)
    compare(probes.few_episodes, n=7, tolerance=ONE_PERCENT)


@points(1)
@hint("is the factor 1.96 itself, as the text says, and is nothing rounded on the way?")
def test_factor_is_1_96(compare: Callable) -> None:
    """mean_ci95() uses the factor 1.96, to five digits, and does not round the half width."""
    compare(probes.half_width_to_six_digits, n=11, tolerance=FIVE_DIGITS, cases=6)


@points(1)
@hint("which n do you refuse, and does your formula need more than two numbers?")
def test_two_are_enough(compare: Callable) -> None:
    """mean_ci95() gives an interval for two accuracies already (looked at roughly)."""
    compare(probes.two_episodes, tolerance=ROUGHLY)


@points(1)
@hint("do you use methods that only tensors have, or ask whether it is a list?")
def test_list_and_tuple(compare: Callable) -> None:
    """mean_ci95() accepts a list and a tuple of floats."""
    compare(probes.list_of_floats, n=250, tolerance=ONE_PERCENT)
    compare(probes.tuple_of_floats, n=210, tolerance=ONE_PERCENT)


@points(1)
@hint("do you use a function that only takes Python numbers, or rely on float64?")
def test_float32_tensor(compare: Callable) -> None:
    """mean_ci95() accepts a float32 tensor."""
    compare(probes.float32_tensor, n=230, tolerance=ONE_PERCENT)


@points(1)
@hint("do you clip the interval, rescale the numbers, or use p * (1 - p)?")
def test_percentages(compare: Callable) -> None:
    """mean_ci95() treats percentages like any numbers: it stays in their unit and clips nothing at 0, 1 or 100."""
    compare(probes.percentages, n=220, tolerance=ONE_PERCENT)
    compare(probes.shares_near_one, n=220, tolerance=ONE_PERCENT)
    compare(probes.shares_near_zero, n=220, tolerance=ONE_PERCENT, cases=1)


@points(1)
@hint("can rounding make the number under your root negative, or do you divide by the spread?")
def test_equal_accuracies(compare: Callable) -> None:
    """mean_ci95() returns the half width 0 for accuracies that are all equal."""
    compare(probes.equal_accuracies, n=7)


@points(1)
@hint("do you cast a float64 tensor to float32 on the way?")
def test_keeps_float64_precision(compare: Callable) -> None:
    """mean_ci95() keeps the precision of a float64 tensor: moving all entries leaves the half width as it is."""
    compare(probes.nearly_equal_float64, n=9, tolerance=SIX_DIGITS, cases=6)


@points(1)
@hint("do you count the accuracies before you compute, and raise ValueError yourself?")
def test_refuses_fewer_than_two(compare: Callable) -> None:
    """mean_ci95() raises ValueError for fewer than two accuracies, in a list, a tuple or a tensor."""
    for kind in ("list", "tuple", "tensor"):
        compare(probes.fewer_than_two, n=1, kind=kind)
        compare(probes.fewer_than_two, n=0, kind=kind)


@points(1)
@hint("does a line end in an underscore, use -= or *=, or sort or pop what was handed in?")
def test_leaves_accuracies_alone(compare: Callable) -> None:
    """mean_ci95() does not modify the tensor or list of accuracies."""
    compare(probes.accuracies_afterwards, n=10)
