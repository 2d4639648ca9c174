"""The first difference between what was seen and what was expected, in words."""

import math

import pytest
import torch

from autograder.mismatch import Mismatch, Tolerance, agree, compare_forms, compare_outcomes
from autograder.observation import Missing, Opaque, Raised, Returned, TensorSeen, capture

NAN, INF = math.nan, math.inf


def message(seen, expected, compare=compare_outcomes, **options):
    """The message of the mismatch, or an empty text."""
    try:
        compare(Returned(capture(seen)), Returned(capture(expected)), "f", **options)
    except Mismatch as error:
        return str(error)
    return ""


def ones(*shape, **options):
    return torch.ones(shape, **options)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (ones(2, 3), ones(2, 3)),
        (ones(0, 3), ones(0, 3)),
        (ones(2) + 1e-5, ones(2)),
        (torch.tensor([NAN, INF, -INF]), torch.tensor([NAN, INF, -INF])),
        (torch.tensor(2.0), 2.0),
        (torch.tensor(2), 2),
        (torch.tensor(2.0), 2),
        (2, 2.0),
        (2.0, 2),
        (2.00001, 2.0),
        (NAN, NAN),
        (10**50, 10**50),
        (True, True),
        (None, None),
        ("a", "a"),
        ((1, 2), [1, 2]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (ones(2, dtype=torch.complex64), ones(2, dtype=torch.complex64)),
        (torch.tensor([True]), torch.tensor([True])),
        ({}, {}),
        ([], ()),
    ],
    ids=str,
)
def test_equal_observations_agree(seen, expected):
    assert message(seen, expected) == ""
    assert agree(Returned(capture(seen)), Returned(capture(expected)))


