"""Grade one class three ways: `python -m benchmarks`."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autograder.course import find_course
from autograder.submissions import Submission
from benchmarks import figures, floor, layers, ours, peer, sample
from benchmarks.figures import Figures

CLASS = 24
WHOLE_COMMANDS = 3
README = Path(__file__).with_name("README.md")
console = Console()


def bench(
    assignment: Annotated[str, typer.Option(help="which assignment")] = "ch2_maml",
    nbgrader: Annotated[int, typer.Option(min=0, max=CLASS, help="submissions nbgrader grades")] = CLASS,
    repeats: Annotated[int, typer.Option(min=1, help="turns of our grader and the floor")] = 5,
    jobs: Annotated[int, typer.Option(min=1, help="submissions we grade at the same time")] = 2,
    demos: Annotated[int, typer.Option(min=0, max=CLASS, help="submissions nbgrader grades with demos and visible "
                                       "checks in the notebook")] = 3,
    write: Annotated[bool, typer.Option("--write", help="write the figures into README.md")] = False,
) -> None:
    """Grade one class with our grader, with nbgrader and without any isolation; print the ratios."""
    item = find_course(Path(__file__).parent).assignment(assignment)
    students = sample.students(item, CLASS)
    released = sample.notebook(item)
    files = {student.name: sample.handed_in(released, student) for student in students}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        turns = range(_said("whole commands of ours", WHOLE_COMMANDS))
        commands = [ours.command(item, files, jobs, Path(folder)) for _ in turns]
        steps = [ours.nbgrader_command(item, files, Path(folder)) for _ in turns]
        with ours.warm(item) as warm:
            chosen = _chosen(students, nbgrader)
            graded = peer.grade(warm.grader, chosen, Path(folder)) if _said("nbgrader", nbgrader) else None
            chosen = _chosen(students, demos)
            shown = (peer.grade(warm.grader, chosen, Path(folder), with_demos=True)
                     if _said("nbgrader with demos", demos) else None)
            measured = _measured(warm, files, repeats, jobs)
    found = Figures(
        assignment=assignment, count=CLASS, jobs=jobs, commands=commands, steps=steps, start=warm.start,
        peer=graded, demos=shown,
        points=sum(check.points for name in item.exercises for check in warm.grader.plans[name].suite.checks),
        disputed=_disputed(measured.pop("scores"), graded), **measured,
    )
    figures.show(found, console)
    if write:
        figures.write(found, README)


def _measured(warm: ours.Warm, files: dict[str, bytes], repeats: int, jobs: int) -> dict:
    assignment = warm.grader.assignment
    submissions = [Submission(name, f"{assignment.name}.ipynb", data) for name, data in files.items()]
    harvested = floor.harvested(warm.grader, submissions)
    first, scores = warm.grade(submissions, jobs)
    floor.grade_all(warm.grader, harvested)  # not counted: it imports what is imported lazily
    turns = [(warm.grade(submissions, jobs)[0], floor.grade_all(warm.grader, harvested))
             for _ in range(_said("ours and the floor in turns", repeats))]
    return {
        "first": first,
        "scores": scores,
        "warm": [mine for mine, _ in turns],
        "floor": [low for _, low in turns],
        "questions": sum(len(check.requests) for plan in warm.grader.plans.values() for check in plan.checks),
        "memory": warm.memory(submissions, jobs),
        "layers": layers.milliseconds(warm, submissions),
        "checks": _checks(warm),
    }


def _checks(warm: ours.Warm) -> dict[str, list[float]]:
    """Seconds for each notebook with mistakes, by where these are."""
    assignment = warm.grader.assignment
    released = sample.notebook(assignment)
    return {
        where: [warm.check(Submission(student.name, f"{assignment.name}.ipynb", sample.handed_in(released, student)))
                for student in students]
        for where, students in sample.with_mistakes(assignment).items()
    }


def _chosen(students: Sequence[sample.Student], count: int) -> list[sample.Student]:
    """`count` of the students, spread over the class."""
    return [students[number * len(students) // count] for number in range(count)]


def _disputed(scores: dict[str, int], graded: peer.Peer | None) -> dict[str, float]:
    """By how many points nbgrader's marks are above ours, where they differ."""
    theirs = graded.scores if graded else {}
    return {name: score - scores[name] for name, score in theirs.items() if score != scores[name]}


def _said(what: str, count: int) -> int:
    console.print(f"{what}: {count}", highlight=False, style="dim")
    return count


if __name__ == "__main__":
    typer.run(bench)
