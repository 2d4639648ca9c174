"""Write results into nbgrader's gradebook, as `nbgrader autograde` would: the one writer of scores."""

import json
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import timezone
from types import TracebackType

from filelock import Timeout
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    InvalidEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Column, MetaData, String, Table, create_engine, delete, insert, select
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from autograder.course import CourseError
from autograder.lateness import LatePolicy, moment
from autograder.marks import Mark, marks
from autograder.nbgrader_settings import find_alembic
from autograder.one_writer import one_writer
from autograder.restored import name_of
from autograder.score import Result
from autograder.writing import WriteError

# what a score was given for: nbgrader keeps no trace of it
GRADED = Table("autograder_graded", MetaData(), Column("grade_id", String(32), primary_key=True),
               Column("fingerprint", String(64), nullable=False))


class GradebookError(CourseError):
    """The gradebook cannot be used as it is; the message says what repairs it."""


class Book:
    """The gradebook of a course, held open as `nbgrader`. A context manager."""

    def __init__(self, db_url: str, course_id: str) -> None:
        self.db_url, self.course_id = db_url, course_id

    def __enter__(self) -> "Book":
        with _explained(self.db_url), _alembic_found():
            engine = create_engine(self.db_url)
            try:
                engine.connect().close()  # the lock would make a folder that does not exist
                with one_writer(engine):  # two that make the tables at the same time would collide
                    self.nbgrader = Gradebook(self.db_url, self.course_id)
                    GRADED.create(engine, checkfirst=True)
            finally:
                engine.dispose()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.nbgrader.close()

    def prepare(self, assignment: str, notebook: NotebookNode, due: str | None) -> None:
        """Note the cells of the notebook as `nbgrader generate_assignment` does, and the due date if there is one.

        `notebook` has nbgrader's checksums. Raises `GradebookError` where scores of a cell would be lost.
        """
        with self._writing() as book:
            date = {"duedate": _utc(due)} if due else {}
            book.update_or_create_assignment(assignment, **date)
            kernel = json.dumps(notebook.metadata.get("kernelspec", {}))
            noted = book.update_or_create_notebook(assignment, assignment, kernelspec=kernel)
            wanted = {name_of(cell) for cell in notebook.cells if name_of(cell)}
            gone = sorted({cell.name for cell in noted.source_cells} - wanted)
            if gone:
                raise GradebookError(
                    f"{_shown(self.db_url)} knows cell {gone[0]!r} of {assignment}, which is not in its notebook any "
                    f"more: rename it back, or run `nbgrader db assignment remove {assignment} --force`, which drops "
                    "the scores and comments of this assignment, and grade again")
            if not _is_noted(noted, notebook):
                for cell in notebook.cells:
                    self._note(book, assignment, cell)

    def late_s(self, assignment: str, student: str, handed_in: str) -> float:
        """How many seconds late a student's work is, extensions counted; makes the student and the submission."""
        with self._writing() as book:
            return self._submission(book, assignment, student, handed_in).total_seconds_late

    def write(
        self, result: Result, answers: Mapping[str, str], released: NotebookNode, policy: LatePolicy
    ) -> list[str]:
        """Write scores, comments and the late penalty of one submission; the names of the cells to look at again.

        What a person wrote stays: manual scores, comments, extra credit. A cell whose answer or score changed
        after a person marked it needs that person again.
        """
        name = result.assignment
        with self._writing() as book:
            submission = self._submission(book, name, result.student, "")
            notebook = book.find_submission_notebook(name, name, result.student)
            self._complete(notebook)
            comments = {item.name: item for item in notebook.comments}
            given = marks(result, answers, released)
            for mark in given:
                comments[mark.answer_cell].auto_comment = mark.comment
            changed = self._write_scores(notebook, given)
            book.db.flush()
            book.db.refresh(notebook)
            late_s = submission.total_seconds_late
            notebook.late_submission_penalty = policy.penalty(notebook.score, late_s) if late_s > 0 else None
            book.db.commit()
        return changed

    def _write_scores(self, notebook: SubmittedNotebook, given: Sequence[Mark]) -> list[str]:
        db = self.nbgrader.db
        grades = {grade.name: grade for grade in notebook.grades}
        ids = [grade.id for grade in grades.values()]
        rows = db.execute(select(GRADED.c.grade_id, GRADED.c.fingerprint).where(GRADED.c.grade_id.in_(ids)))
        before = {row.grade_id: row.fingerprint for row in rows}
        changed, now = [], {}
        for mark in given:
            grade = grades[mark.score_cell]
            now[grade.id] = mark.fingerprint
            is_changed = before.get(grade.id, mark.fingerprint) != mark.fingerprint
            if grade.manual_score is None:
                grade.needs_manual_grade = mark.needs_a_person
            elif is_changed or (grade.id not in before and grade.auto_score not in (None, mark.auto_score)):
                grade.needs_manual_grade = True
                changed.append(mark.answer_cell)
            grade.auto_score = mark.auto_score
        db.execute(delete(GRADED).where(GRADED.c.grade_id.in_(ids)))
        db.execute(insert(GRADED), [{"grade_id": grade, "fingerprint": value} for grade, value in now.items()])
        return changed

    def _complete(self, notebook: SubmittedNotebook) -> None:
        """Add the rows of cells that came into the notebook after it was first graded."""
        graded = {grade.cell_id for grade in notebook.grades}
        told = {item.cell_id for item in notebook.comments}
        for cell in notebook.notebook.grade_cells:
            if cell.id not in graded:
                notebook.grades.append(Grade(cell_id=cell.id))
        for cell in notebook.notebook.solution_cells:
            if cell.id not in told:
                notebook.comments.append(Comment(cell_id=cell.id))
        self.nbgrader.db.flush()

    @contextmanager
    def _writing(self) -> Iterator[Gradebook]:
        with _explained(self.db_url), one_writer(self.nbgrader.engine):
            try:
                yield self.nbgrader
            finally:
                self.nbgrader.db.rollback()  # nothing is left of a write that failed

    @staticmethod
    def _note(book: Gradebook, assignment: str, cell: NotebookNode) -> None:
        name, where = name_of(cell), (assignment, assignment)
        if utils.is_grade(cell):
            worth = float(cell.metadata.nbgrader.points)
            book.update_or_create_grade_cell(name, *where, max_score=worth, cell_type=cell.cell_type)
        if utils.is_solution(cell):
            book.update_or_create_solution_cell(name, *where)
        if utils.is_grade(cell) or utils.is_solution(cell) or utils.is_locked(cell):
            book.update_or_create_source_cell(name, *where, cell_type=cell.cell_type, locked=utils.is_locked(cell),
                                              source=cell.source, checksum=cell.metadata.nbgrader.get("checksum"))

    @staticmethod
    def _submission(book: Gradebook, assignment: str, student: str, handed_in: str) -> SubmittedAssignment:
        at = {"timestamp": _utc(handed_in)} if moment(handed_in) else {}
        with warnings.catch_warnings(), suppress(InvalidEntry):  # nbgrader, which does not wait, may be first
            warnings.simplefilter("ignore", SAWarning)  # about the order in which nbgrader fills its own rows
            book.update_or_create_student(student)
            book.update_or_create_submission(assignment, student)
        found = book.find_submission(assignment, student)
        if at and utils.parse_utc(at["timestamp"]) != found.timestamp:
            return book.update_or_create_submission(assignment, student, **at)
        return found


