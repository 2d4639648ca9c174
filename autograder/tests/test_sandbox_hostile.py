"""What a hostile submission sends is refused, whatever it looks like."""

import math
import time

import pytest

from autograder.observation import Opaque, Raised, Returned, TensorSeen
from autograder.sandbox.replies import Ended
from autograder.tests.sandboxing import (
    CHANNEL,
    HOG,
    ask,
    called,
    ending,
    observe,
    outcome,
    value,
)

# a hostile sender

UNREADABLE = "sent an answer that cannot be read: a reply "
NO_ANSWER = "sent something that is no answer"


def forged(**changes):
    """The text of a frame that answers the batch, but for some changes."""
    answer = {"batch": 0, "outcomes": [{"returned": 1}], "duration_s": 0.1, **changes}
    return f"frames.encode({answer})".replace(": nan", ": float('nan')").replace(": inf", ": float('inf')")


TRICKLE = CHANNEL + """
def trickle():
    wire = channel()
    wire.sendall(frames.PREFIX.pack(frames.MAGIC, 1000, 60_000_000))
    while True:
        wire.sendall(b"x")
        time.sleep(0.001)
"""


def test_the_time_limit_holds_while_data_trickles_in(sandbox):
    started = time.monotonic()
    assert ending(sandbox, TRICKLE + called("trickle()")) == Ended("ran longer than 2 s", is_timeout=True)
    assert time.monotonic() - started < 4


def test_the_memory_limit_holds_while_data_trickles_in(roomy):
    hog = f"threading.Thread(target=trickle, daemon=True).start()\n{HOG}"
    assert ending(roomy, TRICKLE + called(hog)) == Ended("used more than 100 MB of memory")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("b'garbage' * 1000", UNREADABLE + "is not a frame"),
        ("__import__('pickle').dumps(Bomb())", UNREADABLE + "is not a frame"),
        ("b'\\0' * 100", UNREADABLE + "is not a frame"),
        ("frames.PREFIX.pack(frames.MAGIC, 2**32 - 1, 0)", UNREADABLE + "is not a frame, or announces more"),
        ("frames.PREFIX.pack(frames.MAGIC, 4, 0) + b'oops'", UNREADABLE + "cannot be read"),
        ("frames.encode([])", NO_ANSWER),
        ("frames.encode('outcomes')", NO_ANSWER),
        ("frames.encode(frames.Opaque('x'))", NO_ANSWER),
        ("frames.encode({'loaded': []})", NO_ANSWER),
        ("frames.encode({'batch': 0, 'outcomes': [{'returned': 1}]})", NO_ANSWER),
        (forged(batch=7), NO_ANSWER),
        (forged(batch=False), NO_ANSWER),
        (forged(outcomes=[]), NO_ANSWER),
        (forged(outcomes="x"), NO_ANSWER),
        (forged(outcomes=[{"returned": 1}] * 2), NO_ANSWER),
        (forged(outcomes=[{"verdict": "passed"}]), NO_ANSWER),
        (forged(duration_s=math.nan), NO_ANSWER),
        (forged(duration_s=math.inf), NO_ANSWER),
        (forged(duration_s=-1.0), NO_ANSWER),
        (forged(duration_s=True), NO_ANSWER),
        (forged(duration_s="1"), NO_ANSWER),
    ],
    ids=["garbage", "pickle", "zeros", "huge", "no JSON", "list", "text", "opaque", "loaded again", "no seconds",
         "another number", "boolean number", "too few", "text for outcomes", "too many", "verdict", "nan", "infinite",
         "negative", "boolean", "text for seconds"],
)
def test_what_is_no_answer_is_none(sandbox, data, reason, tmp_path):
    mark = tmp_path / "executed"
    bomb = f"class Bomb:\n    def __reduce__(self):\n        return (os.mkdir, ({str(mark)!r},))"
    told = ending(sandbox, called(f"channel().sendall({data})\ntime.sleep(9)", f"{CHANNEL}\n{bomb}"))
    assert told.reason.startswith(reason)
    assert not mark.exists()


