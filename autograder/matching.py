"""Find the line of each student in the table of another system."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    lines: dict[str, frozenset[int]] = {}
    for number, row in enumerate(rows):
        for key in (key.strip().lower() for key in keys(row)):
            lines[key] = lines.get(key, frozenset()) | {number}
    places = [(grade, _places(lines, grade)) for grade in grades]
    claims = Counter(number for _, found in places if len(found) == 1 for number in found)
    matches = Matches()
    for grade, found in places:
        if len(found) == 1 and claims[min(found)] == 1:
            matches.of_line[min(found)] = grade
        else:
            why = "has no line" if not found else "has several lines" if len(found) > 1 else "shares a line"
            matches.notes.append(f"{grade.student} {why} in the table: {grade.grade:g} of {grade.points:g} points")
    return matches


def _places(lines: Mapping[str, frozenset[int]], grade: StudentGrade) -> frozenset[int]:
    own = filter(None, (grade.lms_id, grade.student, grade.email))
    found = (lines.get(key.strip().lower(), frozenset()) for key in own)
    return next((places for places in found if places), frozenset())


def scaled(grade: StudentGrade, maximum: float | None) -> float:
    """The grade out of the other system's maximum, where that is another one than ours."""
    return grade.grade if maximum is None or not grade.points else grade.grade * maximum / grade.points