@pytest.mark.parametrize(
    ("seen", "expected", "words"),
    [
        # type
        (None, ones(2), "f(...) is of type None, expected torch.Tensor"),
        ([1.0], ones(1), "f(...) is of type tuple or list, expected torch.Tensor"),
        (1.0, torch.tensor(1.0), "f(...) is of type float, expected torch.Tensor"),
        (ones(1), 1.0, "f(...) is of type torch.Tensor of shape (1,) and dtype float32, expected float"),
        (torch.tensor(True), 1, "f(...) is of type torch.Tensor of shape () and dtype bool, expected int"),
        (torch.tensor(1 + 1j), 1.0, "f(...) is of type torch.Tensor of shape () and dtype complex64, expected float"),
        (True, 1, "f(...) is of type bool, expected int"),
        (1, True, "f(...) is of type int, expected bool"),
        ("1", 1, "f(...) is of type str, expected int"),
        ({1}, ones(2), "f(...) is of type set, expected torch.Tensor"),
        ({1}, Opaque("dict_keys"), "f(...) is of type set, expected dict_keys"),
        ({"a": 1}, [1], "f(...) is of type dict, expected tuple or list"),
        # structure
        ([1], [1, 2], "f(...) has 1 entries, expected 2"),
        ([{"a": 1}], [{"b": 1}], "f(...)[0] has the keys ['a'], expected ['b']"),
        ({"a": 1}, {1: 1}, "f(...) has the keys ['a'], expected [1]"),
        ([dict.fromkeys(range(10), 0)], [{}], "f(...)[0] has the keys [0, 1, 2, 3, 4, 5, 6, 7, ...], expected []"),
        # shape before dtype, dtype before values
        (ones(2, dtype=torch.int64), ones(3), "f(...) has shape (2,), expected (3,)"),
        (ones(1, 2), ones(2, 1), "f(...) has shape (1, 2), expected (2, 1)"),
        (ones(1), torch.tensor(1.0), "f(...) has shape (1,), expected ()"),
        (ones(0), ones(0, 1), "f(...) has shape (0,), expected (0, 1)"),
        (ones(2, dtype=torch.float64) + 1, ones(2), "f(...) has dtype float64, expected float32"),
        (ones(2, dtype=torch.int32), ones(2, dtype=torch.int64), "f(...) has dtype int32, expected int64"),
        (ones(2, dtype=torch.bool), ones(2, dtype=torch.int64), "f(...) has dtype bool, expected int64"),
        # finite before values
        (torch.tensor([[3.0, NAN], [1, NAN]]), ones(2, 2),
         "f(...)[0, 1] is nan, expected 1 (2 of 4 entries are not finite)"),
        (torch.tensor([INF, 1]), ones(2), "f(...)[0] is inf, expected 1 (1 of 2 entries are not finite)"),
        (torch.tensor(NAN), torch.tensor(1.0), "f(...) is nan, expected 1"),
        (NAN, 1.0, "f(...) is nan, expected 1"),
        # values
        (torch.tensor([1.0, 2, 4]), torch.tensor([1.0, 2, 3]),
         "f(...)[2] is 4, expected 3 (tolerance 0.0003; 1 of 3 entries differ)"),
        (torch.tensor([1.0, 2]), torch.tensor([1.0, INF]), "f(...)[1] is 2, expected inf (1 of 2 entries differ)"),
        (torch.tensor([-INF]), torch.tensor([INF]), "f(...)[0] is -inf, expected inf"),
        (torch.tensor([1.0]), torch.tensor([NAN]), "f(...)[0] is 1, expected nan"),
        (torch.tensor(1.0), torch.tensor(1.5), "f(...) is 1, expected 1.5 (tolerance 0.0002)"),
        (ones(1, dtype=torch.float64), ones(1, dtype=torch.float64) + 1e-5,
         "f(...)[0] is 1, expected 1.00001 (tolerance 1e-06)"),
        (1.0, 1.5, "f(...) is 1, expected 1.5 (tolerance 0.0002)"),
        (100_005, 100_000, "f(...) is 100005, expected 100000"),
        (10**17 + 1, 10**17, "f(...) is 100000000000000001, expected 100000000000000000"),
        (torch.tensor(3), 4, "f(...) is 3, expected 4"),
        (NAN, 4, "f(...) is nan, expected 4"),
        (torch.tensor([1, 3]), torch.tensor([1, 2]), "f(...)[1] is 3, expected 2 (1 of 2 entries differ)"),
        (torch.tensor([True]), torch.tensor([False]), "f(...)[0] is True, expected False"),
        (torch.tensor([1 + 1j]), torch.tensor([1 - 1j]), "f(...)[0] is (1+1j), expected (1-1j) (tolerance 0.0002)"),
        ("a", "b", "f(...) is 'a', expected 'b'"),
        (False, True, "f(...) is False, expected True"),
        # places
        ({"result": [ones(1), ones(2)]}, {"result": [ones(1), ones(3)]}, "f(...)[1] has shape (2,), expected (3,)"),
        ({"x after the call": {"w": 2}}, {"x after the call": {"w": 1}}, "x after the call['w'] is 2, expected 1"),
        ({"a": {"b": [0, torch.tensor([0])]}}, {"a": {"b": [0, torch.tensor([1])]}}, "a['b'][1][0] is 0, expected 1"),
        ([{"a": 1}], [{"a": 2}], "f(...)[0]['a'] is 1, expected 2"),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_the_first_difference_is_told(seen, expected, words):
    assert message(seen, expected) == words
    assert not agree(Returned(capture(seen)), Returned(capture(expected)))


def test_a_value_on_another_device_is_told_before_its_values():
    seen, expected = TensorSeen(ones(2), "cpu"), TensorSeen(ones(2) + 1, "cuda:0")
    with pytest.raises(Mismatch, match=r"f\(\.\.\.\) is on cpu, expected cuda:0"):
        compare_outcomes(Returned(seen), Returned(expected), "f")


def test_the_number_of_the_device_does_not_matter():
    compare_outcomes(Returned(TensorSeen(ones(2), "cuda:1")), Returned(TensorSeen(ones(2), "cuda:0")), "f")


def test_entries_that_look_the_same_are_told_with_more_digits():
    assert "is 1.00002, expected 1" in message(ones(1) * 1.00002, ones(1), tolerance=Tolerance(0, 1e-6))


def test_both_sides_of_a_long_text_are_told():
    words = message("x" * 5_000, "y" * 5_000)
    assert len(words) < 250
    assert "x...', expected 'yyy" in words


@pytest.mark.parametrize(
    ("seen", "expected", "tolerance", "is_close"),
    [
        (1.05, 1.0, Tolerance(rtol=0.0, atol=0.1), True),
        (1.05, 1.0, Tolerance(rtol=0.0, atol=0.01), False),
        (105.0, 100.0, Tolerance(rtol=0.1, atol=0.0), True),
        (105, 100, Tolerance(rtol=0.1, atol=0.0), True),
        (ones(2) * 1.05, ones(2), Tolerance(rtol=0.1, atol=0.0), True),
        (torch.tensor([2]), torch.tensor([1]), Tolerance(rtol=9.0, atol=9.0), False),
    ],
    ids=str,
)
def test_a_check_may_set_the_tolerance(seen, expected, tolerance, is_close):
    assert (message(seen, expected, tolerance=tolerance) == "") == is_close


def test_the_tolerance_follows_the_dtype():
    assert message(ones(1) + 5e-5, ones(1)) == ""
    assert message(ones(1, dtype=torch.float64) + 5e-5, ones(1, dtype=torch.float64)) != ""


EXOTIC = Returned(capture(torch.ones(1).to(torch.float8_e5m2)))
VALUE_ERROR = Raised(("ValueError", "Exception"), "bad", "")
RETURNED = Returned(1)


@pytest.mark.parametrize(
    ("seen", "expected", "words"),
    [
        (Missing("g"), RETURNED, "f is not defined"),
        (RETURNED, Missing("g"), "f is not defined"),
        (Missing("g"), VALUE_ERROR, "f is not defined"),
        (VALUE_ERROR, RETURNED, "f(...) raised ValueError, expected a value"),
        (RETURNED, VALUE_ERROR, "f(...) returned a value, expected a ValueError to be raised"),
        (RETURNED, Raised(("IndexError",), ""), "f(...) returned a value, expected an IndexError to be raised"),
        (Raised(("KeyError", "LookupError"), ""), VALUE_ERROR, "f(...) raised KeyError, expected ValueError"),
        (Raised(("Exception",), ""), VALUE_ERROR, "f(...) raised Exception, expected ValueError"),
    ],
    ids=str,
)
@pytest.mark.parametrize("compare", [compare_outcomes, compare_forms])
def test_kinds_of_outcomes_are_compared_first(seen, expected, words, compare):
    with pytest.raises(Mismatch) as caught:
        compare(seen, expected, "f")
    assert str(caught.value) == words


@pytest.mark.parametrize("types", [("ValueError", "Exception"), ("MyError", "ValueError", "Exception")], ids=str)
def test_a_subclass_of_the_expected_exception_will_do(types):
    compare_outcomes(Raised(types, "other words"), VALUE_ERROR, "f")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (VALUE_ERROR, VALUE_ERROR, True),
        (VALUE_ERROR, Raised(("ValueError", "Exception"), "worse", ""), False),
        (VALUE_ERROR, Raised(("MyError", "ValueError", "Exception"), "bad", ""), False),
        (VALUE_ERROR, Raised(("ValueError", "Exception"), "bad", "line 3"), True),
        (VALUE_ERROR, RETURNED, False),
        (Missing("f"), RETURNED, False),
        (RETURNED, Returned(2), False),
        (EXOTIC, EXOTIC, False),
    ],
    ids=["same", "message", "type", "place", "kinds", "missing", "values", "a dtype that torch cannot compare"],
)
def test_outcomes_agree_when_they_are_the_same_observation(one, other, is_same):
    assert agree(one, other) == is_same


