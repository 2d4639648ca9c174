"""What is written into nbgrader's gradebook, in SQLite and in PostgreSQL."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from nbgrader.api import Grade, Gradebook

from autograder import config
from autograder.course import Assignment, Course
from autograder.gradebook import GradebookError
from autograder.grading import Grader
from autograder.judge import Run, Status
from autograder.record import AUTOGRADED, Record
from autograder.sandbox.limits import Limits
from autograder.score import Result
from autograder.submissions import Submission
from autograder.tests import nbgrading, postgres
from autograder.tests.nbgrading import IN_PLACE, IN_TIME, LATE, RIGHT

LIMITS = Limits(check_timeout_s=10.0, submission_timeout_s=60.0, memory_mb=500)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return nbgrading.make_course(tmp_path_factory.mktemp("gradebook") / "course")


@pytest.fixture(scope="module")
def grader(course: Assignment) -> Iterator[Grader]:
    with Grader(course, LIMITS, Run(1)) as ready:
        yield ready


@pytest.fixture(scope="module")
def empty(course: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite gradebook that knows the assignment: to make one takes nbgrader seconds."""
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    with Record(course, with_database(course, f"sqlite:///{path}")):
        return path


@pytest.fixture(scope="module")
def server(course: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Server]:
    """A PostgreSQL server whose new databases are such a gradebook."""
    with postgres.running(tmp_path_factory.mktemp("postgres")) as running:
        with Record(course, with_database(course, running.new_database())):
            pass
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, course: Assignment, tmp_path: Path) -> config.GraderConfig:
    """The course's settings with a gradebook of the test's own."""
    if request.param == "postgresql":
        return with_database(course, request.getfixturevalue("server").new_database())
    shutil.copy(request.getfixturevalue("empty"), tmp_path)
    return with_database(course, f"sqlite:///{tmp_path}/gradebook.db")


def with_database(course: Assignment, url: str) -> config.GraderConfig:
    return config.load(course.root / "grader_config.py").model_copy(update={"db_url": url})


def handed_in(course: Assignment, answers: dict[str, str], at: str = IN_TIME) -> Submission:
    return Submission("zoe", "tiny.ipynb", nbgrading.notebook(course, answers), handed_in=at)


def kept(grader: Grader, settings: config.GraderConfig, *submissions: Submission) -> tuple[str, ...]:
    """Keep these, one after the other; what changed under a person's mark, at the last one."""
    with Record(grader.assignment, settings) as record:
        for submission in submissions:
            changed = record.keep(submission, grader.grade_one(submission)).changed
    return changed


def opened(settings: config.GraderConfig) -> Gradebook:
    return Gradebook(settings.db_url, settings.course_id)


def grades(settings: config.GraderConfig) -> dict[str, Grade]:
    with opened(settings) as book:
        found = book.find_submission_notebook("tiny", "tiny", "zoe").grades
        return {grade.name: grade.to_dict() | {"score": grade.score} for grade in found}


def mark(settings: config.GraderConfig, cell: str, **values: float) -> None:
    """What formgrader does when a person marks a cell."""
    with opened(settings) as book:
        grade = book.find_grade(cell, "tiny", "tiny", "zoe")
        for name, value in values.items():
            setattr(grade, name, value)
        grade.needs_manual_grade = False
        book.db.commit()


def test_scores_and_comments(course, grader, settings):
    kept(grader, settings, handed_in(course, RIGHT | IN_PLACE))
    found = grades(settings)
    scores = {name: (row["auto_score"], row["max_score"], row["needs_manual_grade"]) for name, row in found.items()}
    assert scores == {
        "check_scale": (3.0, 4.0, False), "check_centre": (5.0, 5.0, False), "check_draw": (3.0, 0.0, False),
        "check_q_mean": (1.0, 1.0, False), "w_why": (None, 4.0, True),
    }
    with opened(settings) as book:
        comments = {item.name: item.comment for item in book.find_submission_notebook("tiny", "tiny", "zoe").comments}
        submission = book.find_submission("tiny", "zoe")
        assert (submission.score, submission.max_score) == (12.0, 14.0)  # the bonus counts in the score alone
    assert comments["scale"].startswith("3 of 4 points\n\n**You multiply x in place")
    assert "*does an operation with a trailing underscore make a new tensor?*" in comments["scale"]
    assert (comments["centre"], comments["w_why"]) == ("Every check passed.", None)


