"""What breaks nbgrader: each damage through `nbgrader autograde` with our settings and without, and through `grade`."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder.course import Assignment
from autograder.tests import nbgrading
from autograder.tests.nbgrading import RIGHT, nbgrader

STOCK = "c = get_config()\nc.CourseDirectory.course_id = 'tiny_course'\nc.Execute.timeout = {}\n"
PATIENCE_S, SHORT_S = 300, 30  # the second is nbgrader's own: too few seconds where torch is slow to import
HANGS = RIGHT | {"draw": "def draw(n, generator):\n    while True:\n        pass\n"}
DIES = RIGHT | {"draw": "import os\n\ndef draw(n, generator):\n    os._exit(1)\n"}


def damaged(data: bytes, damage: Callable[[NotebookNode], None]) -> bytes:
    found = nbformat.reads(data, as_version=4)
    damage(found)
    return nbformat.writes(found).encode()


def duplicate(found: NotebookNode) -> None:
    [at] = [number for number, cell in enumerate(found.cells) if cell.id == "scale"]
    found.cells.insert(at, NotebookNode({**found.cells[at], "id": "copied"}))


def strip_metadata(found: NotebookNode) -> None:
    for cell in found.cells:
        cell.metadata = NotebookNode()


def delete_checks(found: NotebookNode) -> None:
    found.cells = [cell for cell in found.cells if cell.id != "check_scale"]


def nothing(found: NotebookNode) -> None:
    pass


# what was handed in, our score of 13 with the bonus, a word of the repairs, and what nbgrader does:
# its exit code, and the scores by cell that it leaves (None: a person is asked for ever)
ALL = {"check_scale": 4.0, "check_centre": 5.0, "check_draw": 0.0, "check_q_mean": 1.0}
DAMAGES = {
    "duplicated": (RIGHT, duplicate, 13, "scale is defined 2 times", 1, {}),
    "stripped": (RIGHT, strip_metadata, 13, "cell 'scale' had lost its metadata", 0, dict.fromkeys(ALL)),
    "deleted": (RIGHT, delete_checks, 13, "", 0, ALL | {"check_scale": None}),
    "died": (DIES, nothing, 10, "", 1, {}),
    "hung": (HANGS, nothing, 10, "", 0, {"check_draw": 0.0}),  # after it has waited for each cell that calls draw
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """Our settings; one student for each damage, graded by `nbgrader autograde`."""
    assignment = nbgrading.make_course(tmp_path_factory.mktemp("damage") / "course")
    nbgrader(assignment.root, "generate_assignment", "tiny", "--force")
    hand_in_all(assignment)
    nbgrader(assignment.root, "autograde", "tiny")
    return assignment


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The same course as nbgrader knows it: its own settings, and notebooks without our guard."""
    assignment = nbgrading.make_course(tmp_path_factory.mktemp("stock") / "course")
    for path in (assignment.source_path, assignment.release_path):
        unguarded = nbformat.read(path, as_version=4)
        unguarded.cells = [cell for cell in unguarded.cells if cell.id != "guard"]
        nbformat.write(unguarded, path)
    (assignment.root / "nbgrader_config.py").write_text(STOCK.format(PATIENCE_S))
    nbgrader(assignment.root, "generate_assignment", "tiny", "--force")
    hand_in_all(assignment)
    return assignment


def hand_in_all(assignment: Assignment) -> None:
    for student, (answers, damage, *_) in DAMAGES.items():
        nbgrading.hand_in(assignment, student, damaged(nbgrading.notebook(assignment, answers), damage))


def in_gradebook(course: Assignment, student: str) -> dict[str, float | None]:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "tiny_course") as book:
        found = book.find_submission_notebook("tiny", "tiny", student).grades
        return {grade.name: grade.auto_score for grade in found if grade.name != "w_why"}


@pytest.mark.parametrize("student", DAMAGES)
def test_ours_gives_a_full_result(course, student):
    _, _, score, repair, _, _ = DAMAGES[student]
    result = json.loads((course.root / "graded" / "tiny" / student / "results.json").read_text())
    assert result["score"] == score
    assert repair in " ".join(result["repairs"])
    assert sum(value or 0 for value in in_gradebook(course, student).values()) == score


def test_grade_gives_the_same(course, tmp_path):
    ours = {student: in_gradebook(course, student) for student in DAMAGES}
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "tiny_course") as book:
        for student in DAMAGES:
            book.remove_student(student)
    subprocess.run([sys.executable, "-m", "autograder", "grade", "tiny", "--out", str(tmp_path)], cwd=course.root,
                   check=True, stdout=subprocess.DEVNULL)
    assert {student: in_gradebook(course, student) for student in DAMAGES} == ours


@pytest.mark.parametrize("student", DAMAGES)
def test_what_nbgrader_does_by_itself(stock, student):
    *_, code, scores = DAMAGES[student]
    if student == "hung":
        (stock.root / "nbgrader_config.py").write_text(STOCK.format(SHORT_S))
    begin = time.monotonic()
    nbgrader(stock.root, "autograde", "tiny", "--student", student, expected=code)
    found = in_gradebook(stock, student)
    assert {name: found[name] for name in scores} == scores
    assert code == 0 or not any(found.values())
    assert student != "hung" or time.monotonic() - begin > SHORT_S


def test_without_our_settings_nobody_gets_marks(course, tmp_path):
    """The notebooks end the kernel: nbgrader says so, and leaves no score."""
    root = tmp_path / "elsewhere"
    shutil.copytree(course.root / "source" / "tiny", root / "source" / "tiny")
    (root / "nbgrader_config.py").write_text(STOCK.format(PATIENCE_S))
    elsewhere = Assignment("tiny", root)
    nbgrader(root, "generate_assignment", "tiny")
    nbgrading.hand_in(elsewhere, "zoe", RIGHT)
    nbgrading.hand_in(elsewhere, "bo", {})
    said = nbgrader(root, "autograde", "tiny", expected=1)
    assert "DeadKernelError" in said
    for student in ("zoe", "bo"):
        assert f"There was an error processing assignment 'tiny' for student '{student}'" in said
        assert set(in_gradebook(elsewhere, student).values()) == {None}
        assert not (root / "autograded" / student / "tiny").exists()
    path = Path("submitted") / "zoe" / "tiny" / "tiny.ipynb"
    assert "Success! Your notebook passes all the tests." in nbgrader(root, "validate", str(path))
