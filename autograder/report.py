"""Render results: results.json, results.jsonl, grades.csv, feedback.html and the class table."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from autograder.course import QUESTION_NAME
from autograder.judge import Status
from autograder.score import ExerciseResult, Result, to_json
from autograder.submissions import safe_name


def write_result(result: Result, folder: Path, course_title: str) -> Path:
    """Write results.json and feedback.html of one submission; return the path of the feedback."""
    own = folder / safe_name(result.student)
    own.mkdir(parents=True, exist_ok=True)
    _write(own / "results.json", json_text(result) + "\n")
    feedback = own / "feedback.html"
    _write(feedback, feedback_html(result, course_title))
    return feedback


def write_class(results: Sequence[Result], folder: Path) -> None:
    """Write results.jsonl and grades.csv of one run."""
    lines = "".join(json.dumps(to_json(result), ensure_ascii=False) + "\n" for result in results)
    _write(folder / "results.jsonl", lines)
    _write(folder / "grades.csv", grades_csv(results))


def _write(path: Path, text: str) -> None:
    """Write the same bytes on every system; a lone surrogate, which a submission can send, becomes "?"."""
    path.write_bytes(text.encode("utf-8", errors="replace"))


def json_text(result: Result) -> str:
    """The text of results.json."""
    return json.dumps(to_json(result), indent=1, ensure_ascii=False)


def grades_csv(results: Sequence[Result]) -> str:
    """One line for each student: score, points, then the score of each exercise."""
    names = list(dict.fromkeys(item.name for result in results for item in result.exercises))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["student", "score", "points", *names])
    for result in results:
        scores = {item.name: item.score for item in result.exercises}
        row = (scores.get(name, "") for name in names)
        writer.writerow([result.student, result.score, result.points, *row])
    return text.getvalue()


def feedback_html(result: Result, course_title: str) -> str:
    """One self-contained page for the student."""
    return _template().render(result=result, course_title=course_title, marks=MARKS)


def class_table(results: Sequence[Result]) -> Table:
    """Student by exercise: the score, and the misconception found."""
    table = Table(title=results[0].assignment if results else None, title_justify="left")
    table.add_column("student", no_wrap=True)
    first = results[0].exercises if results else ()
    for item in first:
        if not QUESTION_NAME.match(item.name):
            table.add_column(item.name)
    has_questions = any(QUESTION_NAME.match(item.name) for item in first)
    if has_questions:
        table.add_column("questions", justify="right", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    for result in results:
        asked = [item for item in result.exercises if QUESTION_NAME.match(item.name)]
        row = [_cell(item) for item in result.exercises if item not in asked]
        row += [_marked(sum(item.score for item in asked), sum(item.points for item in asked))] if has_questions else []
        note = " [red]*[/red]" if result.is_broken else ""
        table.add_row(escape(result.student), *row, f"{result.score}/{result.points}{note}")
    return table


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


def print_feedback(result: Result, exercises: Sequence[str], console: Console) -> None:
    """Print what feedback.html says about these exercises."""
    for repair in result.repairs:
        console.print(f"note: {escape(repair)}", highlight=False)
    for item in result.exercises:
        if item.name in exercises:
            _print_exercise(item, console)
    console.print(f"\n[bold]{result.score} of {result.points} points[/bold]  (seed {result.provenance['seed']})",
                  highlight=False)
    for name, points in result.written.items():
        console.print(f"{name} ({points} points) is marked by a person", highlight=False)


def _print_exercise(item: ExerciseResult, console: Console) -> None:
    console.print(f"\n[bold]{item.name}[/bold]  {item.score}/{item.points}", highlight=False)
    if item.misconception:
        console.print(f"  [bold]{escape(item.misconception.text)}[/bold]", highlight=False)
    if cause := item.common_cause:
        mark = MARKS[cause.status]
        fact = f"[{mark.colour}]{mark.sign} {mark.words}[/{mark.colour}] {escape(cause.message)}"
        console.print(Padding(f"{fact}\n{len(item.lost)} checks could not pass", (0, 0, 0, 2)), highlight=False)
    for row in item.checks:
        if cause and row in item.lost:
            continue
        mark = MARKS[row.verdict.status]
        status = f"[{mark.colour}]{mark.sign} {mark.words}[/{mark.colour}]"
        console.print(f"  {status} ({row.score}/{row.points}) {escape(row.check.title)}", highlight=False)
        advice = [] if row.verdict.status is Status.PASSED else [f"hint: {row.check.hint}"]
        if told := [*row.verdict.message.splitlines(), *advice]:
            console.print(Padding("\n".join(map(escape, told)), (0, 0, 0, 6)), highlight=False)


def _cell(item: ExerciseResult) -> str:
    found = f" {escape(item.misconception.id if item.misconception else _what_happened(item))}"
    return f"{_marked(item.score, item.points)}{found}"


def _marked(score: int, points: int) -> str:
    colour = "green" if score == points else "yellow" if score else "red"
    return f"[{colour}]{score}/{points}[/{colour}]"


def _what_happened(item: ExerciseResult) -> str:
    """One word for an exercise that no check of which passed, where all failed in the same way."""
    statuses = {row.verdict.status for row in item.checks}
    return statuses.pop().value.replace("_", " ") if len(statuses) == 1 and not item.score else ""


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