def test_again_changes_nothing(course, grader, settings):
    kept(grader, settings, handed_in(course, RIGHT))
    before = grades(settings)
    kept(grader, settings, handed_in(course, RIGHT))
    assert grades(settings) == before


def test_what_a_person_wrote_stays(course, grader, settings):
    kept(grader, settings, handed_in(course, RIGHT | IN_PLACE))
    mark(settings, "w_why", manual_score=3.5)
    mark(settings, "check_scale", manual_score=2.0, extra_credit=0.5)
    with opened(settings) as book:
        book.find_comment("scale", "tiny", "tiny", "zoe").manual_comment = "See me."
        book.db.commit()
    before = grades(settings)
    assert kept(grader, settings, handed_in(course, RIGHT | IN_PLACE)) == ()
    assert grades(settings) == before
    assert before["check_scale"]["score"] == 2.5
    with opened(settings) as book:
        assert book.find_comment("scale", "tiny", "tiny", "zoe").comment == "See me."


@pytest.mark.parametrize(("cell", "answers", "name"), [
    ("check_scale", {"scale": RIGHT["scale"]}, "scale"),
    ("w_why", {"w_why": "I do not know."}, "w_why"),
], ids=["score", "written answer"])
def test_what_changed_after_a_person_marked_it_needs_a_person(course, grader, settings, cell, answers, name):
    kept(grader, settings, handed_in(course, RIGHT | IN_PLACE))
    mark(settings, cell, manual_score=2.0)
    again = handed_in(course, RIGHT | IN_PLACE | answers)
    assert kept(grader, settings, again) == (name,)
    assert kept(grader, settings, again) == ()  # told once, and flagged until a person looks
    assert (grades(settings)[cell]["manual_score"], grades(settings)[cell]["needs_manual_grade"]) == (2.0, True)


def test_a_written_question_without_an_answer_needs_nobody(course, grader, settings):
    kept(grader, settings, handed_in(course, {}))
    assert (grades(settings)["w_why"]["auto_score"], grades(settings)["w_why"]["needs_manual_grade"]) == (0.0, False)


def test_a_written_answer_that_cannot_be_found_needs_a_person(course, grader, settings):
    kept(grader, settings, Submission("zoe", "tiny.ipynb", b"{", handed_in=IN_TIME))
    found = grades(settings)
    assert (found["w_why"]["auto_score"], found["w_why"]["needs_manual_grade"]) == (None, True)
    assert (found["check_scale"]["auto_score"], found["check_scale"]["needs_manual_grade"]) == (0.0, False)


def broken(result: Result, *names: str) -> Result:
    """The result as if these checks had been our fault."""
    exercises = []
    for item in result.exercises:
        rows = (replace(row, verdict=replace(row.verdict, status=Status.BROKEN)) if row.check.id in names else row
                for row in item.checks)
        exercises.append(replace(item, checks=tuple(rows)))
    return replace(result, exercises=tuple(exercises))


@pytest.mark.parametrize(("names", "score"), [
    (["test_keeps_the_dtype"], 2.67),
    (["test_keeps_the_dtype", "test_leaves_x_as_it_was", "test_multiplies_every_entry"], None),
], ids=["one check", "all checks"])
def test_a_broken_check_costs_nothing_and_needs_a_person(course, grader, settings, names, score):
    submission = handed_in(course, RIGHT | IN_PLACE)  # 2 of 3 points when the dtype does not count
    with Record(course, settings) as record:
        record.keep(submission, broken(grader.grade_one(submission), *names))
    found = grades(settings)["check_scale"]
    assert (found["auto_score"], found["needs_manual_grade"]) == (score, True)


