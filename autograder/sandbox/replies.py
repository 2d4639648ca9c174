"""Read what a child replied, frame by frame: cells that raised, and the answers to a batch of requests."""

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from autograder.observation import Outcome, Raised
from autograder.sandbox import frames
from autograder.sandbox.notes import NOTES


@dataclass(frozen=True)
class Answered:
    """What one batch of requests returned, and the frame in which it came.

    `stand_ins`: the keys of `NOTES` for what of torch had been replaced for the submission by then.
    """

    outcomes: tuple[Outcome, ...]
    duration_s: float
    frame: bytes = field(default=b"", repr=False, compare=False)
    stand_ins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ended:
    """The child ended before it answered: `is_timeout`, and the reason in words that follow `f(...)`."""

    reason: str
    is_timeout: bool = False


NO_ANSWER = Ended("sent something that is no answer")


def read_answer(frame: bytes, number: int | None, length: int | None) -> Answered | Ended:
    """The answers in a frame, which must be those to batch `number` with `length` requests where these are given.

    Raises `frames.MalformedFrame` for what is no frame.
    """
    reply = frames.read(frame)
    with suppress(KeyError, TypeError, ValueError):
        outcomes = tuple(map(frames.unpack_outcome, reply["outcomes"]))
        batch, duration_s = reply["batch"], reply["duration_s"]
        is_sound = type(batch) is int and type(duration_s) is float and math.isfinite(duration_s)
        if is_sound and duration_s >= 0 and number in (None, batch) and length in (None, len(outcomes)):
            stand_ins = tuple(key for key in NOTES if key in reply.get("stand_ins", ()))
            return Answered(outcomes, duration_s, frame, stand_ins)
    return NO_ANSWER


def read_cell_errors(frame: bytes, names: set[str] | None) -> Mapping[str, Raised] | Ended:
    """The cells that raised while loading, which must be among `names` where these are given.

    Raises `frames.MalformedFrame` for what is no frame.
    """
    reply, errors = frames.read(frame), {}
    with suppress(AttributeError, KeyError, TypeError, ValueError):
        for item in reply["loaded"]:
            cell, outcome = item.pop("cell"), frames.unpack_outcome(item)
            if not isinstance(outcome, Raised) or (names is not None and cell not in names):
                return NO_ANSWER
            errors[cell] = outcome
        return errors
    return NO_ANSWER
