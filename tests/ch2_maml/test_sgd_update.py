"""Hidden suite of sgd_update."""

from collections.abc import Callable

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_updates as probes


@points(2)
@hint("in which direction does a step of gradient descent go, and what does lr multiply?")
def test_steps_against_the_gradient(compare: Callable) -> None:
    """sgd_update() moves every entry by lr times its gradient, downhill."""
    compare(probes.sgd_step, lr=0.3)
    compare(probes.sgd_step, lr=2.5)
    compare(probes.sgd_steep, lr=0.3, cases=1)


@points(1)
@hint("how do you find the gradient that belongs to an entry: by its position or by its name?")
def test_matches_by_name(compare: Callable) -> None:
    """sgd_update() steps along the gradient of the same name, in whichever order grads lists them."""
    compare(probes.sgd_step_by_name, lr=0.4)


@points(1)
@hint("over which of the two dicts does your loop run, and do you sort anything?")
def test_keeps_the_order_of_keys(compare: Callable) -> None:
    """The result of sgd_update() lists its keys in the order of params."""
    compare(probes.sgd_key_order, params="cab", grads="bca", lr=0.4)


@points(1)
@hint("which entries does your code leave out, or treat differently?")
def test_steps_without_requires_grad(compare: Callable) -> None:
    """sgd_update() steps leaves with and without requires_grad, and computed tensors alike, to new ones."""
    compare(probes.sgd_frozen, lr=0.6)
    compare(probes.sgd_frozen, lr=0.0, cases=1)
    compare(probes.sgd_flat, lr=0.6, cases=1)


@points(1)
@hint("does the new value know which theta it came from, or only which numbers?")
def test_gradient_reaches_params(compare: Callable) -> None:
    """The result of sgd_update() has derivative 1 with respect to params."""
    compare(probes.sgd_gradient, of="params", lr=0.7)
    compare(probes.sgd_gradient, of="params", lr=0.0, cases=1)


@points(1)
@hint("are the gradients constants in your update, although they may be part of a graph?")
def test_gradient_reaches_grads(compare: Callable) -> None:
    """The result of sgd_update() has derivative -lr with respect to grads."""
    compare(probes.sgd_gradient, of="grads", lr=0.7)


@points(1)
@hint("between the first and the last of several steps, does anything cut one of the two paths, theta and g?")
def test_second_order_through_steps(compare: Callable) -> None:
    """A loss after several steps of sgd_update() has the right first and second derivatives."""
    compare(probes.sgd_unrolled, lr=0.25, steps=3, tolerance=DOUBLE)


@points(1)
@hint("does any line write into params or grads: into the dict, into a tensor, into a .grad?")
def test_leaves_its_arguments_alone(compare: Callable) -> None:
    """sgd_update() leaves params and grads, their tensors and their .grad as they were."""
    compare(probes.sgd_arguments_afterwards, lr=0.3, tolerance=EXACT)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_keeps_float64(compare: Callable) -> None:
    """sgd_update() returns float64 values for float64 inputs."""
    # 0.25 is exact in float32: a rate that is handed on as a float32 tensor passes
    compare(probes.sgd_step, lr=0.25, dtype="float64", tolerance=DOUBLE)
