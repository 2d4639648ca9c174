"""An authored text becomes three views, and an edited instructor notebook becomes text again."""

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator

from autograder import build, text, verify
from autograder.course import Assignment, Course
from autograder.tests.conftest import TINY
from autograder.tests.places import ROOT
from autograder.text import TextError

ASSIGNMENTS = [item for root in (ROOT, TINY) for item in Course(root).assignments]

TASK = {"grade": True, "grade_id": "w1", "locked": False, "points": 2, "schema_version": 3, "solution": False,
        "task": True}


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == name)


def contents(assignment: Assignment) -> dict[Path, str]:
    paths = (assignment.text_path, assignment.source_path, assignment.release_path, assignment.solution_path)
    return {path: path.read_text(encoding="utf-8") for path in paths}


@pytest.fixture(params=ASSIGNMENTS, ids=lambda item: item.name)
def assignment(request: pytest.FixtureRequest) -> Assignment:
    """Each assignment of the real course and the tiny one."""
    return request.param


def test_the_solution_module_can_be_imported(assignment: Assignment) -> None:
    names = runpy.run_path(str(assignment.solution_path))
    assert all(callable(names[name]) for name in assignment.exercises)


def test_the_student_notebook_holds_stubs_and_no_solution(assignment: Assignment) -> None:
    released = read(assignment.release_path)
    parts = text.read(assignment.text_path.read_text(encoding="utf-8"))
    assert list(verify.leaks(assignment, parts)) == []
    assert not any(marker in cell.source for cell in released.cells for marker in build.MARKERS)
    for name in assignment.exercises:
        assert cell_of(released, name).source.endswith("# YOUR CODE HERE\n    raise NotImplementedError()")


def test_an_answer_in_the_student_notebook_is_not_overwritten(copy: Assignment) -> None:
    solved = read(copy.release_path)
    cell_of(solved, "scale").source = "def scale(x, factor):\n    return factor * x"
    nbformat.write(solved, copy.release_path)
    before = contents(copy)
    with pytest.raises(TextError, match=r"release/tiny/tiny\.ipynb holds an answer to scale: move the file"):
        build.build(copy)
    assert contents(copy) == before


@pytest.mark.parametrize("view", ["source_path", "release_path"])
def test_the_metadata_is_valid_for_nbgrader(assignment: Assignment, view: str) -> None:
    notebook = read(getattr(assignment, view))
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)


def test_nbgrader_itself_makes_the_same_student_notebooks(tmp_path: Path) -> None:
    source = tmp_path / "source" / "all"
    source.mkdir(parents=True)
    for item in ASSIGNMENTS:
        shutil.copy(item.source_path, source)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "all", "--create",
               f"--CourseDirectory.root={tmp_path}"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # nbgrader calls alembic
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for item in ASSIGNMENTS:
        theirs = read(tmp_path / "release" / "all" / f"{item.name}.ipynb")
        assert read(item.release_path).cells == theirs.cells


def test_building_twice_changes_nothing(copy: Assignment) -> None:
    assert build.build(copy) == []


def test_a_text_edit_reaches_every_view(copy: Assignment) -> None:
    edited = copy.text_path.read_text(encoding="utf-8").replace("import torch\n", "import math\n\nimport torch\n", 1)
    copy.text_path.write_text(edited, encoding="utf-8")
    assert build.build(copy) == [copy.source_path, copy.release_path, copy.solution_path]
    assert all("import math" in content for content in contents(copy).values())
    assert build.build(copy, from_notebook=True) == []


def test_a_notebook_edit_reaches_the_text_and_every_view(copy: Assignment) -> None:
    notebook = read(copy.source_path)
    cell_of(notebook, "setup").source = "import math\n\nimport torch\nfrom torch import Tensor"
    nbformat.write(notebook, copy.source_path)
    assert build.build(copy, from_notebook=True) == [copy.text_path, copy.release_path, copy.solution_path]
    assert all("import math" in content for content in contents(copy).values())
    assert build.build(copy) == []


def test_what_jupyter_adds_to_a_notebook_is_dropped(copy: Assignment) -> None:
    before = contents(copy)
    notebook = read(copy.source_path)
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    for number, cell in enumerate(notebook.cells):
        cell.source += "\n\n"
        cell.metadata["editable"] = True
        if cell.cell_type == "code":
            cell.execution_count = number
            cell.outputs = [nbformat.v4.new_output("stream", text="3.14\n")]
    nbformat.write(notebook, copy.source_path)
    build.build(copy, from_notebook=True)
    assert contents(copy) == before


def test_a_new_cell_is_a_demo(copy: Assignment) -> None:
    notebook = read(copy.source_path)
    notebook.cells.append(nbformat.v4.new_code_cell("print(scale(torch.ones(2), 3.0))"))
    nbformat.write(notebook, copy.source_path)
    build.build(copy, from_notebook=True)
    assert copy.text_path.read_text(encoding="utf-8").endswith("\n\n# %%\nprint(scale(torch.ones(2), 3.0))\n")
    *_, added, guard = read(copy.source_path).cells  # it was put below the guard, which comes last
    assert (added.id, guard.id) == (f"cell-{len(notebook.cells) - 1:03d}", "guard")


@pytest.mark.parametrize(("cell", "complaint"), [
    (nbformat.v4.new_raw_cell("x"), "the notebook has a raw cell, which the text cannot hold: make it text or code"),
    (nbformat.v4.new_code_cell("# %% a heading"), "a cell is marked {'title': 'a heading'}"),
    (nbformat.v4.new_markdown_cell("Why?", metadata={"nbgrader": TASK}), "cell 'w1' is of a kind of nbgrader's"),
], ids=["raw cell", "cell that looks like several", "task cell"])
def test_a_cell_that_the_text_cannot_hold_changes_no_file(
    copy: Assignment, cell: NotebookNode, complaint: str
) -> None:
    notebook = read(copy.source_path)
    notebook.cells.append(cell)
    nbformat.write(notebook, copy.source_path)
    before = contents(copy)
    with pytest.raises(TextError) as raised:
        build.build(copy, from_notebook=True)
    assert complaint in str(raised.value)
    assert f"{copy.root}/source/tiny" in str(raised.value)
    assert contents(copy) == before


def test_a_bonus_is_worth_nothing_in_the_notebook_and_stays_one(copy: Assignment) -> None:
    authored = copy.text_path.read_text(encoding="utf-8").replace('check="draw"', 'check="draw" bonus=true')
    copy.text_path.write_text(authored, encoding="utf-8")
    build.build(copy)
    worth = {cell.id: cell.metadata.nbgrader.points for cell in read(copy.release_path).cells
             if "points" in cell.metadata.get("nbgrader", {})}
    assert worth == {"check_scale": 4, "check_centre": 5, "check_draw": 0}
    assert Assignment("tiny", copy.root).bonus == {"draw"}
    assert build.build(copy, from_notebook=True) == []
