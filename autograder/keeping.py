"""Decide whether graded work goes into nbgrader's gradebook, and give each result its lateness."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from autograder.config import GraderConfig
from autograder.course import Assignment, CourseError
from autograder.lateness import seconds_late
from autograder.score import Result
from autograder.submissions import Submission

Keep = Callable[[Submission, Result], Result]


def belongs_in_gradebook(
    paths: Sequence[Path], submitted: Path, asked: bool | None, *, is_anonymous: bool
) -> bool:
    """Whether scores go into the gradebook: as asked for, else if all paths lie where nbgrader collects.

    Pseudonyms never do; raises `CourseError` if that was asked for.
    """
    if is_anonymous and asked:
        raise CourseError("--anonymous and --book: the gradebook needs the students' names; leave one out")
    if is_anonymous or asked is not None:
        return bool(asked)
    return all(path.resolve().is_relative_to(submitted.resolve()) for path in paths)


@contextmanager
def keeping(assignment: Assignment, settings: GraderConfig, tell: Callable[[str], None], *,
            in_gradebook: bool) -> Iterator[Keep]:
    """What to do with each graded submission: it gives the result with its lateness.

    With `in_gradebook` it also writes the gradebook and autograded/; `tell` is told which cells a person must look
    at again.
    """
    if not in_gradebook:
        yield lambda submission, result: _late(assignment, settings, submission, result)
        return
    try:
        from autograder.record import Record  # nbgrader takes two seconds to import
    except ModuleNotFoundError as error:
        raise CourseError(f"the gradebook needs the Python package {error.name}: install nbgrader, or grade with "
                          "--no-book") from None
    with Record(assignment, settings) as record:

        def keep(submission: Submission, result: Result) -> Result:
            kept = record.keep(submission, result)
            for cell in kept.changed:
                tell(f"{result.student}: {cell} was marked by a person and has changed since: look at it in formgrader")
            return kept.result

        yield keep


def _late(assignment: Assignment, settings: GraderConfig, submission: Submission, result: Result) -> Result:
    late_s = seconds_late(settings.due_dates.get(assignment.name), submission.handed_in)
    return replace(result, lateness=settings.late_policy.lateness(result.score, late_s))