def test_lateness(course, grader, settings):
    late = handed_in(course, RIGHT, LATE)
    with Record(course, settings) as record:
        result = record.keep(late, grader.grade_one(late)).result
    assert (result.lateness.late_s, result.lateness.penalty, result.grade) == (86_400, 1.3, 11.7)
    mark(settings, "w_why", manual_score=4.0)
    kept(grader, settings, late)  # a share of all that the student has now
    with opened(settings) as book:
        assert book.find_submission("tiny", "zoe").late_submission_penalty == 1.7
        book.find_submission("tiny", "zoe").extension = timedelta(days=1)
        book.db.commit()
    kept(grader, settings, late)
    with opened(settings) as book:
        assert not book.find_submission("tiny", "zoe").late_submission_penalty


def test_an_exercise_that_came_later(course, grader, settings):
    kept(grader, settings, handed_in(course, RIGHT))
    with opened(settings) as book:  # as if centre had not been in the notebook yet
        [cell] = [cell for cell in book.find_notebook("tiny", "tiny").grade_cells if cell.name == "check_centre"]
        for grade in cell.grades:
            book.db.delete(grade)
        book.db.delete(cell)
        book.db.commit()
    kept(grader, settings, handed_in(course, RIGHT))
    assert grades(settings)["check_centre"]["auto_score"] == 5.0


def test_an_exercise_that_is_gone_is_not_dropped_in_silence(course, grader, settings):
    kept(grader, settings, handed_in(course, RIGHT))
    with opened(settings) as book:
        book.update_or_create_source_cell("scatter", "tiny", "tiny", cell_type="code")
    with pytest.raises(GradebookError, match=r"knows cell 'scatter' of tiny, .*`nbgrader db assignment remove tiny"):
        kept(grader, settings, handed_in(course, RIGHT))


def test_a_database_that_cannot_be_reached(course):
    for url, words in (("sqlite:////nowhere/gradebook.db", "unable to open database file"),
                       ("firebird://x/y", "Can't load plugin")):
        with pytest.raises(GradebookError, match=words), Record(course, with_database(course, url)):
            pass


def test_a_gradebook_that_another_program_keeps_locked(course, grader, empty, tmp_path):
    shutil.copy(empty, tmp_path)
    with closing(sqlite3.connect(tmp_path / "gradebook.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(GradebookError, match=r"database is locked.*check DB_URL"):
            kept(grader, with_database(course, f"sqlite:///{tmp_path}/gradebook.db"), handed_in(course, RIGHT))


def test_a_gradebook_whose_folder_cannot_be_written(course, grader, empty, tmp_path):
    shutil.copy(empty, tmp_path)
    (tmp_path / "gradebook.db.lock").mkdir()  # as for everybody but root where the folder is read-only
    with pytest.raises(GradebookError, match=r"gradebook.db cannot be written .*change its permissions"):
        kept(grader, with_database(course, f"sqlite:///{tmp_path}/gradebook.db"), handed_in(course, RIGHT))


def test_two_graders_at_the_same_time_lose_nothing(course, tmp_path, empty):
    """Each in a process of its own, both with all students, on a gradebook that knows none of them."""
    root = tmp_path / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("gradebook.db*", AUTOGRADED))
    shutil.copy(empty, root)
    students = [f"s{number}" for number in range(6)]
    for student in students:
        nbgrading.hand_in(Course(root).assignment("tiny"), student, RIGHT | IN_PLACE)
    command = [sys.executable, "-m", "autograder", "grade", "tiny", "--jobs", "1", "--out"]
    graders = [subprocess.Popen([*command, folder], cwd=root, stdout=subprocess.DEVNULL) for folder in ("one", "two")]
    assert [grader.wait() for grader in graders] == [0, 0]
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "tiny_course") as book:
        assert {item.student.id: item.score for item in book.assignment_submissions("tiny")} == dict.fromkeys(
            students, 12.0)
