"""What a function returned becomes plain values, whatever it was."""

import enum
from collections import OrderedDict, namedtuple

import numpy as np
import pytest
import torch

from autograder import observation
from autograder.observation import Opaque, TensorSeen, TooLarge, capture, type_name


class WholeNumber(int):
    def __index__(self):
        return 7

    __int__ = __index__


class Word(str):
    def __str__(self):
        return "another word"


class Size(float):
    def __float__(self):
        return 7.0


class Direction(enum.IntEnum):
    UP = 1


class SaysItIsATensor:
    __class__ = property(lambda self: torch.Tensor)


class RaisesWhenRead(dict):
    def items(self):
        raise ValueError("no items")


class RaisesWhenPrinted:
    def __repr__(self):
        raise ValueError("no words")


class NamelessType(type):
    @property
    def __module__(cls):
        raise ValueError("no module")


class Nameless(metaclass=NamelessType):
    pass


class Interceptor(torch.Tensor):
    is_meta = property(lambda self: True)

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        raise ValueError("no function works here")

    def detach(self):
        return "not a tensor"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (2.5, 2.5),
        ("text", "text"),
        ((1, [2.0, None]), [1, [2.0, None]]),
        (OrderedDict(a=1), {"a": 1}),
        (namedtuple("Pair", "a b")(1, 2), [1, 2]),
        (torch.Size([2, 3]), [2, 3]),
        (np.int64(3), 3),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (WholeNumber(3), 3),
        (Size(2.5), 2.5),
        (Word("word"), "word"),
        (Direction.UP, 1),
        (2**255, 2**255),
        ({np.int64(3): 1, np.str_("s"): 2}, {3: 1, "s": 2}),
        ({(0, 1): 1, True: 2, None: 3}, {"(0, 1)": 1, "True": 2, "None": 3}),
    ],
    ids=str,
)
def test_plain_values_become_exact_built_ins(value, expected):
    seen = capture(value)
    assert seen == expected
    assert type(seen) is type(expected)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (1j, "complex"),
        ({1}, "set"),
        (np.zeros(2), "numpy.ndarray"),
        (iter([]), "list_iterator"),
        (torch.nn.Linear(1, 1), "torch.nn.modules.linear.Linear"),
        (SaysItIsATensor(), f"{__name__}.SaysItIsATensor"),
        (RaisesWhenRead(a=1), f"{__name__}.RaisesWhenRead"),
        (RaisesWhenPrinted(), f"{__name__}.RaisesWhenPrinted"),
        ({RaisesWhenPrinted(): 1}, "dict"),
        (Nameless(), "object"),
        (Opaque("set"), "set"),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_other_objects_leave_only_their_type_s_name(value, name):
    assert capture([value]) == [Opaque(name)]


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: torch.zeros(2, device="meta"), "meta tensor"),
        (lambda: torch.eye(2).to_sparse(), "sparse tensor"),
        (lambda: torch.eye(2).to_sparse_csr(), "sparse_csr tensor"),
        (lambda: torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8), "quantized tensor"),
        (lambda: torch.nested.nested_tensor([torch.ones(1), torch.ones(2)]), "nested tensor"),
        (lambda: torch.zeros(2, dtype=torch.complex128), "complex128 tensor"),
        (lambda: torch.nested.nested_tensor([torch.ones(1), torch.ones(2)], layout=torch.jagged),
         "torch.nested._internal.nested_tensor.NestedTensor"),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
@pytest.mark.filterwarnings("ignore")
def test_peculiar_tensors_leave_only_their_kind(make, name):
    assert capture(make()) == Opaque(name)


def with_graph():
    return torch.ones(2, requires_grad=True) * 2


@pytest.mark.parametrize(
    "value",
    [
        with_graph(),
        torch.nn.Parameter(torch.full((2,), 2.0)),
        torch.full((2,), 2.0).as_subclass(Interceptor),
        torch.full((2, 2), 2.0).t()[:, 0],
        torch.tensor(2.0).expand(2),
    ],
    ids=["with a graph", "parameter", "subclass", "strided", "expanded"],
)
def test_tensors_become_plain_copies(value):
    seen = capture(value)
    assert type(seen.values) is torch.Tensor
    assert not seen.values.requires_grad
    assert seen.values.is_contiguous()
    assert seen.values.tolist() == [2.0, 2.0]
    assert seen.device == "cpu"


def test_a_copy_is_not_changed_by_what_happens_to_the_original():
    value = torch.zeros(2)
    seen = capture(value)
    value += 1
    assert seen.values.tolist() == [0.0, 0.0]


def test_a_conjugate_is_resolved():
    seen = capture(torch.tensor([1 + 2j], dtype=torch.complex64).conj())
    assert not seen.values.is_conj()
    assert seen.values.tolist() == [1 - 2j]


def deep(levels):
    value = 0
    for _ in range(levels):
        value = [value]
    return value


def cyclic():
    value = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "limit"),
    [
        (deep(24), "more than 24 levels"),
        (cyclic(), "more than 24 levels"),
        ([0] * 20_000, "20000 entries"),
        ([[0] * 100] * 1_000, "20000 entries"),
        ([torch.zeros(0)] * 2_049, "2048 tensors"),
        (torch.zeros(1).expand(2**40), "60 MB"),
        ([torch.zeros(8 << 20)] * 2, "60 MB"),
        (2**256, "256 bits"),
        ({2**256: 0}, "256 bits"),
        ("x" * 60_001, "60000 characters"),
        (["x" * 30_000] * 3, "60000 characters"),
        ({"x" * 60_001: 0}, "60000 characters"),
    ],
    ids=["deep", "cyclic", "long", "wide and long", "many tensors", "expanded tensor", "large tensors", "integer",
         "key that is an integer", "text", "texts", "key that is a text"],
)
def test_too_much_is_refused(value, limit):
    with pytest.raises(TooLarge, match=limit):
        capture(value)


@pytest.mark.parametrize(
    "value",
    [deep(23), [0] * 19_999, [torch.zeros(0)] * 2_048, torch.zeros(15 << 20), 2**256 - 1, "x" * 60_000],
    ids=["levels", "entries", "tensors", "bytes", "bits", "characters"],
)
def test_what_is_just_within_the_limits_is_kept(value):
    capture(value)


def test_too_large_is_not_what_a_check_may_expect():
    assert not issubclass(TooLarge, ValueError)


@pytest.mark.parametrize(
    ("value", "name"),
    [(1, "int"), (np.zeros(1), "numpy.ndarray"), (TensorSeen(torch.zeros(1), "cpu"), "torch.Tensor"),
     (Opaque("set"), "set"), (type("x" * 1_000, (), {})(), "x" * 400)],
    ids=["built-in", "numpy", "tensor", "opaque", "endless name"],
)
def test_a_type_has_the_name_that_a_student_knows(value, name):
    assert type_name(value).endswith(name)
    assert len(type_name(value)) <= observation.MAX_TEXT
