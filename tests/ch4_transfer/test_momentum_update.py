"""Hidden suite of momentum_update."""

from collections.abc import Callable

from autograder.mismatch import EXACT, Tolerance
from autograder.suite import hint, points

from . import probes_momentum as probes

ROUNDED = Tolerance(rtol=1e-4, atol=1e-5)  # precision is the business of the last check alone


@points(2)
@hint("which of the two encoders moves, and which one keeps the share m?")
def test_mixes_the_parameters(compare: Callable[..., None]) -> None:
    """momentum_update() sets each parameter of key_encoder to m * k + (1 - m) * q, and returns None."""
    compare(probes.keys_of_linear, m=0.9)
    compare(probes.keys_of_linear, m=0.3)
    compare(probes.keys_of_linear, m=0.999, distance=30.0, cases=1)


@points(1)
@hint("does your loop reach parameters of nested layers, of batch norm, and those whose gradient is switched off?")
def test_moves_every_parameter(compare: Callable[..., None]) -> None:
    """momentum_update() moves every parameter of key_encoder, whatever its layer and its shape."""
    compare(probes.keys_of_network, m=0.8, cases=2)


@points(1)
@hint("put m = 0 and m = 1 into the formula: what is left?")
def test_extreme_momenta(compare: Callable[..., None]) -> None:
    """momentum_update() copies the query encoder's values with m = 0 and changes nothing with m = 1."""
    compare(probes.keys_of_network, m=0, cases=2)
    compare(probes.keys_of_network, m=1, cases=2)


@points(1)
@hint("who else may hold the key encoder's parameters, and what happens to them if you put new ones in place?")
def test_keeps_the_parameter_objects(compare: Callable[..., None]) -> None:
    """momentum_update() gives new values to the Parameter objects that key_encoder already has."""
    compare(probes.key_parameters_afterwards, m=0.8, cases=1)


@points(1)
@hint("q requires a gradient: what does autograd make of a tensor computed from it, and does it record as before?")
def test_no_graph(compare: Callable[..., None]) -> None:
    """momentum_update() leaves key_encoder's parameters leaves that need and hold no gradient, and recording alone."""
    compare(probes.key_graph_afterwards, m=0.8, cases=1)


@points(1)
@hint("does any line write to the query encoder's parameters, to their .grad or to their requires_grad?")
def test_leaves_the_query_encoder_alone(compare: Callable[..., None]) -> None:
    """momentum_update() leaves query_encoder's parameters, frozen or not, as they were, and draws no random numbers."""
    compare(probes.query_afterwards, m=0.8, tolerance=EXACT, cases=1)
    compare(probes.update_before_backward, m=0.8, tolerance=ROUNDED, cases=1)


@points(1)
@hint("after your update, do the two encoders share memory?")
def test_no_shared_memory(compare: Callable[..., None]) -> None:
    """momentum_update() copies values: what happens to one encoder later does not show in the other."""
    compare(probes.query_trained_later, m=0.8, cases=2)
    compare(probes.query_trained_later, m=0, cases=2)
    for m in (0.8, 0.0):
        compare(probes.equal_query_trained_later, m=m, cases=1)
    compare(probes.key_changed_later, m=0, cases=1)


@points(1)
@hint("what else than parameters does a state_dict hold?")
def test_leaves_buffers_alone(compare: Callable[..., None]) -> None:
    """momentum_update() leaves the buffers of both encoders as they were."""
    compare(probes.buffers_afterwards, m=0.8, cases=1)
    compare(probes.buffers_afterwards, m=0, cases=1)


@points(1)
@hint("do you call train() or eval() on one of the encoders, or set a flag in it?")
def test_leaves_modes_alone(compare: Callable[..., None]) -> None:
    """momentum_update() leaves the training flags of both encoders, and of all their layers, as they were."""
    compare(probes.modes_afterwards, m=0.8, is_training=True, cases=1)
    compare(probes.modes_afterwards, m=0.8, is_training=False, cases=1)


@points(1)
@hint("what remains of the first query parameters after three updates, and does anything depend on how often?")
def test_averages_over_training(compare: Callable[..., None]) -> None:
    """momentum_update() after each training step keeps a moving average of the query encoder."""
    compare(probes.keys_after_training, m=0.7, steps=3, tolerance=ROUNDED, cases=2)


@points(1)
@hint("do you convert a tensor, or create one without saying which dtype?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """momentum_update() computes in float64 for float64 encoders."""
    compare(probes.cancelling, m=0.8, cases=2)
