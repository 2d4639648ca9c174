"""Hidden suite of extract_features."""

from collections.abc import Callable

from autograder.suite import hint, points

from . import probes_practice as probes


@points(2)
@hint("what happens to each batch, and how are the batches put together?")
def test_features_of_every_row(compare: Callable[..., None]) -> None:
    """extract_features() returns the encoder's output for every row of x, in the order of x."""
    compare(probes.extracted, n=12, batch_size=4)
    compare(probes.extracted_from_images, n=6, batch_size=3, cases=2)
    compare(probes.extracted_from_words, n=6, batch_size=3, d=4, cases=1)
    compare(probes.extracted_from_words, n=6, batch_size=3, d=1, cases=1)
    compare(probes.extracted_from_sequences, n=5, batch_size=3, cases=1)
    compare(probes.extracted_twice, n=6, batch_size=3, cases=1)
    compare(probes.extracted_anew, n=5, batch_size=3, cases=1)


@points(1)
@hint("which rows are left over when batch_size does not divide n?")
def test_last_partial_batch(compare: Callable[..., None]) -> None:
    """extract_features() keeps the last batch when it is smaller than the others, or the only one."""
    compare(probes.extracted, n=11, batch_size=4, cases=2)
    compare(probes.extracted, n=9, batch_size=4, cases=1)
    compare(probes.extracted, n=3, batch_size=5, cases=1)
    compare(probes.extracted, n=1, batch_size=4, cases=1)


@points(2)
@hint("which layers compute something else in training mode, and who switches them, at every depth?")
def test_evaluation_mode(compare: Callable[..., None]) -> None:
    """extract_features() runs an encoder that is in training mode in evaluation mode: dropout and batch norm."""
    compare(probes.extracted, n=11, batch_size=4, is_training=True, cases=2)
    compare(probes.extracted_by_own_flag, n=5, batch_size=3, cases=1)


@points(1)
@hint("how many rows does the encoder get in one call?")
def test_batch_size(observe: Callable) -> None:
    """extract_features() never gives the encoder more than batch_size rows at a time."""
    for n, batch_size in ((11, 4), (30, 3), (9, 4), (5, 1)):
        for seen, _ in observe(probes.largest_batch, n=n, batch_size=batch_size, cases=1):
            [(name, rows)] = seen.items()
            assert rows <= batch_size, f"{name} is {rows}, expected at most batch_size = {batch_size}"


@points(1)
@hint("does the result carry a graph, and is recording switched on again afterwards?")
def test_no_gradient(compare: Callable[..., None]) -> None:
    """extract_features() returns features without a graph, and only its own computation goes unrecorded."""
    compare(probes.extracted_without_gradient, n=11, batch_size=4, x_requires_grad=False, cases=1)
    compare(probes.extracted_without_gradient, n=11, batch_size=4, x_requires_grad=True, cases=1)
    compare(probes.extracted_without_gradient, n=5, batch_size=4, x_requires_grad=False, is_training=False, cases=1)


@points(1)
@hint("in which mode does training go on after your call, in the encoder and in every layer?")
def test_back_to_training_mode(compare: Callable[..., None]) -> None:
    """extract_features() leaves an encoder in training mode that was in training mode, with all its layers."""
    compare(probes.modes_afterwards, n=11, batch_size=4, is_training=True, cases=2)
    compare(probes.mode_of_a_single_layer, n=5, batch_size=3, cases=1)


@points(1)
@hint("was the encoder in training mode at all?")
def test_stays_in_evaluation_mode(compare: Callable[..., None]) -> None:
    """extract_features() leaves an encoder in evaluation mode that was in evaluation mode."""
    compare(probes.modes_afterwards, n=11, batch_size=4, is_training=False, cases=1)


@points(1)
@hint("which layer writes down something about each batch that it sees in training mode?")
def test_leaves_buffers_alone(compare: Callable[..., None]) -> None:
    """extract_features() leaves the buffers of the encoder as they were."""
    compare(probes.buffers_afterwards, n=11, batch_size=4, cases=2)


@points(1)
@hint("does any line write to the parameters, to their .grad or requires_grad, or to x?")
def test_leaves_parameters_and_inputs_alone(compare: Callable[..., None]) -> None:
    """extract_features() leaves x and the encoder's parameters, with their .grad and requires_grad, as they were."""
    compare(probes.encoder_afterwards, n=11, batch_size=4, cases=2)
    compare(probes.encoder_afterwards, n=11, batch_size=4, x_requires_grad=True, cases=1)


@points(1)
@hint("do the features pass through another type on their way into the result?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """extract_features() returns float64 features of a float64 encoder."""
    compare(probes.extracted, n=11, batch_size=4, dtype="float64", cases=2)
