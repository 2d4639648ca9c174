"""A damaged notebook becomes one that nbgrader can show: the course's cells in place, the student's words kept."""

import json
from collections.abc import Callable

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator

from autograder.course import Assignment
from autograder.restored import Restored, restore
from autograder.submissions import Submission
from autograder.tests import nbgrading
from autograder.tests.nbgrading import RIGHT


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return nbgrading.make_course(tmp_path_factory.mktemp("restored") / "course")


@pytest.fixture(scope="module")
def released(course: Assignment) -> NotebookNode:
    return nbformat.read(course.release_path, as_version=4)


def restored(released: NotebookNode, handed_in: bytes, name: str = "tiny.ipynb") -> Restored:
    found = restore(released, Submission("zoe", name, handed_in))
    nbformat.validate(found.notebook)
    MetadataValidator().validate_nb(found.notebook)
    named = [cell.metadata.nbgrader.grade_id for cell in found.notebook.cells if "nbgrader" in cell.metadata]
    wanted = [cell.metadata.nbgrader.grade_id for cell in released.cells if "nbgrader" in cell.metadata]
    assert sorted(named) == sorted(wanted)  # each once
    return found


def damaged(course: Assignment, damage: Callable[[list[NotebookNode]], None]) -> bytes:
    found = nbformat.reads(nbgrading.notebook(course, RIGHT), as_version=4)
    damage(found.cells)
    return json.dumps(found).encode()  # as it is: nbformat would mend some of it


def ids(cells: list[NotebookNode]) -> list[str]:
    return [cell.id for cell in cells]


def test_a_sound_notebook_is_kept(course, released):
    found = restored(released, nbgrading.notebook(course, RIGHT))
    assert found.answers == RIGHT
    assert [cell.source for cell in found.notebook.cells] == [
        RIGHT.get(cell.id, cell.source) for cell in released.cells]


def strip(cells):
    for cell in cells:
        cell.metadata, cell["id"] = {}, ""


def duplicate(cells):
    at = ids(cells).index("scale")
    cells.insert(at, {**cells[at], "source": "def scale(x, factor):\n    pass\n"})


def delete(cells):
    cells[:] = [cell for cell in cells if cell.id not in ("check_scale", "setup", "guard")]


def edit(cells):
    cells[ids(cells).index("check_scale")].source = "assert True"
    cells[ids(cells).index("check_scale")].metadata.nbgrader.points = 100


def paste_outputs(cells):
    cells[ids(cells).index("check_scale")]["outputs"] = [{"output_type": "display_data", "metadata": {},
                                                          "data": {"text/html": "<script>alert(1)</script>"}}]


def make_text(cells):
    cells[ids(cells).index("scale")]["cell_type"] = "markdown"


@pytest.mark.parametrize("damage", [strip, duplicate, delete, edit, paste_outputs, make_text])
def test_the_answers_are_found_and_the_course_s_cells_are_its_own(course, released, damage):
    found = restored(released, damaged(course, damage))
    assert found.answers == RIGHT
    cells = {cell.id: cell for cell in found.notebook.cells}
    assert {name: cells[name].source for name in RIGHT} == RIGHT
    for cell in released.cells:
        if cell.id not in RIGHT and "nbgrader" in cell.metadata:
            assert cells[cell.id] == cell
    assert cells["check_scale"].outputs == []
    assert ids(found.notebook.cells).index("check_scale") > ids(found.notebook.cells).index("scale")


def test_a_deleted_answer_is_missing(course, released):
    def damage(cells):
        cells[:] = [cell for cell in cells if cell.id not in ("scale", "w_why")]

    assert restored(released, damaged(course, damage)).answers.keys() == RIGHT.keys() - {"scale", "w_why"}


def test_of_half_a_file_the_first_half_is_kept(course, released):
    found = restored(released, nbgrading.notebook(course, RIGHT)[:2_500])
    assert found.answers == {"scale": RIGHT["scale"]}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"{}", b'{"cells": [[1], {"cell_type": 3, "source": {}}]}'],
                         ids=["empty", "pdf", "no cells", "nonsense"])
def test_of_what_is_no_notebook_the_released_one_is_left(released, data):
    found = restored(released, data)
    assert found.answers == {}
    assert [cell.source for cell in released.cells if "nbgrader" in cell.metadata] == [
        cell.source for cell in found.notebook.cells if "nbgrader" in cell.metadata]


def test_a_module_is_shown_as_one_cell(released):
    found = restored(released, b"def scale(x, factor):\n    return x\n", "tiny.py")
    assert found.answers == {"scale": "def scale(x, factor):\n    return x\n"}


def test_what_cannot_be_written_becomes_a_question_mark(course, released):
    def damage(cells):
        cells[ids(cells).index("w_why")].source = "\ud800"

    found = restored(released, damaged(course, damage))
    assert found.answers["w_why"] == "?"
    nbformat.writes(found.notebook).encode()
