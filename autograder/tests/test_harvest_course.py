"""Given code stays the course's, annotations and metadata are mended, hostile notebooks end."""

import ast
import contextlib
import json
import time

import pytest

from autograder.course import Assignment, Course
from autograder.harvest import Problem, harvest
from autograder.notebook import Notebook, StudentCell, Unreadable, read_module, read_notebook
from autograder.tests.harvesting import GIVEN, notebook, own_text, run, value
from autograder.tests.places import ROOT

# annotations

FUTURE = "from __future__ import annotations"


@pytest.mark.parametrize("cells", [
    (FUTURE, "class C:\n    def copy(self) -> C: return C()\n"
             "def f(x: Missing) -> 'C': return 2 * x if C().copy() else 0"),
    (f"import math\n{FUTURE}\ndef f(x: Missing, *a: Missing, k: Missing = 2, **o: Missing) -> Missing: return k * x"),
    (FUTURE, "y: Missing = 2\ndef f(x: Literal['ü', \"a\"] | \"b\"): return y * x"),
    (FUTURE, "from dataclasses import dataclass\n@dataclass\nclass C:\n    a: Missing = 2\ndef f(x): return C().a * x"),
    (FUTURE, "async def h(a: Missing) -> Missing: pass\ndef f(x, y: Missing = h): return 2 * x"),
    (FUTURE, 'def f(x: """Missing""", y: r"Missing" = 0): return 2 * x'),
], ids=["class", "same cell", "quotes", "dataclass", "async", "triple quotes"])
def test_annotations_stay_unevaluated_in_later_cells(course: Assignment, cells: str | tuple[str, ...]) -> None:
    assert value(harvest(notebook(*((cells,) if isinstance(cells, str) else cells)), course)) == 4


def test_a_future_that_is_needed_by_name_does_not_run_in_the_middle(course: Assignment) -> None:
    cells = "TWO = 2\nfrom __future__ import annotations, division\ndef f(x): return TWO * x if x else division"
    assert value(harvest(notebook(cells), course)) == 4


def test_annotations_above_the_import_are_evaluated(course: Assignment) -> None:
    _, errors = run(harvest(notebook("def f(x: Missing): return 2 * x", FUTURE), course))
    assert len(errors) == 1


# given code

def test_a_given_cell_comes_from_the_course(course: Assignment) -> None:
    cells = (("base", GIVEN.replace("x + 1", "x - 1")), ("f", "def f(x): return shift(x) + 1"))
    harvested = harvest(notebook(*cells), course)
    assert [cell.name for cell in harvested.cells] == ["f"]
    assert value(harvested) == 4
    assert harvested.repairs == ("given cell 'base' was changed; the course's own was used",)


def test_a_given_cell_with_other_spaces_is_unchanged(course: Assignment) -> None:
    cells = (("base", GIVEN.replace("\n", "\r\n\r\n")), ("f", "def f(x): return 2 * x"))
    assert harvest(notebook(*cells), course).repairs == ()


def test_what_a_student_added_to_a_given_cell_is_kept(course: Assignment) -> None:
    cells = (("base", f"{GIVEN}\nby = 2"), ("f", "def f(x): return by * x"))
    assert value(harvest(notebook(*cells), course)) == 4


def test_a_given_cell_without_metadata_is_dropped(course: Assignment) -> None:
    harvested = harvest(notebook(GIVEN, ("f", "def f(x): return 2 * x")), course)
    assert own_text(harvested) == "def f(x): return 2 * x"
    assert harvested.repairs == ()


@pytest.mark.parametrize("text", ["def shift(x): return 0", "class shift: pass", "shift = None", "shift: int = 0"])
def test_given_names_stay_the_courses(course: Assignment, text: str) -> None:
    harvested = harvest(notebook(("f", f"def f(x): return shift(x) + 1\n{text}")), course)
    assert value(harvested) == 4
    assert harvested.repairs == ("shift was redefined; the course's own was used",)


