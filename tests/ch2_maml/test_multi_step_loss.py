"""Hidden suite of multi_step_loss."""

from collections.abc import Callable

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_steps as probes


@points(2)
@hint("write down theta_1, theta_2, ...: along which loss does a step go, and which loss goes with weights[0]?")
def test_weighs_the_query_losses(compare: Callable[..., None]) -> None:
    """multi_step_loss() is the sum over the steps of weights[s] times the query loss after s + 1 steps."""
    compare(probes.weighted, lr=0.1, steps=4, d_out=1)
    compare(probes.weighted, lr=0.2, steps=2, d_out=1)
    compare(probes.weighted, lr=0.3, steps=1, d_out=1)
    compare(probes.weighted, lr=0.05, steps=7, d_out=1, cases=1)
    compare(probes.late_weights, lr=0.2, steps=3, last=60.0, cases=1)
    compare(probes.far_targets, lr=0.1, cases=2)
    compare(probes.overshooting, lr=0.4, steps=2, cases=1)
    compare(probes.large_query_set, n_query=20, lr=0.2, steps=2, cases=1)
    compare(probes.small_weights, lr=0.2, steps=3, cases=2)


@points(1)
@hint("how many elements does a prediction with several columns have, and by what do you divide?")
def test_averages_over_all_elements(compare: Callable[..., None]) -> None:
    """multi_step_loss() averages both losses over all elements, rows and columns."""
    compare(probes.weighted, lr=0.2, steps=3, d_out=2)
    compare(probes.flat_targets, lr=0.2, steps=1)


@points(1)
@hint("a weight belongs to a query loss: does anything else in your loop depend on it?")
def test_zero_weights(compare: Callable[..., None]) -> None:
    """A weight of zero leaves out a query loss, and the step is taken all the same."""
    compare(probes.some_weights_zero, lr=0.1, steps=4, zeros=[0, 2])
    compare(probes.some_weights_zero, lr=0.15, steps=3, zeros=[1, 2])


@points(2)
@hint("does autograd remember how the gradient of every inner step came about, from the first to the last?")
def test_second_order_gradient(compare: Callable[..., None]) -> None:
    """multi_step_loss() passes gradients to params through the inner gradients of all steps."""
    compare(probes.meta_gradient, lr=0.3, steps=1)
    compare(probes.meta_gradient, lr=0.1, steps=4)
    compare(probes.meta_gradient, lr=0.15, steps=3, zeros=[0, 1])


@points(1)
@hint("is something on the way from params to the result a constant when it is differentiated again?")
def test_differentiable_twice(compare: Callable[..., None]) -> None:
    """multi_step_loss() returns a loss that can be differentiated twice with respect to params."""
    compare(probes.meta_curvature, lr=0.2, steps=3, tolerance=DOUBLE)


@points(1)
@hint("do you start from params itself, or from copies that no longer know where params came from?")
def test_params_may_be_computed(compare: Callable[..., None]) -> None:
    """multi_step_loss() passes gradients on to the tensors that params were computed from."""
    compare(probes.computed_params, lr=0.3, steps=2)


@points(1)
@hint("does any line write to an argument: an assignment into params, an in-place operation, backward()?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """multi_step_loss() leaves params, their .grad, the task and the weights as they were."""
    compare(probes.arguments_afterwards, lr=0.3, steps=2, tolerance=EXACT)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """multi_step_loss() computes in float64 and returns float64 when it is given float64."""
    compare(probes.weighted, lr=0.2, steps=3, d_out=1, dtype="float64", tolerance=DOUBLE)