def _is_noted(noted: Notebook, notebook: NotebookNode) -> bool:
    """Whether all cells are known as they are now; each that is noted anew costs a commit."""
    metas = [cell.metadata.nbgrader for cell in notebook.cells if name_of(cell)]
    worth = {meta.grade_id: float(meta.points) for meta in metas if meta.grade}
    return ({cell.name: cell.checksum for cell in noted.source_cells} == {meta.grade_id: meta.get("checksum") for
            meta in metas} and {cell.name: cell.max_score for cell in noted.grade_cells} == worth)


def _utc(text: str) -> str:
    """A moment in the words that nbgrader reads."""
    at = moment(text)
    assert at is not None
    return at.astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def _shown(db_url: str) -> str:
    """The URL without a password."""
    return create_engine(db_url).url.render_as_string(hide_password=True)


@contextmanager
def _explained(db_url: str) -> Iterator[None]:
    try:
        yield
    except Timeout as error:
        raise GradebookError(f"another grader holds {error.lock_file}: wait for it, or delete the file if there is "
                             "none") from None
    except WriteError as error:
        raise GradebookError(str(error)) from error
    except ModuleNotFoundError as error:
        raise GradebookError(f"DB_URL = {db_url!r} needs the Python package {error.name}: install it") from None
    except (SQLAlchemyError, InvalidEntry) as error:
        reason = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        raise GradebookError(f"the gradebook cannot be used ({reason}): check DB_URL in grader_config.py; after an "
                             "update of nbgrader run `nbgrader db upgrade`") from error


@contextmanager
def _alembic_found() -> Iterator[None]:
    path = os.environ.get("PATH", os.defpath)
    find_alembic()
    try:
        yield
    finally:
        os.environ["PATH"] = path
