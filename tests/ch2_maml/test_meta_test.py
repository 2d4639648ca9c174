"""Hidden suite of meta_test."""

from collections.abc import Callable

import torch

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_steps as probes


@points(2)
@hint("follow one task on paper: which set do the steps see, how many are there, and which loss is returned?")
def test_adapts_to_each_task(compare: Callable[..., None]) -> None:
    """meta_test() returns for each task the query loss after `steps` SGD steps on its support set."""
    compare(probes.single_task, lr=0.1, steps=1)
    compare(probes.single_task, lr=0.1, steps=4)
    compare(probes.tasks_of_different_sizes, lr=0.1, steps=3, d_out=2)
    compare(probes.flat_targets_of_tasks, lr=0.1, steps=1)
    compare(probes.far_targets_of_a_task, lr=0.1, cases=2)
    compare(probes.called_again, lr=0.1, steps=2)
    compare(probes.overshooting_of_a_task, lr=0.4, steps=2, cases=1)
    compare(probes.other_parameters, lr=0.1, steps=2, cases=2)


@points(1)
@hint("what does your function return when the loop over the steps never runs?")
def test_zero_steps(compare: Callable[..., None]) -> None:
    """meta_test() with steps=0 returns the query losses of the model itself."""
    compare(probes.tasks_of_different_sizes, lr=0.1, steps=0)
    compare(probes.in_evaluation_mode, lr=0.1, steps=0, cases=1)


@points(1)
@hint("what is left of one task when the next begins: parameters, buffers? does each start from the model?")
def test_order_does_not_matter(observe: Callable) -> None:
    """meta_test() gives each task the same loss in whatever order the tasks come."""
    for seen, _reference in observe(probes.reordered, lr=0.1, steps=2):
        losses, turned = seen["result"], seen["the losses of the tasks in reversed order"].flip(0)
        is_wrong = ~torch.isclose(losses, turned, rtol=1e-4, atol=1e-5)
        assert not is_wrong.any(), (
            f"{int(is_wrong.sum())} of {len(losses)} tasks have another query loss when the same tasks come in "
            "reversed order, expected the same losses, reversed"
        )


@points(1)
@hint("does the copy share tensors with the model, and do you write to .grad or requires_grad of the model?")
def test_parameters_as_before(compare: Callable[..., None]) -> None:
    """meta_test() leaves the parameters of the model, their .grad and their requires_grad as they were."""
    compare(probes.parameters_afterwards, lr=0.1, steps=2, tolerance=EXACT)


@points(1)
@hint("a forward pass can write to buffers: to those of the model, or to those of a copy?")
def test_buffers_as_before(compare: Callable[..., None]) -> None:
    """meta_test() leaves the buffers of the model as they were."""
    compare(probes.buffers_afterwards, lr=0.1, steps=2, tolerance=EXACT)


@points(1)
@hint("do you call train() or eval() on the model itself?")
def test_modes_as_before(compare: Callable[..., None]) -> None:
    """meta_test() leaves every module of the model in the mode in which it was."""
    compare(probes.modes_afterwards, network="evaluation", norm="evaluation", lr=0.1, steps=1)
    compare(probes.modes_afterwards, network="training", norm="evaluation", lr=0.1, steps=1)


@points(1)
@hint("if one weight is used in two places, how many weights does your copy have?")
def test_tied_parameters(compare: Callable[..., None]) -> None:
    """meta_test() keeps a parameter that is used in several places one parameter in the copy."""
    compare(probes.tied, lr=0.1, steps=1)


@points(1)
@hint("do you change the list of tasks, or a tensor in it, in place?")
def test_tasks_as_before(compare: Callable[..., None]) -> None:
    """meta_test() leaves the tasks as they were."""
    compare(probes.tasks_afterwards, lr=0.1, steps=1, tolerance=EXACT)


@points(1)
@hint("do losses pass through Python numbers, or do you create a tensor without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """meta_test() computes in float64 and returns float64 when model and tasks are float64."""
    compare(probes.tasks_of_different_sizes, lr=0.1, steps=1, dtype="float64", tolerance=DOUBLE)
