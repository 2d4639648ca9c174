"""Turn the grades of a class into one CSV file of our own."""

import csv
import io
from collections.abc import Sequence

from autograder.class_grades import StudentGrade

COLUMNS = ("student", "last name", "first name", "email", "score", "late penalty", "grade", "points", "final")


def table(grades: Sequence[StudentGrade]) -> str:
    """One line for each student, quoted as RFC 4180 says; then one column for each exercise and question.

    `final` is "no" where a person has yet to look.
    """
    names = list(dict.fromkeys(name for grade in grades for name in grade.cells))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*COLUMNS, *names])
    for grade in grades:
        writer.writerow([
            grade.student, grade.last_name, grade.first_name, grade.email, f"{grade.score:g}", f"{grade.penalty:g}",
            f"{grade.grade:g}", f"{grade.points:g}", "no" if grade.needs_a_person else "yes",
            *(f"{grade.cells[name]:g}" if name in grade.cells else "" for name in names),
        ])
    return text.getvalue()