@pytest.mark.parametrize("helper", ["def shift(x, by): return x + by",
                                    "class shift:\n    def __new__(cls, x, by): return x + by"])
def test_a_helper_above_an_exercise_may_have_a_given_name(course: Assignment, helper: str) -> None:
    cells = (GIVEN, ("f", f"{helper}\n\ndef f(x): return shift(x, x)"), ("g", "def g(x): return x"))
    harvested = harvest(notebook(*cells), course)
    assert value(harvested) == 4
    assert harvested.repairs == ("shift is the course's name for something else; the one in cell f was used",)


HELPER = "def shift(x, by): return x + by"


@pytest.mark.parametrize("cells", [
    [GIVEN, HELPER, ("f", "def f(x): return shift(x, x)")],
    [GIVEN, f"{HELPER}\n\ndef f(x): return shift(x, x)", ("g", "def g(x): return x")],
    [f"{HELPER}\n\ndef doubled(x): return shift(x, x)", ("f", "def f(x): return doubled(x)")],
    [("f", f"def f(x): return 2 * x\n{HELPER}"), HELPER, ("g", "def g(x): return shift(x, 0)")],
], ids=["in an added cell", "without metadata", "through another helper", "above the next exercise"])
def test_a_helper_with_a_given_name_need_not_be_in_the_cell_of_its_exercise(course: Assignment, cells: list) -> None:
    harvested = harvest(notebook(*cells), course)
    assert value(harvested) == 4
    assert any(note.startswith("shift is the course's name for something else") for note in harvested.repairs)
    assert HELPER in own_text(harvested)


def test_a_helper_with_a_given_name_may_come_in_a_module(course: Assignment) -> None:
    text = f"{GIVEN}\n\n{HELPER}\n\ndef f(x): return shift(x, x)\n\ndef g(x): return x\n"
    harvested = harvest(read_module(text.encode(), "a.py"), course)
    assert value(harvested) == 4
    assert harvested.repairs == ("shift is the course's name for something else; the one in cell a.py was used",)


@pytest.mark.parametrize("cells", [
    [("f", "def f(x): return shift(x) + 1"), "def shift(x, by=1): return 0"],
    ["def shift(x, by=1): return 0\nshift(3)", ("g", "def g(x): return x"), ("f", "def f(x): return shift(x) + 1")],
    [("check_g", "def shift(x, by=1): return 0"), ("f", "def f(x): return shift(x) + 1")],
    ["def shift(x): return 0", ("f", "def f(x): return shift(x) + 1")],
    ["def shift(x): return 0\ndef f(x): return shift(x) + 1"],
], ids=["below", "not for the next exercise", "in a cell of checks", "a changed copy", "a changed copy in a module"])
def test_what_is_no_helper_for_an_exercise_below_stays_the_courses(course: Assignment, cells: list) -> None:
    assert value(harvest(notebook(*cells), course)) == 4


def test_a_copy_of_a_given_function_above_an_exercise_is_no_helper(course: Assignment) -> None:
    cell = ("f", "def shift(x):  # as above\n    return x + 1\n\ndef f(x): return shift(x) + 1")
    harvested = harvest(notebook(cell), course)
    assert value(harvested) == 4
    assert harvested.repairs == ()
    assert "shift(x):" not in own_text(harvested)


@pytest.mark.parametrize("text", ["shift.x = 1", "math.pi = 3", "del shift", "LIMIT += 1", "import math",
                                  "from math import pow as shift", "for LIMIT in range(9): pass"])
def test_changes_of_given_objects_are_dropped(course: Assignment, text: str) -> None:
    harvested = harvest(notebook(("f", f"def f(x): return shift(x) + LIMIT - 2\n{text}")), course)
    assert value(harvested) == 4
    assert harvested.repairs == ()


def test_an_import_that_adds_to_a_given_module_is_kept(course: Assignment) -> None:
    text = "import xml.dom.minidom\ndef f(x):\n    return 2 * x if xml.dom.minidom else 0"
    harvested = harvest(notebook(("f", text)), course)
    assert value(harvested) == 4
    assert own_text(harvested) == text