@pytest.mark.parametrize(
    ("seen", "expected", "words"),
    [
        (ones(2) * 7, ones(2), ""),
        (torch.tensor([1], dtype=torch.int32), torch.tensor([2]), ""),
        (torch.tensor([1], dtype=torch.uint8), torch.tensor([2]), ""),
        ("a", "b", ""),
        (1, 2.0, ""),
        ({"a": [ones(2)]}, {"a": [ones(2) * 2]}, ""),
        (torch.tensor([True]), torch.tensor([2]), "f(...) has dtype bool, expected int64"),
        (torch.tensor([1]), torch.tensor([True]), "f(...) has dtype int64, expected bool"),
        (ones(2, dtype=torch.float64), ones(2), "f(...) has dtype float64, expected float32"),
        (torch.tensor([1]), ones(1), "f(...) has dtype int64, expected float32"),
        (ones(2), ones(3), "f(...) has shape (2,), expected (3,)"),
        ([1], [1, 2], "f(...) has 1 entries, expected 2"),
        (None, ones(3), "f(...) is of type None, expected torch.Tensor"),
        (torch.tensor([1.0, NAN, INF]), ones(3),
         "f(...)[1] is nan, expected a finite number (2 of 3 entries are not finite)"),
        (torch.tensor([INF]), torch.tensor([-INF]), ""),
    ],
    ids=str,
)
def test_forms_are_compared_without_the_values(seen, expected, words):
    assert message(seen, expected, compare_forms) == words
