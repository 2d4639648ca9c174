"""Fill grades into an offline grading worksheet that was downloaded from Moodle."""

import re
from collections.abc import Iterator, Sequence

from autograder import sheet
from autograder.class_grades import StudentGrade
from autograder.matching import Filled, match, scaled
from autograder.sheet import Sheet

WHAT = "a grading worksheet of Moodle (View all submissions, Download grading worksheet)"
REQUIRED = ("Identifier", "Grade", "Last modified (grade)")
IDS = ("Identifier", "ID number", "Username", "Email address", "Email")
PARTICIPANT = re.compile(r"\D*(\d+)\s*\Z")
OURS = "Autograder: "


def fill(data: bytes, grades: Sequence[StudentGrade]) -> Filled:
    """The worksheet with the columns `Grade` and `Feedback comments` filled in; all else stays as it was downloaded.

    Moodle tells by `Last modified (grade)` whether a grade has changed since, and skips grades out of range. A line
    that it has locked and a comment that a person wrote are left alone. Raises `ExportError` for another file.
    """
    table = sheet.read(data, REQUIRED, WHAT)
    at = {name: table.column(name) for name in (*REQUIRED, "Maximum Grade", "Feedback comments")}
    matches = match(grades, table.rows, lambda row: _ids(table, row))
    notes = list(matches.notes)
    for number, grade in matches.of_line.items():
        row = table.rows[number]
        if _is_locked(table, row):
            notes.append(f"{grade.student} is locked in Moodle: {grade.grade:g} of {grade.points:g} points")
            continue
        maximum = _maximum(row, at["Maximum Grade"])
        value = scaled(grade, maximum)
        if maximum is not None and value > maximum:
            notes.append(f"{grade.student} has more than Moodle's maximum: {maximum:g} was written for {value:g}")
            value = maximum
        if maximum is not None and maximum != grade.points:
            notes.append(f"Moodle counts {maximum:g} points, we {grade.points:g}: grades were scaled")
        row[at["Grade"] or 0] = table.number(value)
        _comment(row, at["Feedback comments"], grade)
    return Filled(table.data(), len(matches.of_line), tuple(dict.fromkeys(notes)))


def _ids(table: Sheet, row: list[str]) -> Iterator[str]:
    for name in IDS:
        column = table.column(name)
        if column is not None and (text := row[column].strip()):
            yield text
            if name == "Identifier" and (number := PARTICIPANT.match(text)):
                yield number[1]  # Moodle's folder names hold the number alone


def _is_locked(table: Sheet, row: list[str]) -> bool:
    column = table.column("Grade can be changed")
    return column is not None and row[column].strip().lower() == "no"


def _maximum(row: list[str], column: int | None) -> float | None:
    try:
        return float(row[column].replace(",", ".")) if column is not None else None
    except ValueError:  # a scale, or an empty cell
        return None


def _comment(row: list[str], column: int | None, grade: StudentGrade) -> None:
    if column is not None and (not row[column].strip() or row[column].startswith(OURS)):
        row[column] = OURS + grade.feedback
