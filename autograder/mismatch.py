"""Compare what was seen with what was expected, and say the first difference in words."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch

from autograder.observation import Missing, Opaque, Outcome, Raised, Returned, TensorSeen, type_name

__tracebackhide__ = True  # under pytest, a failed check shows the check, not our comparison


@dataclass(frozen=True)
class Tolerance:
    """Two values agree when |seen - expected| <= atol + rtol * |expected|."""

    rtol: float
    atol: float


FLOAT64 = Tolerance(rtol=1e-6, atol=1e-9)
FLOAT32 = Tolerance(rtol=1e-4, atol=1e-5)
DOUBLE = Tolerance(rtol=1e-10, atol=1e-12)  # loose for float64, far below what float32 can do
EXACT = Tolerance(rtol=0.0, atol=0.0)
SHOWN_KEYS = 8
SHOWN_CHARACTERS = 80


class Mismatch(AssertionError):
    """What was seen differs from what was expected; the message is the fact, with both sides.

    It may be given as a function: most often nobody reads it, and finding the words takes longer than comparing.
    """

    def __str__(self) -> str:
        [fact] = self.args
        return str(fact() if callable(fact) else fact)


def compare_outcomes(seen: Outcome, expected: Outcome, name: str, tolerance: Tolerance | None = None) -> None:
    """Raise `Mismatch` at the first difference: type, shape, dtype, device, finite, values.

    `name` is the function's name for the message. Without a tolerance the dtype decides it.
    """
    _compare_kinds(seen, expected, name)
    if isinstance(expected, Returned) and isinstance(seen, Returned) and not _is_identical(seen.value, expected.value):
        for pair in _leaves(seen.value, expected.value, _Place(name)):
            _compare_leaf(*pair, tolerance)


def compare_forms(seen: Outcome, expected: Outcome, name: str) -> None:
    """Like `compare_outcomes`, up to finiteness: the values are the check's own business.

    Whole numbers may have any integer dtype.
    """
    _compare_kinds(seen, expected, name)
    if isinstance(expected, Returned) and isinstance(seen, Returned):
        for one, other, place in _leaves(seen.value, expected.value, _Place(name)):
            if isinstance(other, TensorSeen):
                _compare_tensor_forms(one, other, place, is_exact=_is_floating(other.values))
                _require_finite(one.values, other.values, place, is_random=True)


def agree(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes are the same observation: what tells known mistakes apart."""
    if isinstance(one, Raised) and isinstance(other, Raised):
        return one.types == other.types and one.message == other.message
    try:
        compare_outcomes(one, other, "")
    except (Mismatch, RuntimeError):  # torch cannot compare every dtype
        return False
    return True


@dataclass(frozen=True)
class _Place:
    """Where in an observation a leaf lies, in the words of a message."""

    name: str
    label: str = "result"
    index: str = ""

    def __str__(self) -> str:
        subject = f"{self.name}(...)" if self.label == "result" else self.label
        return f"{subject}{self.index}"

    def under(self, key: Any) -> "_Place":
        return _Place(self.name, self.label, f"{self.index}[{key!r}]")


def _compare_kinds(seen: Outcome, expected: Outcome, name: str) -> None:
    if isinstance(seen, Missing) or isinstance(expected, Missing):
        raise Mismatch(f"{name} is not defined")
    if isinstance(expected, Raised):
        wanted = expected.types[0]
        if isinstance(seen, Returned):
            raise Mismatch(f"{name}(...) returned a value, expected {_article(wanted)} to be raised")
        if wanted not in seen.types:
            raise Mismatch(f"{name}(...) raised {seen.types[0]}, expected {wanted}")
    elif isinstance(seen, Raised):
        raise Mismatch(f"{name}(...) raised {seen.types[0]}, expected a value")


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'AEIOU' else 'a'} {word}"


