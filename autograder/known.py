"""The filed wrong answers to an exercise, run only as far as it takes to tell which of them explains a mark."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from autograder import patterns
from autograder.course import Assignment, Cell
from autograder.diagnosis import KnownMistake, differing, may_be
from autograder.examination import Examined
from autograder.judge import Status, SuitePlan, is_missing
from autograder.observation import Returned
from autograder.sandbox.client import Answered, Batch, Ended, Sandbox

Done = TypeVar("Done")
Question = tuple[int, int]  # one request of one check, by their numbers
SHARES = 2  # children that run mistakes at the same time


@dataclass(frozen=True)
class Filed:
    """A filed wrong answer, the part of its exercise's plan that it is asked, and how long that should take.

    `numbers`: which checks of the whole plan these are; `question`: the one request, where it is only one.
    """

    path: Path
    plan: SuitePlan
    numbers: Sequence[int]
    seconds: float
    question: Question | None = None

    @property
    def batches(self) -> list[Batch]:
        """What a child is asked."""
        cells = [answer_cell(self.path)]
        return [Batch(str(self.path), planned.requests, cells) for planned in self.plan.checks]


@dataclass(frozen=True)
class Failure:
    """What a submission answered to the checks of one exercise, and the ids of those that it failed."""

    plan: SuitePlan
    answers: Sequence[Answered | Ended]
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
        return cls(examined.plan, examined.answers, failed, any(isinstance(outcome, Returned) for outcome in outcomes))

    @property
    def needs_the_same_pattern(self) -> bool:
        """Whether only a mistake that fails exactly these checks can explain it."""
        return self.plan.suite.is_random or not self.has_values

    @cached_property
    def times(self) -> dict[int, float]:
        """How long the submission took to answer, by check."""
        return {number: answer.duration_s for number, answer in enumerate(self.answers) if isinstance(answer, Answered)}

    def question(self, fails: patterns.Pattern) -> Question | None:
        """What to ask a mistake first that fails these checks.

        The failed check that took the submission least time, and there the first request that it answered otherwise
        than the reference.
        """
        times = {number: seconds for number, seconds in self.times.items()
                 if self.plan.checks[number].check.id in fails & self.failed}
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
        seconds = self.times[number] / len(planned.requests)
        return Filed(path, replace(self.plan, checks=(one,)), [number], seconds, question)

    def whole(self, path: Path, numbers: Sequence[int]) -> Filed:
        """A mistake that is asked whole checks."""
        plan = replace(self.plan, checks=tuple(self.plan.checks[number] for number in numbers))
        return Filed(path, plan, numbers, sum(self.times.get(number, 0.0) for number in numbers))


class KnownMistakes:
    """The known mistakes of one run: each runs when it can explain a submission, at most once.

    A mistake is asked one request first; only those that answer as the submission does run whole, by `run_whole`. Many
    run one after another in one child: they are ours, and none patches a library. `pool` does the work.
    """

    def __init__(self, assignment: Assignment, sandbox: Sandbox, pool: Executor, fails: patterns.Patterns,
                 run_whole: Callable[[Sequence[Filed]], list[KnownMistake]]) -> None:
        self._assignment, self._sandbox, self._pool, self._fails = assignment, sandbox, pool, fails
        self._run_whole = run_whole
        self._lock = threading.Lock()
        self._first: dict[tuple[Path, Question | None], Answered | Ended] = {}
        self._whole: dict[Path, KnownMistake] = {}

    def explaining(self, failures: Sequence[Failure]) -> list[list[KnownMistake]]:
        """For each failure the mistakes that can explain it, as far as one request to each tells."""
        with self._lock:
            asked = [self._asked(failure) for failure in failures]
            new = [failure.first(path, question) for failure, questions in zip(failures, asked, strict=True)
                   for path, question in questions.items() if question and (path, question) not in self._first]
            for share, answers in self._shared(self._first_answers, new):
                self._first.update({(filed.path, filed.question): answer
                                    for filed, answer in zip(share, answers, strict=True)})
            alike = [self._alike(failure, questions) for failure, questions in zip(failures, asked, strict=True)]
            new = [failure.whole(path, self._failing(failure.plan, path))
                   for failure, paths in zip(failures, alike, strict=True) for path in paths if path not in self._whole]
            for share, mistakes in self._shared(self._run_whole, new):
                self._whole.update({filed.path: mistake for filed, mistake in zip(share, mistakes, strict=True)})
            return [[self._whole[path] for path in paths] for paths in alike]

    def _asked(self, failure: Failure) -> dict[Path, Question | None]:
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

    def _first_answers(self, new: Sequence[Filed]) -> Sequence[Answered | Ended]:
        return self._sandbox.observe((), [batch for filed in new for batch in filed.batches]).answers

    def _alike(self, failure: Failure, asked: Mapping[Path, Question | None]) -> list[Path]:
        """Those that were not asked, or answered the request that they were asked as the submission does."""
        return [path for path, question in asked.items()
                if question is None or failure.may_be(self._first[path, question], question)]

    def _failing(self, plan: SuitePlan, path: Path) -> Sequence[int]:
        """The checks that a mistake fails; all where that is not known."""
        fails = self._fails.get(plan.suite.exercise, {}).get(path.stem)
        return [number for number, planned in enumerate(plan.checks) if fails is None or planned.check.id in fails]

    def _shared(
        self, work: Callable[[Sequence[Filed]], Done], filed: Sequence[Filed]
    ) -> Iterable[tuple[Sequence[Filed], Done]]:
        """Let the pool do shares of the work, which take equally long, at the same time."""
        slowest_first = sorted(filed, key=lambda item: item.seconds, reverse=True)
        shares = [slowest_first[start::SHARES] for start in range(min(SHARES, len(filed)))]
        return zip(shares, self._pool.map(work, shares), strict=True)


def answer_cell(path: Path) -> Cell:
    """The code of a filed answer."""
    return Cell(path.stem, path.read_text(encoding="utf-8"))
