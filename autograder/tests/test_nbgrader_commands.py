"""Every nbgrader command from the course's folder, with the settings that come from grader_config.py."""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys

import nbformat
import pytest

from autograder.course import Assignment
from autograder.nbgrader_steps import CourseExporter
from autograder.tests import nbgrading
from autograder.tests.nbgrading import IN_PLACE, LATE, RIGHT, nbgrader, nbgrader_command

SHORTEST_LEAK = 12
ROWS = """SELECT s.student_id, b.name, {} FROM {} x JOIN base_cell b ON b.id = x.cell_id
          JOIN submitted_notebook n ON n.id = x.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id
          ORDER BY 1, 2"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """A course through which two students went: each command ran once, in this order."""
    assignment = nbgrading.make_course(tmp_path_factory.mktemp("commands") / "course")
    root = assignment.root
    (root / "exchange").mkdir(mode=0o777)
    (root / "exchange").chmod(0o777)
    released = assignment.release_path.read_bytes()
    nbgrader(root, "generate_assignment", "tiny", "--force")
    assert json.loads(assignment.release_path.read_bytes()) == json.loads(released)  # ours is what nbgrader makes
    nbgrader(root, "release_assignment", "tiny")
    assert "tiny_course tiny" in nbgrader(root, "list")
    student = root.parent / "student"
    student.mkdir()
    shutil.copy(root / "nbgrader_config.py", student)  # a student sets the exchange and the course; here the same way
    shutil.copy(root / "grader_config.py", student)
    (student / "grader_config.py").write_text((root / "grader_config.py").read_text().replace(
        '"exchange"', f'"{root / "exchange"}"'))
    nbgrader(student, "fetch_assignment", "tiny")
    [fetched] = student.glob("tiny/tiny.ipynb")
    fetched.write_bytes(nbgrading.notebook(assignment, RIGHT))
    assert "Success! Your notebook passes all the tests." in nbgrader(student, "validate", "tiny/tiny.ipynb")
    nbgrader(student, "submit", "tiny")
    nbgrader(root, "collect", "tiny")
    nbgrading.hand_in(assignment, "bo", RIGHT | IN_PLACE, LATE)
    nbgrader_command(root, "autograde", "tiny")
    return assignment


def rows(course: Assignment) -> list[tuple[object, ...]]:
    with sqlite3.connect(course.root / "gradebook.db") as book:
        columns = "x.auto_score, x.manual_score, x.needs_manual_grade, n.late_submission_penalty"
        return [*book.execute(ROWS.format(columns, "grade")), *book.execute(ROWS.format("x.auto_comment", "comment")),
                *book.execute("SELECT name, cell_type, source, locked, checksum FROM source_cell ORDER BY 1"),
                *book.execute("SELECT name, type FROM base_cell ORDER BY 1, 2"),
                *book.execute("SELECT name, duedate FROM assignment")]


def scores(course: Assignment) -> dict[str, float]:
    with sqlite3.connect(course.root / "gradebook.db") as book:
        found = book.execute(ROWS.format("x.auto_score", "grade")).fetchall()
    return {f"{student} {cell}": score for student, cell, score in found if student == "bo"}


def test_autograde_writes_our_scores(course):
    assert scores(course) == {"bo check_scale": 3.0, "bo check_centre": 5.0, "bo check_draw": 3.0,
                              "bo check_q_mean": 1.0, "bo w_why": None}


def test_autograde_and_grade_write_the_same(course):
    by_nbgrader = rows(course)
    shown = {path: path.read_text() for path in sorted((course.root / "autograded").rglob("*.ipynb"))}
    (course.root / "gradebook.db").rename(course.root / "nbgraders.db")
    shutil.rmtree(course.root / "autograded")
    subprocess.run([sys.executable, "-m", "autograder", "grade", "tiny"], cwd=course.root, check=True,
                   stdout=subprocess.DEVNULL)
    assert rows(course) == by_nbgrader
    assert {path: path.read_text() for path in sorted((course.root / "autograded").rglob("*.ipynb"))} == shown


def test_results_are_written_beside_those_of_grade(course):
    late = json.loads((course.root / "graded" / "tiny" / "bo" / "results.json").read_text())
    assert (late["score"], late["late_s"], late["penalty"], late["grade"]) == (12, 86_400, 1.2, 10.8)


def test_feedback_and_export(course):
    nbgrader(course.root, "generate_feedback", "tiny")
    page = (course.root / "feedback" / "bo" / "tiny" / "tiny.html").read_text(encoding="utf-8")
    assert "What we recognised:" in page
    assert "Hint:" in page
    assert "Mark scheme" not in page
    [collected] = {path.parts[-3] for path in course.root.glob("submitted/*/tiny/submission_secret.txt")}
    nbgrader(course.root, "release_feedback", "tiny", "--student", collected)  # graded by `grade`, fed back by nbgrader
    assert list((course.root / "exchange" / "tiny_course" / "feedback").iterdir())
    nbgrader(course.root, "export", "--to", "all.csv")
    [late] = [row for row in csv.DictReader((course.root / "all.csv").open()) if row["student_id"] == "bo"]
    assert (late["raw_score"], late["late_submission_penalty"], late["score"]) == ("12.0", "1.2", "10.8")
    assert_nothing_leaks(course, page)


def test_db(course):
    nbgrader(course.root, "db", "student", "add", "cy", "--first-name", "Cy")
    assert "cy" in nbgrader(course.root, "db", "student", "list")
    assert "tiny" in nbgrader(course.root, "db", "assignment", "list")
    nbgrader(course.root, "db", "upgrade")  # with the table that we put beside nbgrader's


def test_the_feedback_stands_beneath_each_exercise(course):
    cells = nbformat.read(course.root / "autograded" / "bo" / "tiny" / "tiny.ipynb", as_version=4).cells
    ids = [cell.id for cell in cells]
    outputs = {cell.id: cell.outputs[0].data["text/html"] for cell in cells if cell.get("outputs")}
    assert list(outputs) == ["check_scale", "check_centre", "check_draw", "check_q_mean"]
    assert all(ids.index(name) == ids.index(name.removeprefix("check_")) + 1 for name in outputs)
    assert "You multiply x in place" in outputs["check_scale"]
    assert "It is the balance." in outputs["check_q_mean"]
    assert "on top of the others" in outputs["check_draw"]


def test_nothing_hidden_is_shown(course):
    for student in ("bo", "stub"):
        if student == "stub":
            nbgrading.hand_in(course, student, {"scale": "def scale(x, factor):\n    return 1 / 0\n"})
            nbgrader(course.root, "autograde", "tiny", "--student", "stub")
        shown = nbformat.read(course.root / "autograded" / student / "tiny" / "tiny.ipynb", as_version=4)
        assert_nothing_leaks(course, json.dumps(shown, ensure_ascii=False))


def assert_nothing_leaks(course: Assignment, text: str) -> None:
    """No line of a suite, a probe, a filed answer or the solution, unless students have or are told it."""
    released = nbformat.read(course.release_path, as_version=4)
    known = "\n".join([*(cell.source for cell in released.cells), *RIGHT.values(), *IN_PLACE.values()])
    files = [*course.tests_path.rglob("*.py"), course.solution_path, course.text_path]
    lines = {line.strip() for path in files for line in path.read_text(encoding="utf-8").splitlines()}
    hidden = {line for line in lines if len(line) >= SHORTEST_LEAK and line not in known and not _is_told(line)}
    assert len(hidden) > 50
    assert [line for line in sorted(hidden) if line in text or json.dumps(line)[1:-1] in text] == []
    assert str(course.root) not in re.sub(r'"notebook_path[^,]*', "", text)


def _is_told(line: str) -> bool:
    """Titles and hints of checks, the first lines of wrong answers, and what is said of a choice."""
    return line.startswith(('"""', "@hint(")) or "feedback=" in line


def test_a_damaged_notebook_is_given_back_by_no_command(course):
    nbgrading.hand_in(course, "half", nbgrading.notebook(course, RIGHT)[:3_000])
    nbgrader(course.root, "autograde", "tiny", "--student", "half")
    result = json.loads((course.root / "graded" / "tiny" / "half" / "results.json").read_text())
    assert "the file is damaged" in result["repairs"][0]


def test_a_command_that_fails_leaves_no_trace_in_the_environment(monkeypatch):
    """In a Jupyter server it would stay, and the guard would end every kernel that the server starts."""
    def fail(nb, resources):
        raise OSError("disk full")

    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    exporter = CourseExporter()
    exporter.register_preprocessor(fail, enabled=True)
    with pytest.raises(OSError, match="disk full"):
        exporter.from_notebook_node(nbformat.v4.new_notebook())
    assert "NBGRADER_EXECUTION" not in os.environ
