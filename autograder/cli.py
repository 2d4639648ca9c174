"""The command line: build, verify, grade, check."""

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from autograder import config, doctor, exporting
from autograder.course import Assignment, AutograderError, Course, CourseError, find_course
from autograder.sandbox.warm import for_assignment
from autograder.submissions import find

if TYPE_CHECKING:  # both import torch, which `--help` does not need
    from autograder.judge import Run
    from autograder.marking import Change
    from autograder.score import Result

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
                  help="Grade the notebooks of a PyTorch course.")
app.command()(exporting.export)
console = Console()
complaints = Console(stderr=True)

Name = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="such as ch2_maml")]


def main() -> None:
    """Run the command line; an instructor's mistake ends with exit code 2 and a message that repairs it."""
    try:
        app()
    except (AutograderError, OSError) as error:
        _fail(str(error))


@app.command()
def build(
    assignment: Annotated[str | None, typer.Argument(help="all of them when left out")] = None,
    from_notebook: Annotated[bool, typer.Option("--from-notebook", help="bring edits of the instructor "
                                                "notebook back to the authored text first")] = False,
) -> None:
    """Generate notebooks and solution modules from the authored texts."""
    from autograder import build as builder

    course, _ = _course()
    chosen = [course.assignment(assignment)] if assignment else course.assignments
    if from_notebook and not assignment:
        _fail("--from-notebook needs an assignment: python -m autograder build ch2_maml --from-notebook")
    for item in chosen:
        changed = builder.build(item, from_notebook=from_notebook)
        names = ", ".join(str(path.relative_to(course.root)) for path in changed)
        console.print(f"{item.name}: {names or 'nothing changed'}", highlight=False, soft_wrap=True)


@app.command()
def verify(
    assignment: Annotated[str | None, typer.Argument(help="all of them when left out")] = None,
    exercises: Annotated[list[str] | None, typer.Argument(help="examine the banks of these only")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="examine every filed answer under so many seeds")] = 1,
    mutants: Annotated[bool, typer.Option("--mutants", help="also show the changes of a solution that no check "
                                          "notices")] = False,
    write: Annotated[bool, typer.Option("--write", help="write down which checks each wrong answer fails")] = False,
) -> None:
    """Assert the invariants of the course: views, suites, wrong and right answers."""
    from autograder import verify as verifier

    course, settings = _course()
    chosen = [course.assignment(assignment)] if assignment else course.assignments
    complaints_found = 0
    for item in chosen:
        _know(exercises or (), item.exercises, item)
        found = verifier.verify(item, settings.limits, range(1, seeds + 1), settings.jobs, exercises=exercises or (),
                                write=write)
        complaints_found += len(found.complaints)
        for complaint in found.complaints:
            console.print(f"[red]wrong[/red] {escape(complaint)}", highlight=False, soft_wrap=True)
        console.print(f"{item.name}: {found.summary}", highlight=False, soft_wrap=True)
        if mutants:
            _show_mutants(item, exercises or item.exercises, settings)
    if complaints_found:
        raise typer.Exit(2)


def _show_mutants(item: Assignment, exercises: Sequence[str], settings: config.GraderConfig) -> None:
    """Each is either a solution too, or shows what a suite does not see."""
    from autograder.grading import Grader
    from autograder.mutants import survivors

    with Grader(item, settings.limits, _run(settings, None, 1, [])) as grader:
        for exercise in exercises:
            total, alive = survivors(grader, exercise, settings.jobs)
            console.print(f"{exercise}: {total} mutants, {len(alive)} pass every check", highlight=False)
            for mutant in alive:
                console.print(Padding(escape(mutant.change), (0, 0, 1, 4)), highlight=False)


@app.command()
def grade(
    assignment: Name,
    paths: Annotated[list[Path] | None, typer.Argument(help="notebooks, folders, modules or zips; "
                                                       "nbgrader's submitted/ when left out")] = None,
    out: Annotated[Path | None, typer.Option(help="where results and feedback go")] = None,
    device: Annotated[str | None, typer.Option(help="cpu or cuda")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="submissions in work at the same time")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="repeat the run that had this seed")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="draw new inputs, run all again")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="accept marks that new checks change")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="say why each was run or not")] = False,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="pseudonyms in all reports")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print a JSON line a submission")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="refuse if a layer is missing")] = False,
    book: Annotated[bool, typer.Option("--book", help="update the gradebook for any folder")] = False,
    no_book: Annotated[bool, typer.Option("--no-book", help="leave the gradebook alone")] = False,
) -> None:
    """Grade a class; write results, feedback and grades. Run it again to resume, or to grade what changed."""
    course, settings = _course()
    item = course.assignment(assignment)
    others = [other.name for other in course.assignments if other is not item]
    submitted = course.root / settings.submitted_directory
    found = find(paths or [submitted], item.name, settings.max_file_mb << 20, others)
    default = course.root / f"{settings.output_directory}{'_anonymous' * anonymous}"
    folder = (out or default) / item.name
    with for_assignment(item, settings.limits, device or settings.device) as warm:
        from autograder.grading import Grader  # while the process warms up: these import torch
        from autograder.journal import Journal
        from autograder.keeping import belongs_in_gradebook, keeping
        from autograder.marking import Desk, UnacceptedChanges
        from autograder.pseudonyms import pseudonymous

        asked = book if book or no_book else None
        in_gradebook = belongs_in_gradebook(paths or [], submitted, asked, is_anonymous=anonymous)
        with Journal(folder) as journal:
            if anonymous:
                found = pseudonymous(found, journal.folder)
            run = _run(settings, device, seed, [] if fresh else [settings.seed, journal.seed()])
            with (Grader(item, settings.limits, run, journal, warm=warm) as grader,
                  keeping(item, settings, _tell, in_gradebook=in_gradebook) as keep, _progress(as_json) as bar):
                doctor.announce(grader.protection, strict, complaints if as_json else console)
                task = bar.add_task(item.name, total=len(found))
                desk = Desk(grader, folder, jobs or settings.jobs, settings.course_title, keep)
                try:
                    results, pages = desk.mark(found, lambda: bar.advance(task), accept=yes)
                except UnacceptedChanges as error:
                    bar.stop()
                    _refuse_changes(error.changes)
    if explain:
        for student, reason in desk.reasons(found):
            complaints.print(f"{escape(student)}: {reason}", highlight=False, soft_wrap=True)
    if as_json:
        sys.stdout.write((folder / "results.jsonl").read_text(encoding="utf-8"))
    else:
        _show_class(results, pages, folder)