def test_a_given_name_bound_beside_another_stays_the_courses(course: Assignment) -> None:
    harvested = harvest(notebook("other, LIMIT = 1, 99", ("f", "def f(x): return x + LIMIT - 1")), course)
    assert value(harvested) == 4


# metadata

def test_lost_metadata_is_told(course: Assignment) -> None:
    harvested = harvest(notebook("def f(x): return 2 * x", ("g", "def g(x): return x")), course)
    assert harvested.repairs == ("cell 'f' had lost its metadata; matched by function name",)


def test_a_module_has_no_metadata_to_lose(course: Assignment) -> None:
    harvested = harvest(read_module(b"def f(x): return 2 * x\nif __name__ == '__main__':\n    f(1/0)", "a.py"), course)
    assert value(harvested) == 4
    assert harvested.repairs == ()
    assert {cell.name for cell in harvested.cells} == {"a.py"}


def test_the_repairs_of_reading_come_first(course: Assignment) -> None:
    cells = (StudentCell("f", "f", "def f(x): return ("),)
    assert harvest(Notebook(cells, ("the file was mended",)), course).repairs[0] == "the file was mended"


# the course's own notebooks

ASSIGNMENTS = Course(ROOT).assignments


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda assignment: assignment.name)
def test_the_courses_notebooks_need_no_repair(assignment: Assignment) -> None:
    for path, unanswered in ((assignment.source_path, ()), (assignment.release_path, assignment.questions)):
        harvested = harvest(read_notebook(path.read_bytes()), assignment)
        told = {name: Problem(f"{name} is not answered in the notebook") for name in unanswered}
        assert (harvested.repairs, harvested.problems) == ((), told)


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda assignment: assignment.name)
def test_the_courses_notebooks_without_metadata(assignment: Assignment) -> None:
    """As VS Code and Colab leave them: only the exercises are kept, and what was imported for them."""
    content = json.loads(assignment.source_path.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        cell["metadata"] = {}
    harvested = harvest(read_notebook(json.dumps(content).encode()), assignment)
    assert harvested.problems == {}
    assert len(harvested.repairs) == len(assignment.graded)
    nodes = [node for cell in harvested.cells for node in ast.parse(cell.text).body]
    kept = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    assert kept >= set(assignment.exercises)
    assert not any(isinstance(node, ast.For | ast.Assert) for node in nodes)


# nobody waits for a hostile notebook

HOSTILE = {
    "shell lines": "!a\n" * 30_000,
    "shell lines inside": "def f():\n" + " !a\n" * 25_000,
    "names on one line": "x=1;" * 25_000,
    "broken lines": "=\n" * 50_000,
    "open strings": "x = '''\n" * 12_000,
    "open brackets": "x = (\n" * 16_000,
    "decorators": "@a\n" * 30_000,
    "chain of names": "def f(x): return a0\n" + "\n".join(f"a{i} = a{i + 1}" for i in range(7_000)),
    "chain of names backwards": "\n".join(f"a{i} = a{i - 1}" for i in range(7_000)) + "\ndef f(x): return a6999",
    "one name bound often": "def f(x): return a\n" + "a = 1\n" * 16_000,
    "calls of a setter": "def s():\n global a\n a = 1\n" + "s()\n" * 25_000 + "def f(x): return a",
    "annotations": FUTURE + "\ndef f(" + ", ".join(f"a{i}: int" for i in range(9_000)) + "): pass",
    "sum on one line": "f = " + "(1)+" * 25_000 + "1",
    "prompts": ">>> x = (\n" * 10_000,
    "spaces": "f = (\n" + " " * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_code_is_read_in_seconds(course: Assignment, text: str) -> None:
    started = time.process_time()
    with contextlib.suppress(Unreadable):
        harvest(read_module(text.encode(), "a.py"), course)
    assert time.process_time() - started < 5
