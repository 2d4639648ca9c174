"""Frames carry observations both ways, and hostile bytes come to nothing but MalformedFrame."""

import json
import math
import pickle
import struct

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.observation import MAX_TEXT, Missing, Opaque, Raised, Returned, TensorSeen
from autograder.sandbox import frames
from autograder.sandbox.frames import MAGIC, PREFIX, MalformedFrame, decode, encode, pack_outcome, sizes, unpack_outcome

TENSOR = b'{"t":"0","on":"cpu"}'


def carried(message):
    frame = encode(message)
    tree_bytes, blob_bytes = sizes(frame[: PREFIX.size])
    body = frame[PREFIX.size :]
    assert len(body) == tree_bytes + blob_bytes
    return decode(body[:tree_bytes], body[tree_bytes:])


def blob(header, data=b""):
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def described(dtype, shape, data=b""):
    return blob({"0": {"dtype": dtype, "shape": shape, "data_offsets": [0, len(data)]}}, data)


scalars = st.none() | st.booleans() | st.integers(-(2**255), 2**255) | st.floats(allow_nan=False) | st.text()
opaques = st.builds(Opaque, st.text())
trees = st.recursive(
    scalars | opaques, lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner), max_leaves=20
)


@settings(max_examples=50, deadline=None)
@given(trees)
def test_a_tree_arrives_as_it_was_sent(tree):
    assert carried(tree) == tree


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "bfloat16", "int64", "uint8", "bool", "complex64"])
@pytest.mark.parametrize("shape", [(2, 3), (), (0,), (2, 0, 3)], ids=str)
def test_a_tensor_arrives_as_it_was_sent(dtype, shape):
    values = torch.arange(math.prod(shape)).reshape(shape).to(getattr(torch, dtype))
    [seen] = carried([TensorSeen(values, "cuda:1")])
    assert type(seen.values) is torch.Tensor
    assert seen.values.dtype == values.dtype
    assert torch.equal(seen.values, values)
    assert seen.device == "cuda:1"


def test_odd_numbers_arrive():
    not_a_number, infinite = carried([math.nan, -math.inf])
    assert math.isnan(not_a_number)
    assert infinite == -math.inf


@pytest.mark.parametrize(
    "outcome",
    [Returned({"result": [1, None]}), Returned(None), Raised(("KeyError", "Exception"), "k", "line 1"), Missing("f")],
    ids=str,
)
def test_an_outcome_arrives_as_it_was_sent(outcome):
    assert unpack_outcome(carried(pack_outcome(outcome))) == outcome


@pytest.mark.parametrize(
    "message",
    ["x" * 2**20, [0] * 40_000, [TensorSeen(torch.zeros(0), "cpu")] * 2_049, TensorSeen(torch.zeros(17 << 20), "cpu")],
    ids=["text", "entries", "tensors", "bytes"],
)
def test_what_would_be_refused_is_not_sent(message):
    with pytest.raises(MalformedFrame, match="larger than a grading run may carry"):
        encode(message)


def test_what_is_just_small_enough_is_sent_and_accepted():
    assert len(carried([0] * 39_999)) == 39_999
    assert len(carried([TensorSeen(torch.zeros(0), "cpu")] * 2_048)) == 2_048


@pytest.mark.parametrize(
    "prefix",
    [
        b"",
        b"L2L1",
        PREFIX.pack(b"L2L0", 0, 0),
        PREFIX.pack(MAGIC, frames.MAX_TREE_BYTES + 1, 0),
        PREFIX.pack(MAGIC, 0, frames.MAX_BLOB_BYTES + 1),
        PREFIX.pack(MAGIC, 2**32 - 1, 2**32 - 1),
        pickle.dumps(print)[: PREFIX.size],
    ],
    ids=["empty", "short", "magic", "tree", "blob", "both", "pickle"],
)
def test_a_prefix_that_announces_no_frame_is_refused(prefix):
    with pytest.raises(MalformedFrame, match="not a frame, or announces more"):
        sizes(prefix)


