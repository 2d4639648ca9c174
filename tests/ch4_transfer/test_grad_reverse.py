"""Hidden suite of grad_reverse."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes

ROUNDING = 1e-5  # of one float32 gradient, computed twice
EXACT = Tolerance(rtol=1e-12, atol=1e-12)  # up to the rounding of float64


@points(1)
@hint("the forward pass changes nothing: where does -lam belong?")
def test_values(compare: Callable) -> None:
    """grad_reverse() returns the values of x."""
    compare(probes.reversed_values, lam=0.3, shape=[5, 3])


@points(1)
@hint("does the result have the dtype and the shape of x, whatever they are?")
def test_any_shape_and_dtype(compare: Callable) -> None:
    """grad_reverse() keeps shape and dtype, for images as for a single number, in float32 and float64."""
    compare(probes.reversed_values, lam=2.0, shape=[2, 3, 4, 5])
    compare(probes.reversed_values, lam=0.3, shape=[4, 3], dtype="float64", tolerance=EXACT)
    compare(probes.strided, lam=0.3, n=4, d=3)
    compare(probes.reversed_values, lam=0.3, shape=[])
    compare(probes.reversed_values, lam=0.3, shape=[1, 3, 1])


@points(1)
@hint("which factor does the gradient meet on its way back, and with which sign?")
def test_gradient_factor(compare: Callable) -> None:
    """The gradient is multiplied by -lam, be lam a float or an int."""
    compare(probes.summed, lam=0.3, shape=[5, 3])
    compare(probes.summed, lam=12, shape=[4, 2])
    compare(probes.summed, lam=2.5, shape=[5, 3], dtype="float64")
    compare(probes.summed, lam=0.7, shape=[2, 3, 5, 4])
    compare(probes.summed, cases=1, lam=0.02, shape=[4, 3])
    compare(probes.summed, cases=1, lam=250, shape=[3, 2])


@points(1)
@hint("what does -lam * g give when lam is 0, and does x still lie behind the result?")
def test_lam_zero(compare: Callable) -> None:
    """With lam = 0 the gradient that passes is 0, and the result still requires one where x does."""
    compare(probes.summed, lam=0.0, shape=[5, 3])
    compare(probes.summed, lam=0, shape=[5, 3])


@points(1)
@hint("what is done with the gradient that arrives from the later layers, however large, and does x play a part?")
def test_upstream_gradient(compare: Callable) -> None:
    """The gradient that arrives is multiplied entry by entry, not replaced."""
    compare(probes.weighted, lam=0.3, shape=[5, 3])
    compare(probes.weighted, lam=12.0, shape=[4, 2], dtype="float64")
    compare(probes.weighted, lam=0.3, shape=[])
    compare(probes.weighted, cases=1, lam=0.7, shape=[2, 3, 4])
    compare(probes.zeros_and_large_weights, cases=1, lam=0.7, shape=[6, 3])


@points(2)
@hint("which tensor does the reversal belong to: x, or only what this call returns?")
def test_other_path_keeps_gradient(compare: Callable) -> None:
    """A path from x that does not go through grad_reverse() keeps its own gradient."""
    compare(probes.second_path, lam=0.3, n=5, d=3)
    compare(probes.second_path, lam=2.0, n=2, d=4)
    compare(probes.features_used_twice, lam=0.3, n=5, d=3)
    compare(probes.same_input, lams=[0.7, 0.7], n=4, d=3, is_used_directly=True)


@points(1)
@hint("the arriving gradient may also be on its way to another branch: do you change it or make a new one?")
def test_branches_meeting_again(compare: Callable) -> None:
    """Where the branches meet again, the plain one keeps its own gradient."""
    compare(probes.meeting_again, lam=0.3, n=5, d=3)


@points(1)
@hint("where is lam kept between the forward and the backward pass?")
def test_several_calls(compare: Callable) -> None:
    """Several calls in one graph each keep their own lam."""
    compare(probes.several_calls, lams=[0.3, 2.0, 0.0, 0.7], n=5, d=3)


@points(1)
@hint("does anything of one call remain on x, or in what it returns, that the next call finds there?")
def test_same_input_twice(compare: Callable) -> None:
    """Two calls on the same x give the sum of both reversed gradients; a call on a result reverses again."""
    compare(probes.same_input, lams=[0.3, 2.0], n=5, d=3)
    compare(probes.same_features, lams=[0.7, 0.7], n=4, d=3)
    compare(probes.reversed_again, lams=[0.3, 2.0], n=5, d=3)


@points(1)
@hint("after one backward pass, is everything still there that the next one needs, and still the same?")
def test_second_backward_pass(observe: Callable) -> None:
    """A second backward pass through the same result gives the same gradient again."""
    for seen, _ in observe(probes.backward_twice, lam=0.3, n=5, d=3):
        first, second = (seen[f"the gradient of the {which} backward pass"] for which in ("first", "second"))
        difference = float((first - second).abs().max())
        assert difference < ROUNDING, f"the gradient of the second backward pass is another, by up to {difference:.4g}"


@points(1)
@hint("does the graph go on behind x, to the layers that made it?")
def test_reaches_earlier_layers(compare: Callable) -> None:
    """The reversed gradient reaches the layers before, the layers after get theirs unreversed."""
    compare(probes.earlier_layer, lam=0.3, n=5, d_in=4, d=3)


@points(1)
@hint("can what you do be done to a tensor without a gradient, and do you ask the right tensor?")
def test_no_gradient_needed(compare: Callable) -> None:
    """grad_reverse() also works where no gradient is needed, and asks for none where x needs none."""
    compare(probes.without_gradient, lam=0.3, n=5, d=3)
    compare(probes.under_no_grad, lam=0.3, n=5, d=3)


@points(1)
@hint("do you switch anything on x, or write into it?")
def test_input_untouched(compare: Callable) -> None:
    """grad_reverse() leaves x as it is: its values, its .grad and its requires_grad."""
    compare(probes.reversed_input, lam=0.3, n=5, d=3, requires_grad=False)
    compare(probes.reversed_input, lam=0.3, n=5, d=3, requires_grad=True)
