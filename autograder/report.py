"""Render results: results.json, results.jsonl, grades.csv, feedback.html and the class table."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from autograder import writing
from autograder.course import QUESTION_NAME
from autograder.judge import NOT_WRITTEN, Status
from autograder.score import ExerciseResult, Result, to_json
from autograder.submissions import safe_name

UNBOUNDED = 100_000


def write_result(result: Result, folder: Path, course_title: str) -> Path:
    """Write results.json and feedback.html of one submission; return the path of the feedback."""
    path = result_path(result, folder)
    writing.write_text(path, json_text(result) + "\n")
    feedback = path.with_name("feedback.html")
    writing.write_text(feedback, feedback_html(result, course_title))
    return feedback


def result_path(result: Result, folder: Path) -> Path:
    """Where the results.json of a submission lies."""
    return folder / safe_name(result.student) / "results.json"


def write_class(results: Sequence[Result], folder: Path) -> None:
    """Write results.jsonl and grades.csv of one run."""
    lines = "".join(json.dumps(to_json(result), ensure_ascii=False) + "\n" for result in results)
    writing.write_text(folder / "results.jsonl", lines)
    writing.write_text(folder / "grades.csv", grades_csv(results))


def json_text(result: Result) -> str:
    """The text of results.json."""
    return json.dumps(to_json(result), indent=1, ensure_ascii=False)


def grades_csv(results: Sequence[Result]) -> str:
    """One line for each student: score, points, then the score of each exercise; the late penalty if there is one."""
    names = list(dict.fromkeys(item.name for result in results for item in result.exercises))
    text = io.StringIO()
    writer = csv.writer(text)
    is_late = any(result.lateness for result in results)
    writer.writerow(["student", "score", "points", *names, *(["late penalty", "grade"] if is_late else [])])
    for result in results:
        scores = {item.name: item.score for item in result.exercises}
        row = (scores.get(name, "") for name in names)
        late = [result.lateness.penalty if result.lateness else 0, result.grade] if is_late else []
        writer.writerow([result.student, result.score, result.points, *row, *late])
    return text.getvalue()


def feedback_html(result: Result, course_title: str) -> str:
    """One self-contained page for the student."""
    return _template().render(result=result, course_title=course_title, marks=MARKS)


def class_table(results: Sequence[Result], console: Console) -> Table:
    """Student by exercise: the score, and the misconception found; where that is too wide, one line for each."""
    grid = _grid(results)
    needed = console.measure(grid, options=console.options.update_width(UNBOUNDED)).maximum
    return grid if needed <= console.width else _listing(results)


def _grid(results: Sequence[Result]) -> Table:
    table = _table(results)
    for item in results[0].exercises if results else ():
        table.add_column(item.name)
    table.add_column("score", justify="right", no_wrap=True)
    for result in results:
        row = [f"{_marked(item)} {_found(item)}" for item in result.exercises]
        table.add_row(escape(result.student), *row, _total(result))
    return table


def _listing(results: Sequence[Result]) -> Table:
    """The exercises that lost points; concept questions together."""
    table = _table(results)
    table.add_column("score", justify="right")
    table.add_column("lost in")
    table.add_column("points", justify="right")
    table.add_column("found")
    for result in results:
        rows = [(item.name, _marked(item), _found(item)) for item in _together(result.exercises) if item.lost]
        for number, row in enumerate(rows or [("[green]nothing[/green]", "", "")]):
            is_first = number == 0
            table.add_row(escape(result.student) if is_first else "", _total(result) if is_first else "", *row)
    return table


def _together(exercises: Sequence[ExerciseResult]) -> Iterator[ExerciseResult]:
    """The exercises, but all questions as one, and as one those of which nothing runs for the same reason."""
    groups: dict[str, list[ExerciseResult]] = {}
    for item in exercises:
        key = item.common_cause.status.value if item.common_cause and not item.score else item.name
        groups.setdefault("questions" if QUESTION_NAME.match(item.name) else key, []).append(item)
    for key, items in groups.items():
        name = "questions" if key == "questions" else items[0].name if len(items) == 1 else f"{len(items)} exercises"
        yield items[0] if name == items[0].name else ExerciseResult(name, tuple(row for i in items for row in i.checks))


def _table(results: Sequence[Result]) -> Table:
    table = Table(title=results[0].assignment if results else None, title_justify="left")
    table.add_column("student", no_wrap=True)
    return table


def _total(result: Result) -> str:
    penalty = result.lateness.penalty if result.lateness else 0
    late = f" [yellow]late -{penalty:g}[/yellow]" if penalty else ""
    return f"{result.score}/{result.points}{late}{' [red]*[/red]' if result.is_broken else ''}"


def _marked(item: ExerciseResult) -> str:
    colour = "green" if item.score == item.points else "yellow" if item.score else "red"
    return f"[{colour}]{item.score}/{item.points}[/{colour}]"


def _found(item: ExerciseResult) -> str:
    """The misconception; else what happened, where all checks were lost in the same way."""
    statuses = {row.verdict.status for row in item.checks}
    if all(NOT_WRITTEN in row.verdict.message for row in item.checks):
        return NOT_WRITTEN.removeprefix("is ")
    is_one = len(statuses) == 1 and not item.score
    return escape(item.misconception.id) if item.misconception else MARKS[statuses.pop()].words if is_one else ""


@dataclass(frozen=True)
class Mark:
    """How a status is shown: never by its colour alone."""

    sign: str
    words: str
    colour: str


MARKS = {
    Status.PASSED: Mark("✓", "passed", "green"),
    Status.FAILED: Mark("✗", "failed", "red"),
    Status.ERROR: Mark("✗", "error", "red"),
    Status.TIMEOUT: Mark("✗", "time limit", "red"),
    Status.NOT_RUN: Mark("-", "not run", "yellow"),
    Status.BROKEN: Mark("!", "our fault", "magenta"),
}


def print_feedback(result: Result, console: Console) -> None:
    """Print what feedback.html says."""
    for repair in result.repairs:
        console.print(f"note: {escape(repair)}", highlight=False)
    for item in result.exercises:
        _print_exercise(item, console)
    total = f"{result.score} of {result.points} points"
    console.print(f"\n[bold]{total}[/bold]  (seed {result.provenance['seed']})", highlight=False)
    for name, points in result.written.items():
        console.print(f"{name} ({points} points) is marked by a person", highlight=False)


def _print_exercise(item: ExerciseResult, console: Console) -> None:
    console.print(f"\n[bold]{item.name}[/bold]  {item.score}/{item.points}", highlight=False)
    if item.misconception:
        console.print(f"  [bold]{escape(item.misconception.text)}[/bold]", highlight=False)
    if cause := item.common_cause:
        fact = f"{_shown(cause.status)} {escape(cause.message)}"
        console.print(Padding(f"{fact}\n{len(item.lost)} checks could not pass", (0, 0, 0, 2)), highlight=False)
    silent = [row for row in item.checks if row.verdict.status is Status.PASSED and not row.verdict.message]
    for row in item.checks:
        if row in silent or (cause and row in item.lost):
            continue
        status = _shown(row.verdict.status)
        console.print(f"  {status} ({row.score}/{row.points}) {escape(row.check.title)}", highlight=False)
        advice = [] if row.verdict.status is Status.PASSED else [f"hint: {row.check.hint}"]
        if told := [*row.verdict.message.splitlines(), *advice]:
            console.print(Padding("\n".join(map(escape, told)), (0, 0, 0, 6)), highlight=False)
    if silent:
        console.print(f"  [green]✓ {len(silent)} of {len(item.checks)} checks passed[/green]", highlight=False)


def _shown(status: Status) -> str:
    mark = MARKS[status]
    return f"[{mark.colour}]{mark.sign} {mark.words}[/{mark.colour}]"


@cache
def _template() -> Template:
    page = Environment(loader=PackageLoader("autograder"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)
    page.filters["fact_and_place"] = _fact_and_place
    return page.get_template("feedback.html.j2")


def _fact_and_place(message: str) -> tuple[str, str]:
    """The fact that a message states, and the "on ..." line below it: on which kind of input."""
    *lines, last = [line for line in message.splitlines() if line.strip()] or [""]
    if lines and last.startswith("on "):
        return "\n".join(lines), last
    return "\n".join([*lines, last]), ""
