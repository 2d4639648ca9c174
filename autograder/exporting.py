"""The command that exports grades: which table, from where, to where."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from autograder import config, writing
from autograder.course import CourseError, find_course

if TYPE_CHECKING:
    from autograder.class_grades import StudentGrade
    from autograder.matching import Filled

console = Console()


class Target(str, Enum):
    """Where grades can go."""

    CSV = "csv"
    CANVAS = "canvas"
    MOODLE = "moodle"


def export(
    target: Annotated[Target, typer.Argument(help="csv, canvas or moodle")],
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="such as ch2_maml")],
    table: Annotated[Path | None, typer.Option("--fill", help="the table that was downloaded from Canvas or "
                                               "Moodle")] = None,
    to: Annotated[Path | None, typer.Option(help="the file to write")] = None,
    column: Annotated[str | None, typer.Option(help="the assignment's title in Canvas")] = None,
) -> None:
    """Export grades from the gradebook: as CSV, or filled into a table of Canvas or Moodle."""
    from autograder import class_grades, export_csv
    from autograder.gradebook import Book

    course = find_course(Path.cwd())
    settings = config.load(course.root / "grader_config.py")
    item = course.assignment(assignment)
    with Book(settings.database(course.root), settings.course_id) as book:
        grades = class_grades.read(book, item.name, settings.late_policy)
    path = to or course.root / settings.output_directory / item.name / f"{target.value}.csv"
    if target is Target.CSV:
        writing.write_text(path, export_csv.table(grades))
        count = len(grades)
    else:
        filled = _filled(target, table, column or item.name, grades)
        writing.write(path, filled.data)
        count = filled.count
        for note in filled.notes:
            console.print(f"[yellow]look[/yellow] {escape(note)}", highlight=False, soft_wrap=True)
    for grade in grades:
        if grade.needs_a_person:
            console.print(f"[yellow]look[/yellow] {escape(grade.student)} has answers that a person must mark",
                          highlight=False, soft_wrap=True)
    console.print(f"{count} of {len(grades)} grades: {path}", highlight=False, soft_wrap=True)


def _filled(target: Target, table: Path | None, title: str, grades: "Sequence[StudentGrade]") -> "Filled":
    from autograder import export_canvas, export_moodle

    if table is None:
        raise CourseError(f"export {target.value} fills in a table that you downloaded: name it with --fill FILE")
    data = table.read_bytes()
    return export_canvas.fill(data, title, grades) if target is Target.CANVAS else export_moodle.fill(data, grades)
