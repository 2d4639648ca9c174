"""Hidden suite of memory_read."""

from collections.abc import Callable

import torch

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_memory as probes

# The contract forgives a small constant against division by zero, in float64 too.
GUARDED = Tolerance(rtol=1e-4, atol=1e-5)
FORGIVING = Tolerance(rtol=0.0, atol=2e-4)  # so that 1e-6 may be added to 0.04 ** 2, the square of a length
SHARP = Tolerance(rtol=1e-3, atol=1e-3)  # beta = 50 magnifies the rounding of a float32 cosine as much


@points(1)
@hint("what comes first, what you read or how you weigh it? which axis belongs to the slots, which to the features?")
def test_read_and_weights(observe: Callable) -> None:
    """memory_read() returns read of shape (B, D) and then weights of shape (B, M)."""
    observe(probes.memories, b=3, m=5, d=4, beta=2.0)
    observe(probes.memories, b=6, m=3, d=7, beta=2.0)


@points(2)
@hint("is the cosine free of the lengths of key and slot, and over which axis do the weights sum to 1?")
def test_weights(compare: Callable) -> None:
    """With beta = 1 the weights are the softmax over the slots of the cosine with the key."""
    compare(probes.addressing, b=4, m=6, d=5, beta=1.0, tolerance=GUARDED)
    compare(probes.addressing, b=7, m=3, d=4, beta=1.0, tolerance=GUARDED)
    compare(probes.addressing, b=5, m=5, d=5, beta=1.0, tolerance=GUARDED)
    compare(probes.short_addressing, b=4, m=6, d=5, beta=1.0, tolerance=GUARDED)
    compare(probes.addressing, b=2, m=14, d=5, beta=1.0, tolerance=GUARDED, cases=1)
    compare(probes.uneven_addressing, beta=1.0, tolerance=FORGIVING, cases=1)


@points(1)
@hint("does beta multiply the cosines, before the softmax? what are the weights at beta = 0?")
def test_beta(compare: Callable) -> None:
    """beta multiplies the cosines inside the softmax: 0 weighs all slots alike, more sharpens."""
    for beta in (6.0, 0.3, 0.0):
        compare(probes.addressing, b=4, m=6, d=5, beta=beta, tolerance=GUARDED)
    compare(probes.aligned_addressing, sign=-1.0, beta=4.0, tolerance=GUARDED, cases=1)


@points(2)
@hint("take your weights and the memory as it was handed in: is read their product?")
def test_read(observe: Callable) -> None:
    """read is the sum of the slots as they are stored, each times its weight."""
    for b, m, d in ((3, 5, 4), (6, 4, 7), (5, 5, 5)):
        for seen, reference in observe(probes.memories, b=b, m=m, d=d, beta=3.0):
            read, weights = seen["result"]
            by_weights = weights @ reference["memory"]
            is_wrong = ~torch.isclose(read, by_weights, rtol=1e-4, atol=1e-4)
            assert not is_wrong.any(), (
                f"{int(is_wrong.sum())} of {is_wrong.numel()} entries of read are not what your own weights give, "
                "the sum over the slots of weights[b, i] * memory[i]"
            )


@points(1)
@hint("is beta used as it is handed in, however large it is, in every weight and in what is read?")
def test_large_beta(compare: Callable, observe: Callable) -> None:
    """With beta = 50 the slot that resembles the key most has nearly all of the weight."""
    compare(probes.addressing, b=4, m=6, d=5, beta=50.0, tolerance=SHARP)
    compare(probes.aligned_addressing, sign=1.0, beta=50.0, tolerance=SHARP, cases=1)
    observe(probes.memories, b=4, m=6, d=5, beta=50.0)


@points(1)
@hint("what happens to an axis of length 1 in your code?")
def test_single_rows(observe: Callable) -> None:
    """read and weights keep both axes with a single key, a single slot or a single feature."""
    for b, m, d in ((1, 5, 3), (4, 1, 3), (1, 1, 3), (4, 3, 1)):
        observe(probes.single_slots, b=b, m=m, d=d, beta=2.0)


@points(1)
@hint("once the values are right: is there a detach, no_grad, item or argmax between key and what is returned?")
def test_gradient_reaches_the_key(compare: Callable) -> None:
    """The gradients of read and of weights with respect to key are right."""
    compare(probes.read_gradient, of="key", b=3, m=5, d=4, beta=2.0, tolerance=GUARDED)
    compare(probes.read_gradient, of="key", b=3, m=5, d=4, beta=2.0, is_alone=True, tolerance=GUARDED, cases=1)


@points(1)
@hint("once the values are right: does the memory stay connected both where it is compared and where it is read?")
def test_gradient_reaches_the_memory(compare: Callable) -> None:
    """The gradients of read and of weights with respect to memory are right."""
    compare(probes.read_gradient, of="memory", b=3, m=5, d=4, beta=2.0, tolerance=GUARDED)
    compare(probes.read_gradient, of="memory", b=3, m=5, d=4, beta=2.0, is_alone=True, tolerance=GUARDED, cases=1)


@points(1)
@hint("in which dtype are the tensors that you create or convert to on the way?")
def test_keeps_float64(observe: Callable) -> None:
    """memory_read() returns float64 results for float64 inputs."""
    observe(probes.memories, b=3, m=5, d=4, beta=2.0, dtype="float64")


@points(1)
@hint("do you change key or memory in place (an operation whose name ends in _, or one like /=)?")
def test_inputs_untouched(compare: Callable) -> None:
    """memory_read() leaves key and memory as they were."""
    compare(probes.read_inputs, b=3, m=5, d=4, beta=2.0)
