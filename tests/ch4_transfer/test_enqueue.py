"""Hidden suite of enqueue."""

from collections.abc import Callable

from autograder.mismatch import Tolerance
from autograder.suite import hint, points

from . import probes_contrastive as probes

STORED = Tolerance(rtol=1e-12, atol=0.0)  # what is stored is not computed


@points(2)
@hint("at which row does the first key go, in which order do the others follow, and which rows stay?")
def test_writes_at_the_pointer(compare: Callable[..., None]) -> None:
    """enqueue() writes the keys as they are into the rows from ptr on, in their order, and no other row."""
    compare(probes.enqueued, k=8, d=3, ptr=2, b=4)
    compare(probes.enqueued, k=7, d=3, ptr=0, b=2)
    compare(probes.enqueued, k=7, d=2, ptr=5, b=1)
    compare(probes.enqueued, k=5, d=5, ptr=1, b=3, cases=1)
    compare(probes.enqueued_from_columns, k=7, d=2, ptr=2, b=3, cases=1)
    compare(probes.enqueued_into_zeros, k=300, d=2, ptr=290, b=5, cases=1)


@points(1)
@hint("into which row goes the key after the one in the last row, and where does the next batch begin?")
def test_wraps_around(compare: Callable[..., None]) -> None:
    """enqueue() goes on at row 0 when the last row is full."""
    compare(probes.enqueued, k=7, d=3, ptr=5, b=4)
    compare(probes.enqueued, k=8, d=3, ptr=7, b=3)


@points(1)
@hint("is K a row of the queue?")
def test_ends_at_the_last_row(compare: Callable[..., None]) -> None:
    """enqueue() returns 0 when the last key went into the last row."""
    compare(probes.enqueued, k=7, d=3, ptr=4, b=3)
    compare(probes.enqueued, k=7, d=2, ptr=6, b=1)


@points(1)
@hint("which rows does a batch as large as the queue fill, and where does the next one begin?")
def test_fills_the_whole_queue(compare: Callable[..., None]) -> None:
    """enqueue() takes a batch of K keys, from any pointer."""
    compare(probes.enqueued, k=5, d=3, ptr=0, b=5)
    compare(probes.enqueued, k=5, d=3, ptr=3, b=5)
    compare(probes.enqueued, k=1, d=3, ptr=0, b=1, cases=1)


@points(1)
@hint("play three batches of three through a queue of seven on paper: does a key ever leave before older ones?")
def test_first_in_first_out(compare: Callable[..., None]) -> None:
    """enqueue() replaces the oldest keys, over many calls with batches of any size."""
    compare(probes.enqueued_in_turn, k=7, d=3, sizes=[3, 3, 3, 2, 7, 1, 5, 4])


@points(1)
@hint("does the caller's queue change, or only a new one that your name then stands for?")
def test_in_place(compare: Callable[..., None]) -> None:
    """enqueue() writes into the memory of the queue that it is given."""
    compare(probes.enqueued_seen_elsewhere, k=7, d=3, ptr=5, b=4)
    compare(probes.enqueued_seen_elsewhere, k=5, d=3, ptr=0, b=5)
    compare(probes.enqueued_in_columns, k=7, d=3, ptr=5, b=4, cases=1)


@points(1)
@hint("keys come with the graph of the encoder: what happens to the queue if they keep it, and is recording as before?")
def test_no_graph(compare: Callable[..., None]) -> None:
    """enqueue() stores values only and leaves recording alone: the queue requires no gradient, although the keys do."""
    compare(probes.enqueued_with_graph, k=7, d=3, ptr=2, b=3)
    compare(probes.enqueued_with_graph, k=7, d=3, ptr=5, b=4)


@points(1)
@hint("does any line change the keys: their values, their graph, their .grad or requires_grad?")
def test_leaves_the_keys_alone(compare: Callable[..., None]) -> None:
    """enqueue() leaves the keys as they were, with their graph and their .grad, and draws no random numbers."""
    compare(probes.keys_afterwards, k=7, d=3, ptr=5, b=4, kind="constant")
    compare(probes.keys_afterwards, k=7, d=3, ptr=2, b=3, kind="leaf", cases=1)
    compare(probes.keys_afterwards, k=7, d=3, ptr=2, b=3, kind="computed")


@points(1)
@hint("do queue and keys share memory after the call?")
def test_copies_the_keys(compare: Callable[..., None]) -> None:
    """enqueue() copies the keys: overwriting them later does not change the queue."""
    compare(probes.keys_written_later, k=7, d=3, ptr=5, b=4)
    compare(probes.keys_written_later, k=5, d=3, ptr=0, b=5)


@points(1)
@hint("do you convert the keys on their way into the queue?")
def test_float64_is_kept(compare: Callable[..., None]) -> None:
    """enqueue() stores float64 keys in a float64 queue without rounding."""
    compare(probes.enqueued, k=7, d=3, ptr=5, b=4, dtype="float64", tolerance=STORED)
