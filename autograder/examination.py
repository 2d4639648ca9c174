"""The verdicts on what a submission answers, reached for one exercise while it answers the next."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import TracebackType

from autograder import judge
from autograder.harvest import Problem
from autograder.judge import Status, SuitePlan, Verdict
from autograder.observation import Raised
from autograder.sandbox.client import Answered, Ended
from autograder.sandbox.notes import NOTES


@dataclass(frozen=True)
class Examined:
    """What one submission answered to the checks of one exercise, and the verdicts."""

    plan: SuitePlan
    answers: tuple[Answered | Ended, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is told about functions of torch that were replaced for the submission."""
        keys = {key for answer in self.answers if isinstance(answer, Answered) for key in answer.stand_ins}
        return tuple(text for key, text in NOTES.items() if key in keys)


class Judging:
    """Judges each exercise as soon as its checks are answered, in one thread of its own.

    Who takes the answers also watches the submission, and must not be kept. `tell` is told what was judged, in that
    thread. Use as a context manager.
    """

    def __init__(self, plans: Sequence[SuitePlan], tell: Callable[[Examined], None] | None = None) -> None:
        self._plans, self._tell = plans, tell
        self._places = [(at, number) for at, plan in enumerate(plans) for number in range(len(plan.checks))]
        self._answers: list[dict[int, Answered | Ended]] = [{} for _ in plans]
        self._examined: dict[int, Future[Examined]] = {}

    def __enter__(self) -> "Judging":
        self._thread = ThreadPoolExecutor(1)
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown(cancel_futures=True)

    def take(self, cell_errors: Mapping[str, Raised], number: int, answer: Answered | Ended) -> None:
        """Take the answer to one of the checks of all plans, and what raised while the cells were loaded."""
        at, check = self._places[number]
        plan, answers = self._plans[at], self._answers[at]
        answers[check] = answer
        if len(answers) == len(plan.checks):
            ordered = tuple(answers[check] for check in range(len(answers)))
            self._examined[at] = self._thread.submit(self._judge, plan, ordered, cell_errors)

    def examined(self) -> Iterator[Examined]:
        """The exercises in the order of their plans, once everything has been taken."""
        return (self._examined[at].result() for at in range(len(self._plans)))

    def _judge(
        self, plan: SuitePlan, answers: tuple[Answered | Ended, ...], cell_errors: Mapping[str, Raised]
    ) -> Examined:
        examined = Examined(plan, answers, verdicts(plan, answers, cell_errors))
        if self._tell:
            self._tell(examined)
        return examined


def verdicts(
    plan: SuitePlan, answers: Sequence[Answered | Ended], cell_errors: Mapping[str, Raised]
) -> tuple[Verdict, ...]:
    """The verdict on each answer; `cell_errors` say why a function is missing."""
    return tuple(_verdict(plan, number, answer, cell_errors) for number, answer in enumerate(answers))


def _verdict(plan: SuitePlan, number: int, answer: Answered | Ended, cell_errors: Mapping[str, Raised]) -> Verdict:
    name, planned = plan.suite.exercise, plan.checks[number]
    if planned.fault:
        return Verdict(Status.BROKEN, planned.fault)
    if isinstance(answer, Ended):
        status = Status.TIMEOUT if answer.is_timeout else Status.NOT_RUN
        return Verdict(status, f"{name}(...) {answer.reason}")
    verdict = judge.judge(name, planned, answer.outcomes, plan.run)
    if verdict.status is Status.NOT_RUN and cell_errors:
        verdict = Verdict(Status.NOT_RUN, _cell_error(name, cell_errors))
    return replace(verdict, duration_s=answer.duration_s)


def not_runnable(plan: SuitePlan, problem: Problem) -> Examined:
    """An exercise that could not be read: every check has the same verdict."""
    status = Status.ERROR if problem.is_syntax_error else Status.NOT_RUN
    return Examined(plan, (), tuple(Verdict(status, problem.text) for _ in plan.checks))


def _cell_error(name: str, cell_errors: Mapping[str, Raised]) -> str:
    """Why a function is missing although its text is there: the first cell that raised."""
    cell, error = next(iter(cell_errors.items()))
    chosen = cell_errors.get(name, error)
    cell = name if name in cell_errors else cell
    place = f" ({chosen.place})" if chosen.place else ""
    return judge.plain_text(f"cell {cell} raised {chosen.types[0]}: {chosen.message}{place}")