def _show_class(results: "list[Result]", pages: Sequence[Path], folder: Path) -> None:
    from autograder import report

    console.print(report.class_table(results, console))
    _tell_broken(results)
    more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
    console.print(f"feedback: {pages[0]}{more}\ngrades:   {folder / 'grades.csv'}", highlight=False, soft_wrap=True)


def _refuse_changes(changes: "Sequence[Change]") -> NoReturn:
    for change in changes:
        before, after = (f"{score}/{points}" for score, points in (change.before, change.after))
        console.print(f"{escape(change.student)}: {before} -> {after} ({', '.join(change.exercises)})",
                      highlight=False, soft_wrap=True)
    _fail(f"{len(changes)} marks change, because what judges the same answers has changed since they were given; "
          "nothing was written: run the same command with --yes to accept them")


app.command()(doctor.doctor)


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="your notebook")],
    exercises: Annotated[list[str] | None, typer.Argument(help="all of them when left out")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="repeat an earlier check")] = None,
) -> None:
    """Check one notebook and explain what is wrong."""
    course, settings = _course()
    item = _assignment_of(notebook, course)
    _know(exercises or (), item.graded, item)
    submission, *others = find([notebook], item.name, settings.max_file_mb << 20)
    if others:
        _fail(f"{notebook} holds {1 + len(others)} submissions: name one notebook, or run "
              f"`python -m autograder grade {item.name} {notebook}`")
    chosen = [name for name in item.graded if name in (exercises or item.graded)]
    with for_assignment(item, settings.limits, settings.device) as warm:
        from autograder import report  # while the process warms up: these import torch
        from autograder.grading import Grader

        run = _run(settings, None, seed, [settings.seed])
        with Grader(item, settings.limits, run, exercises=chosen, warm=warm) as grader:
            report.print_feedback(grader.grade_one(submission), console)


def _course() -> tuple[Course, config.GraderConfig]:
    course = find_course(Path.cwd())
    return course, config.load(course.root / "grader_config.py")


def _know(exercises: Sequence[str], known: Sequence[str], item: Assignment) -> None:
    unknown = sorted(set(exercises) - set(known))
    if unknown:
        _fail(f"{item.name} has no exercise {unknown[0]!r}: there is {', '.join(known)}")


def _assignment_of(notebook: Path, course: Course) -> Assignment:
    """The assignment that the file's name holds, or that of a folder above it."""
    if not notebook.exists():
        raise CourseError(f"{notebook} does not exist: name a notebook, a folder, a module or a zip")
    place = notebook.resolve()
    for item in course.assignments:
        if item.name in place.stem or item.name in (folder.name for folder in place.parents):
            return item
    known = ", ".join(item.name for item in course.assignments)
    raise CourseError(f"{notebook} does not tell its assignment: let its name hold one of {known}")


def _run(
    settings: config.GraderConfig, device: str | None, seed: int | None, others: Sequence[int | None]
) -> "Run":
    """The device, and the seed: the one asked for, else the first of the others, else a new one."""
    import torch

    from autograder.judge import Run

    device = device or settings.device
    if device not in config.DEVICES:
        _fail(f"--device {device!r} is no device: allowed are {' and '.join(config.DEVICES)}")
    if device == "cuda" and not torch.cuda.is_available():
        _fail("--device cuda: torch finds no GPU on this machine; grade with --device cpu")
    known = [number for number in (seed, *others) if number is not None]
    return Run(known[0] if known else secrets.randbelow(2**31), device)


def _progress(is_quiet: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("left"), TimeRemainingColumn())
    return Progress(*columns, console=complaints, transient=True, disable=is_quiet or not complaints.is_terminal)


def _tell(message: str) -> None:
    complaints.print(f"[yellow]look[/yellow] {escape(message)}", highlight=False, soft_wrap=True)


def _tell_broken(results: "list[Result]") -> None:
    if any(result.is_broken for result in results):
        console.print("[red]*[/red] a check of ours is broken: it cost nobody marks. Run `python -m autograder "
                      "verify` and grade again.", highlight=False)


def _fail(message: str) -> NoReturn:
    complaints.print(f"[red]error[/red] {escape(message)}", highlight=False, soft_wrap=True)
    raise SystemExit(2)
