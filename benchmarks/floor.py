"""The floor: the same questions to the same answers in one warm process, without any isolation."""

from collections.abc import Mapping, Sequence
from typing import Any

from autograder import judge, probing
from autograder.grading import Grader
from autograder.harvest import Harvest
from autograder.probing import Solution
from autograder.submissions import Submission
from benchmarks.clocks import Spent, spending


def harvested(grader: Grader, submissions: Sequence[Submission]) -> list[Harvest]:
    """What of each notebook is to run: the floor begins after this."""
    return [grader.read(item)[0] for item in submissions]


def grade_all(grader: Grader, submissions: Sequence[Harvest]) -> Spent:
    """Run the cells, ask every question of the plan, judge every check; one thread."""
    names = given(grader)
    with spending() as spent:
        for submission in submissions:
            _grade(grader, submission, names)
    return spent


def given(grader: Grader) -> dict[str, Any]:
    """The names that the given cells define: they run once for the class, here as in our warm process."""
    names: dict[str, Any] = {"__name__": "submission"}
    for cell in grader.assignment.given:
        exec(compile(cell.text, f"<cell {cell.name}>", "exec"), names)
    return names


def namespace(submission: Harvest, given: Mapping[str, Any]) -> dict[str, Any]:
    """The module that a submission's cells make; one that raises ends there, and so does its cell."""
    names = dict(given)
    for cell in submission.cells:
        try:
            exec(compile(cell.text, f"<cell {cell.name}>", "exec"), names)
        except Exception:
            continue
    return names


def _grade(grader: Grader, submission: Harvest, given: Mapping[str, Any]) -> None:
    solution = Solution(namespace(submission, given))
    for exercise, plan in grader.plans.items():
        if exercise in submission.problems:
            continue
        for planned in plan.checks:
            seen = tuple(probing.run(request, solution, grader.probes) for request in planned.requests)
            judge.judge(exercise, planned, seen, grader.run)
