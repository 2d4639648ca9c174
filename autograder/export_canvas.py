"""Fill grades into a gradebook that was exported from Canvas, for its import."""

import re
from collections.abc import Iterator, Sequence

from autograder import sheet
from autograder.class_grades import StudentGrade
from autograder.matching import Filled, match, scaled
from autograder.sheet import ExportError, Sheet

WHAT = "a gradebook exported from Canvas (Grades, Export, Export Entire Gradebook)"
REQUIRED = ("Student", "ID", "Section")
IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
WITH_ID = re.compile(r"(.*?)\s*\(\d+\)\s*\Z")
POINTS_POSSIBLE, EXCUSED = "points possible", "EX"


def fill(data: bytes, title: str, grades: Sequence[StudentGrade]) -> Filled:
    """The student columns and the one of the assignment called `title`, with two decimals.

    Students are matched by id; one that Canvas excused stays excused. Canvas leaves alone the columns that are not
    in the file. Raises `ExportError` for a file that is no such gradebook, or without that assignment.
    """
    table = sheet.read(data, REQUIRED, WHAT)
    section = _last_student_column(table)
    column = _column(table, title, section)
    kept = [*range(section + 1), column]
    people = [row for row in table.rows if not row[0].strip().lower().startswith(POINTS_POSSIBLE)]
    matches = match(grades, people, lambda row: _ids(table, row))
    maximum = _maximum(table, column)
    notes = [*matches.notes, *_rescaled(grades, maximum)]
    for number, grade in matches.of_line.items():
        if people[number][column].strip().upper() == EXCUSED:
            notes.append(f"{grade.student} is excused in Canvas and stays so")
        else:
            people[number][column] = table.number(scaled(grade, maximum))
    short = Sheet([table.header[at] for at in kept], [[row[at] for at in kept] for row in table.rows],
                  table.delimiter, table.newline, table.encoding, table.has_bom)
    return Filled(short.data(), len(matches.of_line), tuple(notes))


def _last_student_column(table: Sheet) -> int:
    first, second, *_ = table.header
    section = table.column("Section")
    if "student" not in first.lower() or "id" not in second.lower() or section is None:
        raise ExportError(f"this is not {WHAT}: its columns must begin with Student and ID")
    return section


def _column(table: Sheet, title: str, section: int) -> int:
    titles = {}
    for number, head in enumerate(table.header[section + 1:], section + 1):
        found = WITH_ID.match(head)
        if found:
            titles[number] = found[1]
    chosen = [number for number, name in titles.items() if title in (name, table.header[number])]
    if len(chosen) != 1:
        known = ", ".join(repr(name) for name in titles.values()) or "no assignment"
        raise ExportError(f"the gradebook holds {len(chosen)} assignments {title!r}: name the right one with "
                          f"--column; there is {known}")
    return chosen[0]


def _ids(table: Sheet, row: list[str]) -> Iterator[str]:
    for name in IDS:
        at = table.column(name)
        if at is not None and row[at].strip():
            yield row[at]


def _maximum(table: Sheet, column: int) -> float | None:
    for row in table.rows:
        if row[0].strip().lower().startswith(POINTS_POSSIBLE):
            try:
                return float(row[column].replace(",", "."))
            except ValueError:
                return None
    return None


def _rescaled(grades: Sequence[StudentGrade], maximum: float | None) -> list[str]:
    ours = {grade.points for grade in grades}
    return [f"Canvas counts {maximum:g} points, we {point:g}: grades were scaled" for point in ours
            if maximum is not None and point != maximum]
