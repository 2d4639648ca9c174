"""Find the line of each student in the table of another system."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from autograder.class_grades import StudentGrade

Keys = Callable[[list[str]], Iterable[str]]


@dataclass(frozen=True)
class Filled:
    """A table with grades, and everything that a person must know about it."""

    data: bytes
    count: int
    notes: tuple[str, ...]


@dataclass
class Matches:
    """Which grade belongs to which line; `notes` name the students without one."""

    of_line: dict[int, StudentGrade] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def match(grades: Sequence[StudentGrade], rows: Sequence[list[str]], keys: Keys) -> Matches:
    """Match by the ids that a line holds; a name is no id.

    The LMS's id where the gradebook knows it, else the student's, else the address. Where a student has two lines,
    or a line two students, a note says so.
    """
    lines: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for key in keys(row):
            lines.setdefault(key.strip().lower(), set()).add(number)
    found = Matches()
    for grade in grades:
        own = filter(None, (grade.lms_id, grade.student, grade.email))
        candidates = (lines.get(key.strip().lower(), set()) for key in own)
        places = next((place for place in candidates if place), set())
        if len(places) == 1 and not places & found.of_line.keys():
            found.of_line[places.pop()] = grade
        else:
            why = "has no line" if not places else "would share a line" if len(places) == 1 else "has several lines"
            found.notes.append(f"{grade.student} {why} in the table: {grade.grade:g} of {grade.points:g} points")
    return found


def scaled(grade: StudentGrade, maximum: float | None) -> float:
    """The grade out of the other system's maximum, where that is another one than ours."""
    return grade.grade if maximum is None or not grade.points else grade.grade * maximum / grade.points
