"""The filed wrong answers to an exercise, run only as far as it takes to tell which of them explains a mark."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from autograder import patterns
from autograder.course import Assignment, Cell
from autograder.diagnosis import KnownMistake, diagnose, differing, may_be
from autograder.examination import Examined
from autograder.judge import Status, SuitePlan, Verdict, is_missing
from autograder.observation import Returned
from autograder.sandbox.client import Answered, Batch, Dialogue, Ended, Sandbox
from autograder.score import Misconception

Question = tuple[int, int]  # one request of one check, by their numbers
SHARES = 2  # children that run the mistakes of one submission at the same time


@dataclass(frozen=True)
class Filed:
    """A filed wrong answer, and the part of its exercise's plan that it is asked.

    `numbers`: which checks of the whole plan these are; `question`: the one request, where it is only one.
    """

    path: Path
    plan: SuitePlan
    numbers: Sequence[int]
    question: Question | None = None

    @property
    def batches(self) -> list[Batch]:
        """What a child is asked."""
        cells = [answer_cell(self.path)]
        return [Batch(str(self.path), planned.requests, cells) for planned in self.plan.checks]


@dataclass(frozen=True)
class Failure:
    """What a submission answered to the checks of one exercise, the verdicts, and the ids of those that it failed."""

    plan: SuitePlan
    answers: Sequence[Answered | Ended]
    verdicts: Sequence[Verdict]
    failed: patterns.Pattern
    has_values: bool

    @classmethod
    def of(cls, examined: Examined) -> "Failure | None":
        """Nothing if the exercise passed, or the submission never had its function."""
        outcomes = [outcome for answer in examined.answers if isinstance(answer, Answered)
                    for outcome in answer.outcomes]
        failed = frozenset(planned.check.id for planned, verdict
                           in zip(examined.plan.checks, examined.verdicts, strict=True)
                           if verdict.status is not Status.PASSED)
        if not failed or all(map(is_missing, outcomes)):
            return None
        has_values = any(isinstance(outcome, Returned) for outcome in outcomes)
        return cls(examined.plan, examined.answers, examined.verdicts, failed, has_values)

    @property
    def needs_the_same_pattern(self) -> bool:
        """Whether only a mistake that fails exactly these checks can explain it."""
        return self.plan.suite.is_random or not self.has_values

    def question(self, fails: patterns.Pattern) -> Question | None:
        """What to ask a mistake first that fails these checks.

        The failed check that took the submission least time, and there the first request that it answered otherwise
        than the reference.
        """
        times = {number: answer.duration_s for number, answer in enumerate(self.answers)
                 if isinstance(answer, Answered) and self.plan.checks[number].check.id in fails & self.failed}
        number = min(times, key=times.__getitem__, default=None)
        if number is None:
            return None
        return number, self._first_difference(number)

    @cached_property
    def _first_difference(self) -> Callable[[int], int]:
        """For a check, the first request that the submission answered otherwise than the reference."""
        return cache(lambda number: next(differing(self.plan.checks[number], self.answers[number]), 0))

    def may_be(self, mistakes: Answered | Ended, question: Question) -> bool:
        """Whether what a mistake answers to one request leaves open that the submission is made by it."""
        number, at = question
        seen = self.answers[number]
        if isinstance(mistakes, Ended) or isinstance(seen, Ended):
            return True
        return may_be(mistakes.outcomes[0], seen.outcomes[at], self.plan.checks[number].expected[at])

    def first(self, path: Path, question: Question) -> Filed:
        """A mistake that is asked one request."""
        number, at = question
        planned = self.plan.checks[number]
        one = replace(planned, requests=planned.requests[at : at + 1], expected=planned.expected[at : at + 1])
        return Filed(path, replace(self.plan, checks=(one,)), [number], question)

    def whole(self, path: Path, numbers: Sequence[int]) -> Filed:
        """A mistake that is asked whole checks."""
        plan = replace(self.plan, checks=tuple(self.plan.checks[number] for number in numbers))
        return Filed(path, plan, numbers)


class KnownMistakes:
    """The known mistakes of one run: each runs when it can explain a submission, at most once.

    A mistake is asked one request first; only those that answer as the submission does run whole, by `run_whole`. Many
    run one after another in one child: they are ours, and none patches a library.
    """

    def __init__(self, assignment: Assignment, sandbox: Sandbox, fails: patterns.Patterns,
                 run_whole: Callable[[Dialogue, Sequence[Filed]], list[KnownMistake]]) -> None:
        self._assignment, self._sandbox, self._fails, self._run_whole = assignment, sandbox, fails, run_whole
        self._locks = {exercise: threading.Lock() for exercise in assignment.graded}
        self._first: dict[tuple[Path, Question | None], Answered | Ended] = {}
        self._whole: dict[Path, KnownMistake] = {}

    def explain(self, failures: Iterator[Failure]) -> dict[str, Misconception | None]:
        """The misconception behind each failure, by exercise; one child runs what mistakes that takes."""
        found: dict[str, Misconception | None] = {}
        for first in failures:  # a dialogue is begun only for these: on a GPU all others would wait
            with self._sandbox.dialogue() as dialogue:
                for failure in chain([first], failures):
                    mistakes = self._explaining(dialogue, failure)
                    found[failure.plan.suite.exercise] = diagnose(
                        failure.plan, failure.answers, failure.verdicts, mistakes)
        return found

    def _explaining(self, dialogue: Dialogue, failure: Failure) -> list[KnownMistake]:
        """The mistakes that can explain a failure, as far as one request to each tells."""
        with self._locks[failure.plan.suite.exercise]:
            asked = self._questions(failure)
            first = [failure.first(path, question) for path, question in asked.items()
                     if question and (path, question) not in self._first]
            answers = dialogue.ask([batch for filed in first for batch in filed.batches]).answers
            self._first.update({(filed.path, filed.question): answer
                                for filed, answer in zip(first, answers, strict=True)})
            alike = [path for path, question in asked.items()
                     if question is None or failure.may_be(self._first[path, question], question)]
            whole = [failure.whole(path, self._failing(failure.plan, path)) for path in alike
                     if path not in self._whole]
            self._whole.update(zip((filed.path for filed in whole), self._run_whole(dialogue, whole), strict=True))
            return [self._whole[path] for path in alike]

    def _questions(self, failure: Failure) -> dict[Path, Question | None]:
        """The mistakes that can explain a failure by the checks they fail, and what each is asked first.

        None where it need not be asked: it is known whole, or the only one, or right answers are random.
        """
        exercise = failure.plan.suite.exercise
        fails = self._fails.get(exercise, {})
        paths = [path for path in self._assignment.answers("wrong", exercise)
                 if patterns.can_explain(fails.get(path.stem), failure.failed, exactly=failure.needs_the_same_pattern)]
        if len(paths) == 1 or failure.plan.suite.is_random:
            return dict.fromkeys(paths)
        return {path: None if path in self._whole else failure.question(fails.get(path.stem, frozenset()))
                for path in paths}

    def _failing(self, plan: SuitePlan, path: Path) -> Sequence[int]:
        """The checks that a mistake fails; all where that is not known."""
        fails = self._fails.get(plan.suite.exercise, {}).get(path.stem)
        return [number for number, planned in enumerate(plan.checks) if fails is None or planned.check.id in fails]


class Diagnosing:
    """Finds the misconceptions of one submission, in one exercise while it answers the next; a context manager.

    One child runs known mistakes beside the submission, `SHARES` of them once it has ended.
    """

    def __init__(self, known: KnownMistakes) -> None:
        self._known = known
        self._failures: SimpleQueue[Failure | None] = SimpleQueue()
        self._found: list[Future[dict[str, Misconception | None]]] = []

    def __enter__(self) -> "Diagnosing":
        self._pool = ThreadPoolExecutor(SHARES)
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()
        self._pool.shutdown()

    def take(self, examined: Examined) -> None:
        """Take what the submission answered to the checks of an exercise."""
        if failure := Failure.of(examined):
            self._failures.put(failure)
            if not self._found:
                self._begin()

    def found(self) -> dict[str, Misconception | None]:
        """The misconception in each exercise that failed, where there is one; once everything has been taken."""
        if self._found:
            self._begin()
        self._end()
        return {exercise: one for share in self._found for exercise, one in share.result().items()}

    def _begin(self) -> None:
        self._found.append(self._pool.submit(self._known.explain, iter(self._failures.get, None)))

    def _end(self) -> None:
        for _ in range(SHARES):
            self._failures.put(None)


def answer_cell(path: Path) -> Cell:
    """The code of a filed answer."""
    return Cell(path.stem, path.read_text(encoding="utf-8"))
