"""Read what a class has earned in an assignment from nbgrader's gradebook: the source of every export."""

from collections.abc import Mapping
from dataclasses import dataclass

from nbgrader.api import MissingEntry, SubmittedNotebook

from autograder.course import CHECK_PREFIX
from autograder.gradebook import Book, GradebookError
from autograder.lateness import LatePolicy

CENTS = 2


@dataclass(frozen=True)
class StudentGrade:
    """What one student has earned: by us and by persons, extra credit included, before and after the late policy."""

    student: str
    first_name: str
    last_name: str
    email: str
    lms_id: str
    score: float
    penalty: float
    points: float
    cells: Mapping[str, float]
    needs_a_person: bool
    feedback: str

    @property
    def grade(self) -> float:
        return round(max(0.0, self.score - self.penalty), CENTS)


def read(book: Book, assignment: str, policy: LatePolicy) -> list[StudentGrade]:
    """The grades of all who handed in, by student. Penalties are counted anew: a person may have marked since."""
    try:
        book.nbgrader.find_assignment(assignment)
    except MissingEntry:
        raise GradebookError(f"the gradebook has no {assignment}: run `python -m autograder grade "
                             f"{assignment}`") from None
    found = [_grade(item, policy) for item in book.nbgrader.notebook_submissions(assignment, assignment)]
    return sorted(found, key=lambda grade: grade.student)


def _grade(notebook: SubmittedNotebook, policy: LatePolicy) -> StudentGrade:
    student, late_s = notebook.student, notebook.assignment.total_seconds_late
    cells = {grade.name.removeprefix(CHECK_PREFIX): float(grade.score) for grade in notebook.grades}
    told = [f"{item.name}: {item.comment}" for item in notebook.comments if item.comment]
    return StudentGrade(
        student.id, student.first_name or "", student.last_name or "", student.email or "", student.lms_user_id or "",
        float(notebook.score), policy.penalty(notebook.score, late_s) if late_s > 0 else 0.0,
        float(notebook.max_score), dict(sorted(cells.items())), bool(notebook.needs_manual_grade), "\n\n".join(told),
    )
