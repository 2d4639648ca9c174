"""When `grade` writes the gradebook, what it says, and `export` from what it wrote."""

import csv
import json

import pytest
from nbgrader.api import Gradebook

from autograder.course import Assignment, CourseError
from autograder.keeping import belongs_in_gradebook
from autograder.tests import nbgrading
from autograder.tests.nbgrading import IN_PLACE, LATE, RIGHT
from autograder.tests.test_cli import Ran, run


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    assignment = nbgrading.make_course(tmp_path_factory.mktemp("keeping") / "course")
    nbgrading.hand_in(assignment, "ada", RIGHT | IN_PLACE, LATE)
    return assignment


@pytest.fixture(scope="module")
def graded(course: Assignment) -> Ran:
    return run(course.root, "grade", "tiny")


def test_paths_below_submitted_are_handed_in(tmp_path):
    submitted = tmp_path / "submitted"

    def belongs(*paths, asked=None, is_anonymous=False):
        return belongs_in_gradebook(paths, submitted, asked, is_anonymous=is_anonymous)

    assert belongs()
    assert belongs(submitted / "ada", submitted)
    assert not belongs(submitted / "ada", tmp_path / "examples")
    assert belongs(tmp_path / "examples", asked=True)
    assert not belongs(asked=False)
    assert not belongs(is_anonymous=True)
    with pytest.raises(CourseError, match="--anonymous and --book: the gradebook needs the students' names"):
        belongs(asked=True, is_anonymous=True)


def test_another_folder_goes_into_no_gradebook(course, graded, tmp_path):
    other = tmp_path / "zoe" / "tiny"
    other.mkdir(parents=True)
    (other / "tiny.ipynb").write_bytes(nbgrading.notebook(course, RIGHT))
    (other / "timestamp.txt").write_text(LATE)
    assert run(course.root, "grade", "tiny", str(tmp_path), "--out", str(tmp_path)).code == 0
    late = json.loads((tmp_path / "tiny" / "zoe" / "results.json").read_text())
    assert (late["late_s"], late["penalty"], late["grade"]) == (86_400, 1.3, 11.7)  # late all the same
    assert students(course) == ["ada"]
    ran = run(course.root, "grade", "tiny", str(tmp_path / "zoe"), "--out", str(tmp_path), "--book")
    assert (ran.code, students(course)) == (0, ["ada", "zoe"])


def students(course: Assignment) -> list[str]:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "tiny_course") as book:
        return sorted(item.student.id for item in book.assignment_submissions("tiny"))


def test_lateness_is_told(course, graded):
    assert "12/10 late -1.2" in graded.out
    page = (course.root / "graded" / "tiny" / "ada" / "feedback.html").read_text(encoding="utf-8")
    assert "Handed in late: 1.2 points less, so that 10.8 count." in page
    [row] = csv.DictReader((course.root / "graded" / "tiny" / "grades.csv").open())
    assert (row["score"], row["points"], row["late penalty"], row["grade"]) == ("12", "10", "1.2", "10.8")


def test_a_changed_answer_under_a_manual_score_is_told(course, graded):
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "tiny_course") as book:
        book.find_grade("check_scale", "tiny", "tiny", "ada").manual_score = 4.0
        book.db.commit()
    nbgrading.hand_in(course, "ada", RIGHT | {"scale": "def scale(x, factor):\n    return 0\n"}, LATE)
    ran = run(course.root, "grade", "tiny")
    nbgrading.hand_in(course, "ada", RIGHT | IN_PLACE, LATE)
    assert "ada: scale was marked by a person and has changed since: look at it in formgrader" in ran.err


def test_csv_is_exported(course, graded):
    ran = run(course.root, "export", "csv", "tiny", "--to", "grades.csv")
    assert ran.code == 0
    assert "look ada has answers that a person must mark" in ran.out
    rows = {row["student"]: row for row in csv.DictReader((course.root / "grades.csv").open())}
    assert (rows["ada"]["final"], rows["ada"]["points"], rows["ada"]["w_why"]) == ("no", "14", "0")


def test_a_worksheet_of_moodle_is_filled(course, graded):
    sheet = course.root / "moodle.csv"
    sheet.write_text("Identifier,Grade,Last modified (grade),ID number\nParticipant 1,,-,ada\n")
    ran = run(course.root, "export", "moodle", "tiny", "--fill", str(sheet), "--to", "filled.csv")
    assert ran.code == 0
    [row] = csv.DictReader((course.root / "filled.csv").open())
    assert float(row["Grade"]) > 10


@pytest.mark.parametrize(("arguments", "complaint"), [
    (["moodle", "tiny"], "export moodle fills in a table that you downloaded: name it with --fill FILE"),
    (["canvas", "tiny", "--fill", "nowhere.csv"], "No such file or directory: 'nowhere.csv'"),
    (["csv", "tny"], "no assignment 'tny'"),
])
def test_a_wrong_export_ends_with_2(course, graded, arguments, complaint):
    ran = run(course.root, "export", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.err


def test_an_assignment_that_nobody_graded_is_told(copy: Assignment, course, graded):
    (copy.root / "gradebook.db").write_bytes((course.root / "gradebook.db").read_bytes())
    with Gradebook(f"sqlite:///{copy.root / 'gradebook.db'}", "tiny_course") as book:
        book.remove_assignment("tiny")
    ran = run(copy.root, "export", "csv", "tiny")
    assert (ran.code, ran.out) == (2, "")
    assert "the gradebook has no tiny: run `python -m autograder grade tiny`" in ran.err
