"""Tell which layers of the sandbox this machine offers, and what to do about those that are missing."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.course import CourseError, find_course
from autograder.sandbox.limits import Limits
from autograder.sandbox.warm import SandboxError, WarmProcess

if TYPE_CHECKING:
    from autograder.sandbox.layers import Protection

SECONDS, MEMORY_MB = 10.0, 512


def doctor() -> None:
    """Tell which layers of the sandbox this machine offers, by trying what each should forbid."""
    console = Console()
    with WarmProcess({}, Limits(SECONDS, SECONDS, MEMORY_MB), closed=_closed()) as warm:
        from autograder.sandbox.client import Sandbox  # while the process warms up: this imports torch

        protection = Sandbox(warm).protection
    console.print(line(protection), highlight=False, soft_wrap=True)
    console.print(_table(protection))
    _advise(protection, console)
    if protection.broken:
        raise typer.Exit(2)


def announce(protection: "Protection", is_strict: bool, console: Console) -> None:
    """Print one line; on standard error, which holds complaints, only where a layer is missing.

    Raises `SandboxError` where a strict run would have less than every layer.
    """
    from autograder.sandbox.layers import Level

    if is_strict and protection.level is not Level.STRICT:
        raise SandboxError("\n".join([
            f"--strict refuses to grade: the sandbox is {protection.level.value}", *_faults(protection),
            "repair that, see python -m autograder doctor, or grade without --strict",
        ]))
    if not console.stderr or protection.level is not Level.STRICT:
        console.print(line(protection), highlight=False, soft_wrap=True)


def line(protection: "Protection") -> str:
    """The level, the layers that are on, and those that are not."""
    told = f"sandbox: {protection.level.value} ({', '.join(protection.active)})"
    absent = [*protection.missing, *(f"{layer} does not hold" for layer in dict.fromkeys(protection.broken.values()))]
    return f"{told}; without {', '.join(absent)}" if absent else told


def _faults(protection: "Protection") -> list[str]:
    from autograder.sandbox.layers import OPTIONAL

    missing = [f"{name}: {reason}" for name, reason in protection.missing.items() if name not in OPTIONAL]
    return missing + [f"{layer} is on, yet a submission can {words}" for words, layer in protection.broken.items()]


def _table(protection: "Protection") -> Table:
    from autograder.sandbox.layers import LAYERS, WATCH

    table = Table("layer", "", "stops", box=None, pad_edge=False)
    for layer in (*LAYERS, WATCH):
        is_broken = layer.name in protection.broken.values()
        state = "missing" if layer.name in protection.missing else "does not hold" if is_broken else "holds"
        table.add_row(layer.name, state, layer.stops)
    return table


def _advise(protection: "Protection", console: Console) -> None:
    from autograder.sandbox.attempts import ATTEMPTS

    for name, reason in protection.missing.items():
        console.print(f"missing {name}: {escape(reason)}", highlight=False, soft_wrap=True)
    tried = [attempt.words for attempt in ATTEMPTS if attempt.layer in protection.active]
    console.print(f"tried in a confined process: {'; '.join(tried)}", highlight=False)
    for words, layer in protection.broken.items():
        console.print(f"[red]wrong[/red] a submission can {words}, although {layer} is on", highlight=False)
    if not protection.broken:
        console.print("none of it worked", highlight=False)


def _closed() -> list[Path]:
    """The course that is here, if one is."""
    try:
        course = find_course(Path.cwd())
    except CourseError:
        return []
    return [course.root, *(path for item in course.assignments for path in (item.tests_path, item.solution_path))]
