"""The bytes of a notebook in, its code cells out."""

import json
import sys
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.course import Course
from autograder.harvest import harvest
from autograder.notebook import (
    MAX_CELLS,
    MAX_CHARACTERS,
    Notebook,
    StudentCell,
    Unreadable,
    read_module,
    read_notebook,
)
from autograder.tests.places import ROOT


def code(source: Any, grade_id: Any = None, **more: Any) -> dict[str, Any]:
    metadata = {} if grade_id is None else {"nbgrader": {"grade_id": grade_id, "cell_type": "code"}}
    return {"cell_type": "code", "metadata": metadata, "source": source, **more}


def written(*cells: Any) -> bytes:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


def texts(notebook: Notebook) -> list[str]:
    return [cell.text for cell in notebook.cells]


def test_reads_the_code_cells_in_order() -> None:
    prose = {"cell_type": "markdown", "metadata": {}, "source": ["# f"]}
    raw = {"cell_type": "raw", "metadata": {}, "source": "x = 1"}
    notebook = read_notebook(written(prose, code(["a = 1\n", "b = 2"]), raw, code("c = 3", "f-1")))
    assert notebook == Notebook((StudentCell("2", "", "a = 1\nb = 2"), StudentCell("f-1", "f-1", "c = 3")))


def test_reads_notebook_format_3() -> None:
    data = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1"], "language": "python"}]},
                                          None, {"cells": None}, {"cells": 3}, 7]}
    assert texts(read_notebook(json.dumps(data).encode())) == ["a = 1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_reads_any_unicode(encoding: str) -> None:
    data = json.dumps({"cells": [code("größe = '€'")]}, ensure_ascii=False).encode(encoding)
    assert read_notebook(data) == Notebook((StudentCell("1", "", "größe = '€'"),))
    assert read_module("größe = '€'".encode(encoding), "a.py").cells[0].text == "größe = '€'"


def test_reads_latin_1() -> None:
    data = json.dumps({"cells": [code("größe = 1")]}, ensure_ascii=False).encode("latin-1")
    notebook = read_notebook(data)
    assert texts(notebook) == ["größe = 1"]
    assert notebook.repairs == ("the file is not in UTF-8; it was read as Latin-1",)


def test_a_damaged_byte_does_not_change_the_other_characters() -> None:
    notebook = read_module("größe = 'x'".encode().replace(b"x", b"\xff"), "a.py")
    assert texts(notebook) == ["größe = '\N{REPLACEMENT CHARACTER}'"]
    assert notebook.repairs == ("some characters of the file could not be read",)


def test_the_replacement_character_is_a_character() -> None:
    assert read_module("x = '\N{REPLACEMENT CHARACTER}'".encode(), "a.py").repairs == ()


def test_null_bytes_behind_the_file_are_removed() -> None:
    assert read_notebook(written(code("a = 1")) + b"\0" * 512) == Notebook((StudentCell("1", "", "a = 1"),))


# damage

def test_of_a_truncated_file_the_cells_before_the_break_are_read() -> None:
    data = written(code("a = 1"), code("b = 'ü'"), code("c = 3"))
    notebook = read_notebook(data[:data.index(b"c = 3")])
    assert texts(notebook) == ["a = 1", "b = 'ü'"]
    assert notebook.repairs == ("the file is damaged; 2 of its cells could be read",)


def test_a_file_that_breaks_off_within_a_character_is_still_utf_8() -> None:
    data = json.dumps({"cells": [code("a = 'ü'"), code("€")]}, ensure_ascii=False).encode()
    notebook = read_notebook(data[:data.index("€".encode()) + 1])
    assert texts(notebook) == ["a = 'ü'"]
    assert "some characters of the file could not be read" in notebook.repairs


@pytest.mark.parametrize("damage", [
    b'{"cell_type": "code", "source": [}, ',
    b'{"cell_type": "code", "outputs": ' + b"[" * 100_000 + b"]" * 100_000 + b', "source": "x"}, ',
    b'{"cell_type": "code", "metadata": {"nbgrader": ',
    b"}, ] ",
], ids=["list", "nesting", "object", "brackets"])
def test_the_cells_behind_the_damage_are_read_as_well(damage: bytes) -> None:
    one, two = (json.dumps(code(text)).encode() for text in ("a = 1", "b = 2"))
    notebook = read_notebook(b'{"metadata": {}, "cells": [' + one + b", " + damage + two + b"]}")
    assert texts(notebook) == ["a = 1", "b = 2"]


def test_the_outputs_of_a_damaged_cell_are_no_cells() -> None:
    data = written(code("a = 1"), code("b = 2", outputs=[{"metadata": {}, "text": ["x = 1"]}]))
    notebook = read_notebook(data[:data.index(b"b = 2")])
    assert notebook == Notebook((StudentCell("1", "", "a = 1"),),
                                ("the file is damaged; 1 of its cells could be read",))


def test_a_file_of_damages_is_given_up() -> None:
    started = time.process_time()
    assert texts(read_notebook(written(code("a = 1"))[:-9] + b'{"id": [' * 500_000)) == ["a = 1"]
    assert time.process_time() - started < 5


@pytest.mark.parametrize("rest", [b"}", b"\n\n{}", b"garbage"])
def test_what_follows_the_notebook_is_ignored(rest: bytes) -> None:
    for data in (written(code("a = 1")), json.dumps({"metadata": {}, "cells": [code("a = 1")]}).encode()):
        assert texts(read_notebook(data + rest)) == ["a = 1"]


def test_of_a_merge_the_upper_version_is_read() -> None:
    data = written(code(["def f():\n", "    return 1"]))
    mine = b'    "    return 1"\n'
    assert mine in data
    merge = b"<<<<<<< HEAD\n" + mine + b"=======\n" + mine.replace(b"1", b"2") + b">>>>>>> theirs\n"
    notebook = read_notebook(data.replace(mine, merge))
    assert texts(notebook) == ["def f():\n    return 1"]
    assert notebook.repairs == ("the file holds two versions from a merge; the upper one was read",)


def test_of_a_merge_in_a_module_the_lines_stay_where_they_are() -> None:
    text = "a = 0\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> theirs\nc = 3\n# =======\n"
    assert texts(read_module(text.encode(), "a.py")) == ["a = 0\n\nb = 1\n\n\n\nc = 3\n# =======\n"]


def test_characters_that_json_forbids_in_strings_are_read() -> None:
    assert texts(read_notebook(b'{"cells": [{"cell_type": "code", "source": "a = 1\n\tb = 2"}]}')) == ["a = 1\n\tb = 2"]


@pytest.mark.parametrize("number", ["9" * 5_000, "-" + "9" * 5_000, "1e99999", "NaN", "-Infinity", "0.1" + "0" * 9_999],
                         ids=["digits", "negative", "exponent", "nan", "infinity", "fraction"])
def test_odd_numbers_do_not_matter(number: str) -> None:
    data = f'{{"nbformat": {number}, "cells": [{{"cell_type": "code", "execution_count": {number}, "source": "a"}}]}}'
    assert read_notebook(data.encode()) == Notebook((StudentCell("1", "", "a"),))


@pytest.mark.parametrize("nesting", ["[", '{"a":'])
def test_deep_nesting_in_one_cell_leaves_the_others(nesting: str) -> None:
    deep = nesting * 100_000
    data = written(code("a = 1"), code("b = 2")).decode().replace('"b = 2"', deep)
    assert texts(read_notebook(data.encode())) == ["a = 1"]


def test_lines_without_ends_are_lines() -> None:
    notebook = read_notebook(written(code(["def f():", "    return 1"], "f")))
    assert texts(notebook) == ["def f():\n    return 1"]
    assert notebook.repairs == ("the lines of cell f ran together; they were separated",)


def test_an_exercise_turned_into_text_is_read() -> None:
    notebook = read_notebook(written({**code("a = 1", "f"), "cell_type": "markdown"}))
    assert notebook == Notebook((StudentCell("f", "f", "a = 1"),),
                                ("cell f had been turned into text; it was read as code",))


# hostile types

ODD: list[Any] = [None, True, 0, 1.5, "", "x", [], ["x", 1, None, ["y"]], {}, {"a": {"b": []}}, [[]], "\ud800", "\0"]


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("key", ["cell_type", "metadata", "source", "outputs", "id", "execution_count"])
def test_any_type_anywhere_in_a_cell(key: str, odd: Any) -> None:
    notebook = read_notebook(written(code("a = 1"), {**code("b = 2"), key: odd}))
    assert texts(notebook)[0] == "a = 1"
    assert all(isinstance(text, str) for text in texts(notebook))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_any_type_as_metadata(odd: Any) -> None:
    cells = [code("a"), {**code("b"), "metadata": {"nbgrader": odd}}, code("c", odd), odd, {"cell_type": odd}]
    names = {cell.grade_id for cell in read_notebook(written(*cells)).cells}
    assert names <= {"", "x"}


@pytest.mark.parametrize("source", [None, 7, {"a": 1}, [], [[["a"]]], [7, {"a": 1}]], ids=repr)
def test_a_source_that_is_no_text_is_empty(source: Any) -> None:
    assert texts(read_notebook(written(code(source)))) == [""]


@pytest.mark.parametrize("grade_id", ["f g", "<b>", "f\n", "ü", "a" * 101, "", "../f"])
def test_a_name_that_nbgrader_would_refuse_is_no_name(grade_id: str) -> None:
    assert read_notebook(written(code("a = 1", grade_id))).cells == (StudentCell("1", "", "a = 1"),)


def test_of_a_key_written_twice_the_last_counts() -> None:
    data = b'{"cells": [], "cells": [{"cell_type": "raw", "cell_type": "code", "source": "a", "source": "b"}]}'
    assert texts(read_notebook(data)) == ["b"]


# what is no notebook

@pytest.mark.parametrize(("data", "message"), [
    (b"", "the file is empty"),
    (b" \n\t ", "the file is empty"),
    (b"\xef\xbb\xbf", "the file is empty"),
    (b"\0" * 99, "the file is empty"),
    (b"\n<!DOCTYPE html><html>", "the file is not a notebook: it is a web page"),
    (b"%PDF-1.7 \xff\xfe", "the file is not a notebook: it is a PDF"),
    (b"PK\x03\x04\x14\0\0\0\x08\0", "the file is not a notebook: it is a zip archive"),
    (b"version https://git-lfs.github.com/spec/v1", "the file is not a notebook: it is only a Git LFS pointer"),
    (b"{}", "the file is not a notebook: it has no cells"),
    (b'{"cells": null}', "the file is not a notebook: it has no cells"),
    (b'{"cells": {"a": 1}}', "the file is not a notebook: it has no cells"),
    (b'{"cells": []}', "the file is not a notebook: it has no cells"),
    (b'{"worksheets": [null, 3, {"cells": 3}]}', "the file is not a notebook: it has no cells"),
    (b'{"cells": [{"cell_type": "co', "the file is not a notebook: it has no cells"),
    (b'{"cells": ' + b"[" * 100_000, "the file is not a notebook: it has no cells"),
    (b'{"id":' * 100_000, "the file is not a notebook: it has no cells"),
    (b"null", "the file is not a notebook: it is something else"),
    (b"[1, 2]", "the file is not a notebook: it is something else"),
    (b"Dear teacher,", "the file is not a notebook: it is something else"),
    (bytes(range(256)), "the file is not a notebook: it is something else"),
])
def test_what_is_no_notebook_is_told(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_notebook(data)
    assert str(caught.value) == message


def test_a_notebook_of_odd_cells_has_none() -> None:
    assert read_notebook(b'{"cells": [null, 1, "x", [], {"cell_type": "markdown"}]}') == Notebook(())


# modules

def test_a_module_is_one_cell() -> None:
    assert read_module(b"\xef\xbb\xbfa = 1\r\n", "a.py") == Notebook((StudentCell("a.py", "", "a = 1\r\n"),))


def test_the_name_of_a_module_is_printable() -> None:
    assert read_module(b"a = 1", "a\n\x1b[0m\udcff.py").cells[0].name == "a??[0m?.py"


def test_an_empty_module_is_told() -> None:
    with pytest.raises(Unreadable, match="the file is empty"):
        read_module(b"\n", "a.py")


def test_a_notebook_named_like_a_module_is_a_notebook() -> None:
    assert read_module(written(code("a = 1", "f")), "a.py").cells == (StudentCell("f", "f", "a = 1"),)


# limits

def test_more_code_than_anyone_writes_is_left_out() -> None:
    notebook = read_notebook(written(code("x" * 10), code("y" * MAX_CHARACTERS, "long"), code("z")))
    assert texts(notebook) == ["x" * 10, "z"]
    assert notebook.repairs == (f"cell long was left out: more than {MAX_CHARACTERS} characters of code",)


def test_more_cells_than_anyone_writes_are_left_out() -> None:
    notebook = read_notebook(written(*[code("x")] * (MAX_CELLS + 1)))
    assert len(notebook.cells) == MAX_CELLS
    assert notebook.repairs == (f"only the first {MAX_CELLS} code cells were read",)


# any mutilation of a real notebook

CH3 = Course(ROOT).assignment("ch3_few_shot")
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just(10**4000),
    st.sampled_from(["def f(:\n", "%%time\n!ls\n", "x = (\n", "\ud800", "\0", "from math import *", "raise", "'''"]),
    st.lists(st.one_of(st.none(), st.text(max_size=9), st.integers()), max_size=3),
    st.dictionaries(st.sampled_from(["cell_type", "source", "metadata", "cells", "nbgrader"]), st.text(max_size=9),
                    max_size=2),
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths to everything in a tree of JSON."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in items for place in _places(item, (*path, key)))]


def _mutilate(value: Any, draw: st.DrawFn) -> None:
    places = [place for place in _places(value) if place]
    if not places:
        return
    *path, key = draw(st.sampled_from(places))
    for step in path:
        value = value[step]
    action = draw(st.sampled_from(["delete", "duplicate", "replace", "cut", "empty"]))
    if action == "delete":
        del value[key]
    elif action == "replace":
        value[key] = draw(JUNK)
    elif action == "empty":
        value[key] = type(value[key])()
    elif action == "cut" and isinstance(value[key], str | list):
        value[key] = value[key][:draw(st.integers(0, len(value[key])))]
    elif isinstance(value, list):
        value.insert(draw(st.integers(0, len(value))), value[key])


@st.composite
def mutilated(draw: st.DrawFn) -> bytes:
    """The solved notebook of chapter 3 with some of its JSON deleted, doubled, replaced or cut."""
    notebook = json.loads(CH3.source_path.read_text(encoding="utf-8"))
    for _ in range(draw(st.integers(1, 8))):
        _mutilate(notebook, draw)
    data = json.dumps(notebook, ensure_ascii=draw(st.booleans())).encode("utf-8", errors="surrogatepass")
    if draw(st.booleans()):
        begin, length = draw(st.integers(0, len(data))), draw(st.integers(0, 400))
        data = data[:begin] + draw(st.binary(max_size=4)) + data[begin + length:]
    return data


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutilated())
def test_a_mutilated_notebook_is_read_or_refused(data: bytes) -> None:
    try:
        harvested = harvest(read_notebook(data), CH3)
    except Unreadable:
        return
    assert harvested.problems.keys() <= set(CH3.graded)
    for cell in harvested.cells:
        compile(cell.text, cell.name, "exec")
    json.dumps([harvested.repairs, [problem.text for problem in harvested.problems.values()]]).encode("ascii")
    "".join(harvested.repairs).encode()


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.text(st.sampled_from("def f(x):\n return'\"\\%!?;@#=[]{}\t\0\ud800lambdaclxyz0.,*"), max_size=80))
def test_any_text_in_a_cell_is_read(text: str) -> None:
    cells = (StudentCell("1", "", text), StudentCell("2", "", f"pairwise_sq_dists = f\n{text}"))
    for cell in harvest(Notebook(cells), CH3).cells:
        compile(cell.text, cell.name, "exec")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 sets no limit on digits")
def test_numbers_with_too_many_digits_end_nothing() -> None:
    text = f"def pairwise_sq_dists(a, b):\n    return 0x{'f' * 9_999}\ndigit_images = 0x{'f' * 9_999}"
    harvested = harvest(Notebook((StudentCell("1", "", text),)), CH3)
    assert harvested.problems.keys() == set(CH3.graded) - {"pairwise_sq_dists"}
