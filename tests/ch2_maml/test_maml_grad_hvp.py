"""Hidden suite of maml_grad_hvp."""

from collections.abc import Callable

from autograder.mismatch import DOUBLE, EXACT
from autograder.suite import hint, points

from . import probes_meta as probes

NAME = "maml_grad_hvp"


@points(2)
@hint("which loss does the Hessian belong to, which one the vector, and how do lr and the sign enter?")
def test_subtracts_lr_times_the_product(compare: Callable[..., None]) -> None:
    """maml_grad_hvp() is v - lr * H v, with H of the support loss and v the gradient of the query loss."""
    compare(probes.linear_map, n_support=6, n_query=4, lr=0.1)
    compare(probes.linear_map, n_support=5, n_query=7, lr=0.4)
    compare(probes.flat_targets, name=NAME, lr=0.05)
    compare(probes.far_targets, name=NAME, lr=0.01, cases=1)


@points(2)
@hint("at which parameters are the Hessian and the vector taken, is the vector a constant, and the product exact?")
def test_hessian_at_params_and_vector_at_the_adapted_ones(compare: Callable[..., None]) -> None:
    """maml_grad_hvp() takes the Hessian at params and the query gradient at the adapted parameters."""
    compare(probes.tanh_layer, n_support=6, n_query=4, lr=0.5)
    compare(probes.tanh_layer, n_support=4, n_query=5, lr=1.5)
    compare(probes.steep_tanh_layer, n_support=5, n_query=4, lr=0.5, cases=1)


@points(2)
@hint("does the change of one parameter's gradient with another parameter get into your product?")
def test_mixed_derivatives(compare: Callable[..., None]) -> None:
    """maml_grad_hvp() includes the mixed second derivatives with respect to different parameters."""
    compare(probes.product_of_parameters, n_support=6, n_query=4, lr=0.1)
    compare(probes.tanh_network, n_support=6, n_query=4, lr=0.2)


@points(1)
@hint("in which order do you go through params, and which shape does each part of the result have?")
def test_order_and_shapes(observe: Callable[..., list]) -> None:
    """maml_grad_hvp() returns a list in the order of params, each entry of the shape of its parameter."""
    observe(probes.tanh_network, n_support=5, n_query=3, lr=0.1)
    observe(probes.single_column, n_support=5, n_query=3, lr=0.1, cases=1)


@points(1)
@hint("does your code need params to be leaves, or does it call backward() on something connected to them?")
def test_params_may_be_computed(compare: Callable[..., None]) -> None:
    """maml_grad_hvp() accepts params that were computed from other tensors, and leaves those alone."""
    compare(probes.meta_gradient_of_computed_params, lr=0.3)


@points(1)
@hint("does any line write to an argument: an assignment into params, an in-place operation, backward()?")
def test_leaves_its_arguments_alone(compare: Callable[..., None]) -> None:
    """maml_grad_hvp() leaves params, their .grad and the task as they were."""
    compare(probes.hvp_arguments, lr=2.0, tolerance=EXACT)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype? are second derivatives approximated?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """maml_grad_hvp() computes in float64 and returns float64 when it is given float64."""
    compare(probes.tanh_network, n_support=6, n_query=4, lr=0.2, dtype="float64", tolerance=DOUBLE)
