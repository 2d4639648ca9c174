"""Run the hidden suites under plain pytest: `pytest tests/ch2_maml --submission notebook.ipynb`.

Without `--submission` the course's own solution is examined. Either way the code under examination runs in the
sandbox, as it does when a class is graded.
"""

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from autograder.grading import Examined, Grader
    from autograder.judge import Questions

DEFAULT_SEED = 0
PREFIX = "test_"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("autograder")
    group.addoption("--submission", type=_file, help="examine this notebook or module instead of the solution")
    group.addoption("--seed", type=int, default=DEFAULT_SEED, help="draw the inputs of the hidden checks from this")


def _file(name: str) -> Path:
    if not Path(name).is_file():
        raise ArgumentTypeError(f"{name} is no file: name a notebook or a module")
    return Path(name)


class Examiner:
    """Grades one submission for each assignment that is asked for, once."""

    def __init__(self, submission: Path | None, seed: int, stack: ExitStack) -> None:
        self.submission, self.seed, self.stack = submission, seed, stack
        self.grader = cache(self._grader)
        self.examined = cache(self._examined)

    def _grader(self, folder: Path) -> "Grader":
        from autograder import config
        from autograder.course import find_course
        from autograder.grading import Grader
        from autograder.judge import Run

        course = find_course(folder)
        limits = config.load(course.root / "grader_config.py").limits
        return self.stack.enter_context(Grader(course.assignment(folder.name), limits, Run(self.seed)))

    def _examined(self, folder: Path) -> "dict[str, Examined]":
        from autograder.submissions import Submission

        grader = self.grader(folder)
        path = self.submission or grader.assignment.solution_path
        harvested, _ = grader.read(Submission(path.stem, path.name, path.read_bytes()))
        return grader.examine(harvested)


@pytest.fixture(scope="session")
def examiner(pytestconfig: pytest.Config) -> Iterator[Examiner]:
    """What holds the warm process of each assignment until the session ends."""
    with ExitStack() as stack:
        yield Examiner(pytestconfig.getoption("--submission"), pytestconfig.getoption("--seed"), stack)


class Unanswered:
    """Stands for the answers that a submission did not give: the check that asks fails with the reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def compare(self, *_: Any, **__: Any) -> NoReturn:
        pytest.fail(self.reason, pytrace=False)

    observe = compare


@pytest.fixture
def questions(request: pytest.FixtureRequest, examiner: Examiner) -> "Questions | Unanswered":
    """The answers of the submission to the check that runs."""
    from autograder import judge
    from autograder.sandbox.client import Answered

    folder, exercise = request.path.parent, request.path.stem.removeprefix(PREFIX)
    examined = examiner.examined(folder)[exercise]
    grader = examiner.grader(folder)
    number = [planned.check.id for planned in grader.plans[exercise].checks].index(request.node.originalname)
    planned, verdict = grader.plans[exercise].checks[number], examined.verdicts[number]
    answer = examined.answers[number] if examined.answers else None
    if planned.fault:
        pytest.fail(planned.fault, pytrace=False)
    if not isinstance(answer, Answered):
        return Unanswered(verdict.message)
    return judge.answered(exercise, planned, answer.outcomes, grader.run)


@pytest.fixture
def compare(questions: "Questions | Unanswered") -> Callable[..., None]:
    """See `judge.Questions.compare`."""
    return questions.compare


@pytest.fixture
def observe(questions: "Questions | Unanswered") -> Callable[..., list[tuple[Any, Any]]]:
    """See `judge.Questions.observe`."""
    return questions.observe
