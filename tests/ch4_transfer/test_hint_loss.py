"""Hidden suite of hint_loss."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_distillation as probes

CLOSE = Tolerance(rtol=1e-6, atol=0.0)


@points(2)
@hint("what is averaged, over how many numbers, and is there a factor before it?")
def test_value(compare: Callable[..., None]) -> None:
    """hint_loss() is the mean squared error of regressor(fs) against ft, the mean over all elements."""
    compare(probes.hint_vectors, b=5, d_s=3, d_t=4)
    compare(probes.hint_vectors, b=2, d_s=6, d_t=3)
    compare(probes.hint_vectors, cases=1, b=40, d_s=3, d_t=2)
    compare(probes.hint_vectors, cases=1, b=4, d_s=3, d_t=1)
    compare(probes.hint_with_batch_norm, cases=1, b=5, d_s=3, d_t=4)


@points(1)
@hint("does the regressor lie between the student's features and the comparison, even where the sizes agree?")
def test_features_of_one_size(compare: Callable[..., None]) -> None:
    """The regressor is applied to the student's features also where both have the same size."""
    compare(probes.hint_vectors, b=5, d_s=4, d_t=4)
    compare(probes.hint_vectors, b=1, d_s=3, d_t=3)
    compare(probes.hint_maps, cases=1, b=2, c_s=3, c_t=3, h=3, w=4)


@points(1)
@hint("does your code know how many axes the features have?")
def test_feature_maps(compare: Callable[..., None]) -> None:
    """hint_loss() also compares feature maps, through a convolution, with the mean over all their elements."""
    compare(probes.hint_maps, b=3, c_s=2, c_t=4, h=3, w=5)


@points(1)
@hint("is there a detach, a no_grad or an item() on the way from fs to the loss?")
def test_gradient_of_the_student(compare: Callable[..., None]) -> None:
    """The student's features get the gradient through the regressor."""
    compare(probes.hint_gradient, b=5, d_s=3, d_t=4, of="fs")
    compare(probes.hint_map_gradient, cases=1, b=3, c_s=2, c_t=4, h=3, w=5)
    compare(probes.hint_frozen_regressor, cases=1, b=5, d_s=3, d_t=4)
    compare(probes.hint_reached, cases=1, b=3, d_s=3, d_t=4)


@points(1)
@hint("who trains the regressor, if not this loss?")
def test_gradient_of_the_regressor(compare: Callable[..., None]) -> None:
    """The regressor's parameters get their gradient too."""
    compare(probes.hint_gradient, b=5, d_s=3, d_t=4, of="the regressor")


@points(1)
@hint("what should training the student do to the teacher?")
def test_no_gradient_to_the_teacher(compare: Callable[..., None]) -> None:
    """No gradient flows to the teacher, also where its features require one."""
    compare(probes.hint_gradient, b=5, d_s=3, d_t=4, of="ft")
    compare(probes.hint_common_origin, b=4, d_s=3, d_t=3)


@points(1)
@hint("does a line switch something on an argument, call backward(), or write into a tensor it was given?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """hint_loss() leaves features and regressor as they were, and draws no random numbers."""
    compare(probes.hint_arguments, b=5, d_s=3, d_t=4, requires_grad=True)
    compare(probes.hint_arguments, b=5, d_s=3, d_t=4, requires_grad=False)
    compare(probes.computed_hint_arguments, cases=1, b=5, d_s=3, d_t=4)
    compare(probes.hint_identity, cases=1, b=4, d=3)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """hint_loss() computes in float64 and returns float64 when everything is float64."""
    compare(probes.hint_vectors, b=5, d_s=3, d_t=4, dtype="float64")
    compare(probes.near_hint, b=5, d_s=3, d_t=4, tolerance=CLOSE)
