"""Hidden suite of attention_transfer_loss."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_distillation as probes

CLOSE = Tolerance(rtol=1e-6, atol=0.0)


@points(2)
@hint("follow one sample: squares, one map, one vector of length 1. What is averaged at the end?")
def test_value(compare: Callable[..., None]) -> None:
    """attention_transfer_loss() is the mean of (q_s - q_t)^2 over the batch and all places."""
    compare(probes.attention, b=3, channels=[4, 4], h=2, w=5, stds=[1.0, 1.0])
    compare(probes.attention, b=2, channels=[3, 3], h=4, w=3, stds=[1.0, 1.0])
    compare(probes.attention, cases=2, b=2, channels=[3, 3], h=3, w=3, stds=[1.0, 1.0])
    compare(probes.attention, cases=1, b=40, channels=[3, 3], h=3, w=2, stds=[1.0, 1.0])
    compare(probes.attention_of_dead_places, cases=1, b=3, c=2, h=3, w=3, of="result")


@points(1)
@hint("which axis do you average over before student and teacher meet?")
def test_different_channels(compare: Callable[..., None]) -> None:
    """Student and teacher may differ in their number of channels."""
    compare(probes.attention, b=4, channels=[2, 6], h=3, w=5, stds=[1.0, 1.0])
    compare(probes.attention, b=3, channels=[5, 1], h=2, w=3, stds=[1.0, 1.0])


@points(1)
@hint("what is the length of q for a single sample, whatever the size of its activations?")
def test_each_map_has_length_one(compare: Callable[..., None]) -> None:
    """The size of a sample's activations does not count: its map is scaled to length 1."""
    compare(probes.attention, b=4, channels=[3, 5], h=3, w=2, stds=[0.2, 6.0])
    compare(probes.attention, b=1, channels=[3, 2], h=3, w=4, stds=[7.0, 0.3])
    compare(probes.attention, cases=1, b=3, channels=[3, 2], h=2, w=3, stds=[900.0, 2.0])
    compare(probes.attention, cases=1, b=3, channels=[3, 2], h=1, w=1, stds=[1.0, 2.0])
    compare(probes.attention, cases=2, b=3, channels=[3, 2], h=2, w=3, stds=[0.01, 2.0])
    compare(probes.attention, cases=2, b=3, channels=[3, 2], h=2, w=3, stds=[2.0, 0.01])


@points(2)
@hint("is there a detach, a no_grad or an item() on the way from fs to the loss?")
def test_gradient_of_the_student(compare: Callable[..., None]) -> None:
    """The student's activations get the gradient, through the normalisation too."""
    compare(probes.attention_gradient, b=2, channels=[2, 4], h=2, w=3, of="fs")
    compare(probes.attention_gradient, b=1, channels=[1, 3], h=1, w=3, of="fs")
    compare(probes.attention_of_dead_places, cases=1, b=3, c=2, h=3, w=3, of="the gradient with respect to fs")
    compare(probes.attention_reached, cases=1, b=3, c=2, h=2, w=3)


@points(1)
@hint("what should training the student do to the teacher?")
def test_no_gradient_to_the_teacher(compare: Callable[..., None]) -> None:
    """No gradient flows to the teacher, also where its activations require one."""
    compare(probes.attention_gradient, b=2, channels=[2, 4], h=2, w=3, of="ft")
    compare(probes.attention_common_origin, b=2, c=2, h=2, w=3)


@points(1)
@hint("does a line of yours end in an underscore, or write into a tensor it was given?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """attention_transfer_loss() leaves the activations as they were, and draws no random numbers."""
    compare(probes.attention_arguments, b=2, channels=[2, 3], h=2, w=3, requires_grad=True)
    compare(probes.attention_arguments, b=2, channels=[2, 3], h=2, w=3, requires_grad=False)
    compare(probes.computed_attention_arguments, cases=1, b=2, channels=[2, 3], h=2, w=3)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """attention_transfer_loss() computes in float64 and returns float64 when the activations are float64."""
    compare(probes.near_attention, b=3, c=3, h=2, w=4, tolerance=CLOSE)