@pytest.mark.parametrize(
    ("tree", "blob_", "reason"),
    [
        (b"", b"", "JSONDecodeError"),
        (b"\x80\x04N.", b"", "cannot be read"),
        (b"\xff\xfe[", b"", "cannot be read"),
        (b"[" * 100_000, b"", "RecursionError"),
        (b"[" * 40 + b"]" * 40, b"", "too many levels"),
        (b'{"d":[["a",' * 40 + b"1" + b"]]}" * 40, b"", "too many levels"),
        (b"[" + b"1," * 40_000 + b"1]", b"", "too many levels or entries"),
        (b"9" * 5_000, b"", "ValueError"),
        (b"9" * 100, b"", "integer that is too large"),
        (b'{"d":[[' + b"9" * 100 + b",1]]}", b"", "integer that is too large"),
        (b'{"d":[[true,1]]}', b"", "neither text nor a number"),
        (b'{"d":[[null,1]]}', b"", "neither text nor a number"),
        (b'{"d":["ab"]}', b"", "neither text nor a number"),
        (b'{"d":[["a",1,2]]}', b"", "neither text nor a number"),
        (b'{"d":{}}', b"", "no known kind"),
        (b'{"d":[],"e":1}', b"", "no known kind"),
        (b'{"o":3}', b"", "no known kind"),
        (b'{"t":"0"}', b"", "no known kind"),
        (b'{"t":0,"on":"cpu"}', b"", "no known kind"),
        (b"{}", b"", "no known kind"),
        (b'{"py/object":"os.system"}', b"", "no known kind"),
        (TENSOR, b"", "KeyError"),
        (TENSOR, b"\0" * 7, "cannot be read"),
        (TENSOR, pickle.dumps(print), "too many tensors"),
        (TENSOR, b"\xff" * 8, "too many tensors"),
        (TENSOR, struct.pack("<Q", 100) + b"{}", "cannot be read"),
        (TENSOR, described("F32", [2], b"\0" * 4), "cannot be read"),
        (TENSOR, described("F99", [1], b"\0" * 4), "cannot be read"),
        (TENSOR, described("F32", [0, 2**62, 2**62]), "cannot be read"),
        (TENSOR, described("F32", [2**63, 0]), "cannot be read"),
        (TENSOR, described("BOOL", [2], b"\1\2"), "neither true nor false"),
        (TENSOR, described("BOOL", [], b"\xff"), "neither true nor false"),
        (b'{"t":"0","on":"the moon"}', described("U8", [1], b"\0"), "RuntimeError"),
        (b"1", blob({str(i): {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]} for i in range(2_049)}), "too many"),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_a_hostile_body_is_refused(tree, blob_, reason):
    with pytest.raises(MalformedFrame, match=reason):
        decode(tree, blob_)


FRAME = encode({"a": [TensorSeen(torch.arange(6.0).reshape(2, 3), "cpu"), Opaque("set"), 2.5, None],
                "b": TensorSeen(torch.tensor([True, False]), "cpu")})


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(FRAME) - 1), st.integers(0, 255)), min_size=1, max_size=4),
       st.integers(0, len(FRAME)))
def test_a_mutated_frame_is_read_or_refused(changes, end):
    frame = bytearray(FRAME)
    for position, byte in changes:
        frame[position] = byte
    frame = bytes(frame[:end])
    try:
        tree_bytes, blob_bytes = sizes(frame[: PREFIX.size])
        decode(frame[PREFIX.size :][:tree_bytes], frame[PREFIX.size :][tree_bytes:][:blob_bytes])
    except MalformedFrame:
        pass


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["0", "cpu"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["t", "on", "o", "d", "x"]), inner),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None)
@given(json_values)
def test_any_json_is_read_or_refused(value):
    try:
        seen = decode(json.dumps(value).encode(), described("F32", [1], b"\0\0\0\0"))
    except MalformedFrame:
        return
    assert type(seen) in (type(None), bool, int, float, str, list, dict, TensorSeen, Opaque)


@pytest.mark.parametrize(
    "tree",
    [
        None,
        [],
        "returned",
        {},
        {"returned": 1, "raised": ["E"]},
        {"raised": [], "message": "", "place": ""},
        {"raised": "ValueError", "message": "", "place": ""},
        {"raised": ["E", 3], "message": "", "place": ""},
        {"raised": [TensorSeen(torch.zeros(1), "cpu")], "message": "", "place": ""},
        {"raised": ["E"], "message": None, "place": ""},
        {"raised": ["E"], "message": "", "place": 3},
        {"raised": ["E"], "message": "", "place": "", "more": 1},
        {"missing": 3},
        {"missing": "f", "returned": 1},
        {"passed": True},
    ],
    ids=lambda tree: str(tree)[:60],
)
def test_a_tree_that_is_no_outcome_is_refused(tree):
    with pytest.raises(MalformedFrame, match="holds no outcome"):
        unpack_outcome(tree)


def test_the_texts_of_an_outcome_are_cut():
    long = "x" * 10_000
    outcome = unpack_outcome({"raised": [long] * 100, "message": long, "place": long})
    assert len(outcome.types) == 20
    assert {len(text) for text in (*outcome.types, outcome.message, outcome.place)} == {MAX_TEXT}
    assert len(unpack_outcome({"missing": long}).name) == MAX_TEXT