def _is_identical(seen: Any, expected: Any) -> bool:
    """Whether two trees are the same to the bit, as most are: found out in a fraction of the time of a comparison."""
    if type(seen) is not type(expected):
        return False
    if isinstance(expected, TensorSeen):
        return (seen.device == expected.device and seen.values.dtype == expected.values.dtype
                and torch.equal(seen.values, expected.values))
    if isinstance(expected, dict):
        return seen.keys() == expected.keys() and all(_is_identical(seen[key], item) for key, item in expected.items())
    if isinstance(expected, list):
        return len(seen) == len(expected) and all(map(_is_identical, seen, expected))
    return seen == expected


def _leaves(seen: Any, expected: Any, place: _Place) -> Iterator[tuple[Any, Any, _Place]]:
    """Walk both trees together; a top-level dictionary holds the probe's own labels."""
    if isinstance(expected, dict) and isinstance(seen, dict) and set(seen) == set(expected):
        for label, item in expected.items():
            yield from _walk(seen[label], item, _Place(place.name, str(label)))
    else:
        yield from _walk(seen, expected, place)


def _walk(seen: Any, expected: Any, place: _Place) -> Iterator[tuple[Any, Any, _Place]]:
    _compare_types(seen, expected, place)
    if isinstance(expected, dict):
        if set(seen) != set(expected):
            raise Mismatch(f"{place} has the keys {_listed(seen)}, expected {_listed(expected)}")
        for key in expected:
            yield from _walk(seen[key], expected[key], place.under(key))
    elif isinstance(expected, list):
        if len(seen) != len(expected):
            raise Mismatch(f"{place} has {len(seen)} entries, expected {len(expected)}")
        for index, item in enumerate(expected):
            yield from _walk(seen[index], item, place.under(index))
    else:
        yield seen, expected, place


def _compare_types(seen: Any, expected: Any, place: _Place) -> None:
    if _is_number(expected) and (_is_number(seen) or _is_scalar_tensor(seen)):
        return
    if type(seen) is not type(expected) or (isinstance(seen, Opaque) and seen != expected):
        words = {"list": "tuple or list", "dict": "dict", "NoneType": "None"}
        one, other = (words.get(type_name(item), type_name(item)) for item in (seen, expected))
        if isinstance(seen, TensorSeen):
            one += f" of shape {tuple(seen.values.shape)} and dtype {_short(seen.values.dtype)}"
        raise Mismatch(f"{place} is of type {one}, expected {other}")


def _compare_leaf(seen: Any, expected: Any, place: _Place, tolerance: Tolerance | None) -> None:
    if isinstance(expected, TensorSeen):
        _compare_tensor_forms(seen, expected, place, is_exact=True)
        _compare_values(seen.values, expected.values, place, tolerance or _tolerance(expected.values))
    elif _is_number(expected):
        _compare_numbers(seen.values.item() if isinstance(seen, TensorSeen) else seen, expected, place, tolerance)
    elif seen != expected:
        raise Mismatch(f"{place} is {_quoted(seen)}, expected {_quoted(expected)}")


def _compare_numbers(seen: float, expected: float, place: _Place, tolerance: Tolerance | None) -> None:
    """A whole number is expected exactly, whatever its size and whichever type the seen one has."""
    if tolerance is None and isinstance(expected, int):
        if seen != expected:
            raise Mismatch(f"{place} is {seen}, expected {expected}")
        return
    one, other = (torch.tensor(float(item), dtype=torch.float64) for item in (seen, expected))
    _compare_values(one, other, place, tolerance or FLOAT32)


def _compare_tensor_forms(seen: TensorSeen, expected: TensorSeen, place: _Place, *, is_exact: bool) -> None:
    one, other = seen.values, expected.values
    if one.shape != other.shape:
        raise Mismatch(f"{place} has shape {tuple(one.shape)}, expected {tuple(other.shape)}")
    if one.dtype != other.dtype and (is_exact or not (_is_integer(one) and _is_integer(other))):
        raise Mismatch(f"{place} has dtype {_short(one.dtype)}, expected {_short(other.dtype)}")
    if torch.device(seen.device).type != torch.device(expected.device).type:
        raise Mismatch(f"{place} is on {seen.device}, expected {expected.device}")


