"""Hidden suite of fomaml_grads."""

from collections.abc import Callable

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_meta as probes

NAME = "fomaml_grads"


@points(2)
@hint("of which loss is it the gradient, at which parameters, and does the derivative of the inner step get into it?")
def test_gradient_at_the_adapted_parameters(compare: Callable[..., None]) -> None:
    """fomaml_grads() of one task is the gradient of its query loss at and with respect to the adapted parameters."""
    compare(probes.one_task, name=NAME, lr=0.2, steps=1)
    compare(probes.one_task, name=NAME, lr=0.1, steps=1)
    compare(probes.one_output, name=NAME, lr=0.1, steps=1, cases=1)
    compare(probes.flat_targets, name=NAME, lr=0.1)
    compare(probes.far_targets, name=NAME, lr=0.01, cases=1)


@points(1)
@hint("where is the gradient of the second inner step taken, and from where does that step start?")
def test_takes_all_steps(compare: Callable[..., None]) -> None:
    """fomaml_grads() takes `steps` inner steps, each at the parameters that the previous one has reached."""
    compare(probes.one_task, name=NAME, lr=0.15, steps=2)
    compare(probes.one_task, name=NAME, lr=0.06, steps=5)
    compare(probes.overshooting, name=NAME, lr=0.8, steps=2, cases=1)


@points(1)
@hint("at which parameters is the query gradient taken when the inner loop never runs?")
def test_zero_steps(compare: Callable[..., None]) -> None:
    """fomaml_grads() with steps=0 is the mean gradient of the query losses at params."""
    compare(probes.several_tasks, name=NAME, n_tasks=3, lr=0.3, steps=0)


@points(1)
@hint("by what do you divide, and does the gradient of every task enter?")
def test_averages_over_tasks(compare: Callable[..., None]) -> None:
    """fomaml_grads() is the mean over the tasks of their gradients."""
    compare(probes.several_tasks, name=NAME, n_tasks=3, lr=0.15, steps=1)
    compare(probes.several_tasks, name=NAME, n_tasks=4, lr=0.1, steps=2)


@points(1)
@hint("does a task with twice as many query examples count twice in your mean?")
def test_tasks_of_different_sizes(compare: Callable[..., None]) -> None:
    """fomaml_grads() lets every task count the same, however many examples it holds."""
    compare(probes.unequal_tasks, name=NAME, sizes=[[4, 7], [6, 2], [3, 5]], lr=0.2, steps=1)
    compare(probes.unequal_tasks, name=NAME, sizes=[[4, 1], [1, 1]], lr=0.05, steps=1)


@points(1)
@hint("from which parameters does the second task start?")
def test_tasks_are_independent(compare: Callable[..., None]) -> None:
    """fomaml_grads() starts every task from params, whatever tasks came before."""
    compare(probes.repeated_task, name=NAME, times=3, lr=0.1, steps=2)


@points(1)
@hint("does your code need params to be leaves, or does it call backward() on something connected to them?")
def test_params_may_be_computed(compare: Callable[..., None]) -> None:
    """fomaml_grads() accepts params that were computed from other tensors, and leaves those alone."""
    compare(probes.first_order_of_computed_params, n_tasks=2, lr=0.2, steps=2)


@points(1)
@hint("does any line write to an argument: an assignment into params, an in-place operation, backward(), pop()?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """fomaml_grads() leaves params, their .grad and the tasks as they were."""
    compare(probes.meta_arguments, name=NAME, n_tasks=3, lr=0.2, steps=2, tolerance=EXACT)
    compare(probes.meta_arguments, name=NAME, n_tasks=2, lr=0.2, steps=0, tolerance=EXACT, cases=1)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """fomaml_grads() computes in float64 and returns float64 when it is given float64."""
    compare(probes.several_tasks, name=NAME, n_tasks=2, lr=0.2, steps=2, dtype="float64", tolerance=DOUBLE)