@pytest.mark.parametrize(
    "loaded",
    ["[]", "{'loaded': 3}", "{'loaded': 'text'}", "{'loaded': [3]}", "{'loaded': [{'cell': 'f'}]}",
     "{'loaded': [{'cell': 'unknown', 'raised': ['E'], 'message': '', 'place': ''}]}",
     "{'loaded': [{'cell': [], 'raised': ['E'], 'message': '', 'place': ''}]}",
     "{'loaded': [{'cell': 'f', 'returned': 1}]}"],
)
def test_a_report_on_the_cells_that_is_none_ends_every_batch(sandbox, loaded):
    told = ending(sandbox, f"{CHANNEL}\nchannel().sendall(frames.encode({loaded}))\ntime.sleep(9)")
    assert told.reason == f"was not called: the notebook's code {NO_ANSWER}"


def test_a_forged_answer_in_the_right_form_is_an_answer_like_any_other(sandbox):
    assert value(sandbox, called(f"channel().sendall({forged()})\ntime.sleep(9)", CHANNEL)) == 1


def test_endless_valid_frames_are_not_read_to_their_end(sandbox):
    flood = "wire = channel()\nwhile True: wire.sendall(frames.encode({'batch': 0, 'outcomes': [], 'duration_s': 0.1}))"
    assert ending(sandbox, called(flood, CHANNEL)) == Ended(NO_ANSWER)


# odd objects


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Liar()", Opaque("submission.Liar")),
        ("Silent()", Opaque("submission.Silent")),
        ("{Silent(): 1}", Opaque("dict")),
        ("Endless()", Raised(("TooLarge", "Exception", "BaseException"), "the returned value has more than 24 levels "
                             "or 20000 entries", "")),
        ("cyclic", Raised(("TooLarge", "Exception", "BaseException"), "the returned value has more than 24 levels "
                          "or 20000 entries", "")),
        ("[0] * 10**6", Raised(("TooLarge", "Exception", "BaseException"), "the returned value has more than 24 levels "
                               "or 20000 entries", "")),
        ("10**400", Raised(("TooLarge", "Exception", "BaseException"), "the returned value holds an integer of more "
                           "than 256 bits", "")),
        ("torch.zeros(1).expand(10**13)", Raised(("TooLarge", "Exception", "BaseException"), "the returned value holds "
                                                 "more than 2048 tensors or 60 MB of them", "")),
        ("torch.zeros(2, device='meta')", Opaque("meta tensor")),
        ("torch.eye(2).to_sparse()", Opaque("sparse tensor")),
        ("torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8)", Opaque("quantized tensor")),
        ("torch.nested.nested_tensor([torch.ones(1), torch.ones(2)])", Opaque("nested tensor")),
        ("{(0, 1): 1, None: 2, 3: 4}", {"(0, 1)": 1, "None": 2, 3: 4}),
        ("Text('text')", "text"),
        ("float('inf')", math.inf),
        ("'\\ud800'", "\ud800"),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_odd_objects_arrive_as_plain_values(sandbox, expression, expected):
    text = f"""
import torch
class Liar:
    __class__ = property(lambda self: torch.Tensor)
class Silent:
    def __repr__(self): raise ValueError
    __str__ = __repr__
class Text(str):
    def __str__(self): return "another text"
class Endless(list):
    def __iter__(self):
        while True: yield 1
cyclic = []
cyclic.append(cyclic)
def f(): return {expression}
"""
    seen = outcome(sandbox, text)
    assert (seen if isinstance(expected, Raised) else seen.value) == expected


def test_a_tensor_subclass_arrives_as_the_tensor_it_holds(sandbox):
    text = """
import torch
class Mine(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None): raise ValueError("no")
def f(): return torch.ones(2).as_subclass(Mine)
"""
    seen = value(sandbox, text)
    assert type(seen) is TensorSeen
    assert seen.values.tolist() == [1.0, 1.0]


def test_an_exception_that_cannot_be_printed_is_still_one(sandbox):
    seen = outcome(sandbox, "class Bad(Exception):\n    def __str__(self): raise Bad\ndef f(): raise Bad")
    assert seen == Raised(("Bad", "Exception", "BaseException"), "", "line 3 of cell f")


def test_answers_that_are_too_large_together_are_exceptions(sandbox):
    seen = observe(sandbox, "def f(): return [0] * 19_000", [ask()] * 3, [ask()])
    assert {outcome.types[0] for outcome in seen.answers[0].outcomes} == {"TooLarge"}
    assert isinstance(seen.answers[1].outcomes[0], Returned)