def _compare_values(seen: torch.Tensor, expected: torch.Tensor, place: _Place, tolerance: Tolerance) -> None:
    if torch.equal(seen, expected):
        return
    if not _is_floating(expected):
        raise Mismatch(partial(_difference, seen, expected, place, seen != expected))
    _require_finite(seen, expected, place, is_random=False)
    is_wrong = ~torch.isclose(seen, expected, rtol=tolerance.rtol, atol=tolerance.atol, equal_nan=True)
    if is_wrong.any():
        raise Mismatch(partial(_difference, seen, expected, place, is_wrong, tolerance))


def _difference(seen: torch.Tensor, expected: torch.Tensor, place: _Place, is_wrong: torch.Tensor,
                tolerance: Tolerance | None = None) -> str:
    """The first entry that is wrong, and how far it may have been off."""
    at = _first(is_wrong)
    size = float(expected[at].abs()) if tolerance else math.inf
    margin = f"tolerance {tolerance.atol + tolerance.rtol * size:.1g}" if tolerance and math.isfinite(size) else ""
    one, other = _distinct(seen, expected, at)
    notes = "; ".join(filter(None, [margin, _count(is_wrong, "differ").strip(" ()")]))
    return f"{place}{_index(at)} is {one}, expected {other}" + (f" ({notes})" if notes else "")


def _require_finite(seen: torch.Tensor, expected: torch.Tensor, place: _Place, *, is_random: bool) -> None:
    """Refuse NaN and infinity where the reference is finite; random values have no entry to set beside them."""
    not_finite = ~torch.isfinite(seen) & torch.isfinite(expected)
    if not_finite.any():
        raise Mismatch(partial(_not_finite, seen, expected, place, not_finite, is_random))


def _not_finite(seen: torch.Tensor, expected: torch.Tensor, place: _Place, is_wrong: torch.Tensor,
                is_random: bool) -> str:
    at = _first(is_wrong)
    wanted = "a finite number" if is_random else _entry(expected, at)
    return (f"{place}{_index(at)} is {_entry(seen, at)}, expected {wanted}"
            f"{_count(is_wrong, 'are not finite')}")


def _count(mask: torch.Tensor, verb: str) -> str:
    return f" ({int(mask.sum())} of {mask.numel()} entries {verb})" if mask.numel() > 1 else ""


def _first(mask: torch.Tensor) -> tuple[int, ...]:
    return tuple(int(axis) for axis in mask.nonzero()[0])


def _index(at: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, at))}]" if at else ""


def _entry(values: torch.Tensor, at: tuple[int, ...], digits: int = 4) -> str:
    item = values[at].item()
    return f"{item:.{digits}g}" if isinstance(item, float) else str(item)


def _distinct(seen: torch.Tensor, expected: torch.Tensor, at: tuple[int, ...]) -> tuple[str, str]:
    """Both entries with as many digits as it takes to tell them apart."""
    pairs = ((_entry(seen, at, digits), _entry(expected, at, digits)) for digits in (4, 8, 12, 17))
    return next(((one, other) for one, other in pairs if one != other), ("nan", "another value"))


def _tolerance(values: torch.Tensor) -> Tolerance:
    return FLOAT64 if values.dtype in (torch.float64, torch.complex128) else FLOAT32


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_scalar_tensor(value: Any) -> bool:
    if not isinstance(value, TensorSeen) or value.values.ndim:
        return False
    return value.values.is_floating_point() or _is_integer(value.values)


def _is_integer(values: torch.Tensor) -> bool:
    return not (_is_floating(values) or values.dtype == torch.bool)


def _is_floating(values: torch.Tensor) -> bool:
    return values.is_floating_point() or values.is_complex()


def _short(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _listed(keys: Any) -> str:
    words = sorted(map(_quoted, keys))
    return "[" + ", ".join(words[:SHOWN_KEYS]) + (", ...]" if len(words) > SHOWN_KEYS else "]")


def _quoted(value: Any) -> str:
    """A text or another plain value as Python writes it, so short that both sides fit into one message."""
    words = repr(value)
    return words if len(words) <= SHOWN_CHARACTERS else f"{words[:SHOWN_CHARACTERS - 4]}...{words[-1]}"
