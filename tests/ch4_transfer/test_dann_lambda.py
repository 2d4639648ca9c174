"""Hidden suite of dann_lambda."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_adaptation as probes


@points(1)
@hint("what is exp(0), and what does your formula give for it?")
def test_starts_at_zero(compare: Callable[..., None]) -> None:
    """dann_lambda() is 0 at the beginning of training."""
    compare(probes.moment, cases=1, p=0.0, gamma=2.5)
    compare(probes.moment, cases=1, p=0.0, gamma=10.0)


@points(2)
@hint("compare your formula with the docstring's, sign by sign: where do the 2, the minus and the 1 stand?")
def test_follows_the_formula(compare: Callable[..., None]) -> None:
    """dann_lambda() is 2 / (1 + exp(-gamma * p)) - 1 within training."""
    compare(probes.progress, low=0.04, high=0.15, gamma=10.0)
    compare(probes.progress, low=0.2, high=0.4, gamma=10.0)


@points(1)
@hint("where does gamma occur in your code?")
def test_steepness(compare: Callable[..., None]) -> None:
    """dann_lambda() rises as steeply as gamma says, be it a float or an int."""
    compare(probes.progress, low=0.2, high=0.8, gamma=2.5)
    compare(probes.progress, low=0.2, high=0.8, gamma=0.6)
    compare(probes.progress, low=0.05, high=0.1, gamma=25)


@points(1)
@hint("which value has gamma when the caller does not give one?")
def test_usual_steepness(compare: Callable[..., None]) -> None:
    """dann_lambda() takes 10 for gamma when it is not given."""
    compare(probes.progress_alone, low=0.05, high=0.2)


@points(1)
@hint("does your schedule treat the end of training in a way of its own, or change the scale?")
def test_end_of_training(compare: Callable[..., None]) -> None:
    """dann_lambda() at p = 1 is what the formula gives, less than 1, also where p is an int."""
    compare(probes.moment, cases=1, p=1.0, gamma=2.5)
    compare(probes.moment, cases=1, p=1, gamma=3)
    compare(probes.moment, cases=1, p=1, gamma=0.5)


@points(1)
@hint("which exponential do you compute: of a number that grows with gamma, or of its negative? Is gamma bounded?")
def test_large_gamma(compare: Callable[..., None]) -> None:
    """dann_lambda() follows the formula, and is finite, for a large gamma too."""
    compare(probes.steep, cases=1, p=1.0, gamma=2000.0)
    compare(probes.steep, cases=1, p=0.0, gamma=2000.0)
    compare(probes.steep, cases=1, p=0.001, gamma=2000.0)
    compare(probes.steep, cases=1, p=0.01, gamma=200.0)
