"""Hidden suite of lslr_update."""

from collections.abc import Callable

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_updates as probes


@points(1)
@hint("which way does the step go, and do all names use the same rate?")
def test_each_name_has_its_own_rate(compare: Callable) -> None:
    """With n_steps = 1 lslr_update() moves every entry against its gradient, by the rate of its name."""
    compare(probes.lslr_step, n_steps=1, step=0)
    compare(probes.lslr_steep, n_steps=1, step=0, cases=1)


@points(2)
@hint("which entry of lrs[k] belongs to step, if the first step is step 0?")
def test_each_step_has_its_own_rate(compare: Callable) -> None:
    """lslr_update() uses the rate at position `step`, the first, the last and those between."""
    for step in range(4):
        compare(probes.lslr_step, n_steps=4, step=step)


@points(1)
@hint("how do you find the gradient and the rates of an entry: by their position or by their name?")
def test_matches_by_name(compare: Callable) -> None:
    """lslr_update() uses gradient and rate of the same name, in whichever order grads and lrs list them."""
    compare(probes.lslr_step_by_name, grads="bca", lrs="cab", n_steps=3, step=1)
    compare(probes.lslr_step_by_name, grads="cab", lrs="abc", n_steps=3, step=2)


@points(1)
@hint("do you pass the rates through another function before you use them, or leave out the step of a rate of 0?")
def test_rates_of_any_sign(compare: Callable) -> None:
    """lslr_update() uses zero and negative rates as they are, and makes new tensors with these too."""
    compare(probes.lslr_signed_rates, n_steps=3, step=1)


@points(1)
@hint("which entries does your code leave out, or treat differently?")
def test_steps_without_requires_grad(compare: Callable) -> None:
    """lslr_update() steps leaves with and without requires_grad, computed tensors and columns to new ones."""
    compare(probes.lslr_frozen, n_steps=3, step=1)
    compare(probes.lslr_flat, n_steps=3, step=1, cases=1)


@points(2)
@hint("is the rate still a tensor when you multiply, and connected to lrs, also where it is 0 or negative?")
def test_gradient_reaches_the_rates(compare: Callable) -> None:
    """lslr_update() is differentiable in lrs: minus the gradient at the rate of this step, 0 at the others."""
    compare(probes.lslr_gradient, of="lrs", n_steps=4, step=2)
    compare(probes.lslr_gradient, of="lrs", n_steps=3, step=1, is_signed=True, cases=2)


@points(1)
@hint("is one of the two, theta or g, a constant in your update although it may be part of a graph?")
def test_gradient_reaches_params_and_grads(compare: Callable) -> None:
    """lslr_update() has derivative 1 with respect to params, and minus the rate with respect to grads."""
    compare(probes.lslr_gradient, of="params", n_steps=4, step=2)
    compare(probes.lslr_gradient, of="grads", n_steps=4, step=2)


@points(1)
@hint("between the first and the last of several steps, does anything cut a path through theta, g or the rates?")
def test_second_order_through_steps(compare: Callable) -> None:
    """A loss after several steps of lslr_update() has the right first and second derivatives."""
    compare(probes.lslr_unrolled, n_steps=3, tolerance=DOUBLE)


@points(1)
@hint("does any line write into params, grads or lrs: into the dict, into a tensor, into a .grad?")
def test_leaves_its_arguments_alone(compare: Callable) -> None:
    """lslr_update() leaves params, grads and lrs, their tensors and their .grad as they were."""
    compare(probes.lslr_arguments_afterwards, n_steps=3, step=1, tolerance=EXACT)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_keeps_float64(compare: Callable) -> None:
    """lslr_update() returns float64 values for float64 inputs."""
    compare(probes.lslr_step, n_steps=3, step=1, dtype="float64", tolerance=DOUBLE)
