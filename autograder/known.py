"""The filed wrong answers to an exercise, run only as far as it takes to tell which of them explains a mark."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from autograder import patterns
from autograder.course import Assignment, Cell
from autograder.diagnosis import KnownMistake, rules_out
from autograder.judge import SuitePlan
from autograder.sandbox.client import Answered, Batch, Ended, Sandbox

Done = TypeVar("Done")
SHARES = 2  # children that run mistakes at the same time


@dataclass(frozen=True)
class Filed:
    """A filed wrong answer, the checks of its exercise that it is asked, and how long that should take.

    `answered`: what it has answered already.
    """

    path: Path
    plan: SuitePlan
    numbers: Sequence[int]
    seconds: float
    answered: Mapping[int, Answered | Ended]

    @property
    def batches(self) -> list[Batch]:
        """What a child is asked."""
        return [Batch(str(self.path), self.plan.checks[number].requests, [answer_cell(self.path)])
                for number in self.numbers if number not in self.answered]


@dataclass(frozen=True)
class Failure:
    """What a submission answered to the checks of one exercise, and the ids of those that it failed."""

    plan: SuitePlan
    answers: Sequence[Answered | Ended]
    failed: patterns.Pattern
    has_values: bool

    @property
    def needs_the_same_pattern(self) -> bool:
        """Whether only a mistake that fails exactly these checks can explain it."""
        return self.plan.suite.is_random or not self.has_values

    @cached_property
    def times(self) -> dict[int, float]:
        """How long the submission took to answer, by check."""
        return {number: answer.duration_s for number, answer in enumerate(self.answers) if isinstance(answer, Answered)}

    def quickest(self, fails: patterns.Pattern) -> int | None:
        """Of the checks in `fails`, the failed one that took the submission least time to answer."""
        times = {number: seconds for number, seconds in self.times.items()
                 if self.plan.checks[number].check.id in fails & self.failed}
        return min(times, key=times.__getitem__, default=None)

    def filed(self, path: Path, numbers: Sequence[int], answered: Mapping[int, Answered | Ended]) -> Filed:
        """A mistake that is asked some of the checks."""
        seconds = sum(self.times.get(number, 0.0) for number in numbers if number not in answered)
        return Filed(path, self.plan, numbers, seconds, answered)


class KnownMistakes:
    """The known mistakes of one run: each runs when it can explain a submission, at most once.

    A mistake is asked one check first; only those that answer as the submission does run whole, by `run_whole`. Many
    run one after another in one child: they are ours, and none patches a library. `pool` does the work.
    """

    def __init__(self, assignment: Assignment, sandbox: Sandbox, pool: Executor, fails: patterns.Patterns,
                 run_whole: Callable[[Sequence[Filed]], list[KnownMistake]]) -> None:
        self._assignment, self._sandbox, self._pool, self._fails = assignment, sandbox, pool, fails
        self._run_whole = run_whole
        self._lock = threading.Lock()
        self._first: defaultdict[Path, dict[int, Answered | Ended]] = defaultdict(dict)
        self._whole: dict[Path, KnownMistake] = {}

    def explaining(self, failures: Sequence[Failure]) -> list[list[KnownMistake]]:
        """For each failure the mistakes that can explain it, as far as one check of each tells."""
        with self._lock:
            asked = [self._asked(failure) for failure in failures]
            self._ask([failure.filed(path, [number], {}) for failure, numbers in zip(failures, asked, strict=True)
                       for path, number in numbers.items()
                       if number is not None and number not in self._first[path]])
            alike = [self._alike(failure, numbers) for failure, numbers in zip(failures, asked, strict=True)]
            new = [failure.filed(path, self._failing(failure.plan, path), self._first[path])
                   for failure, paths in zip(failures, alike, strict=True) for path in paths if path not in self._whole]
            for share, mistakes in self._shared(self._run_whole, new):
                self._whole.update({filed.path: mistake for filed, mistake in zip(share, mistakes, strict=True)})
            return [[self._whole[path] for path in paths] for paths in alike]

    def _asked(self, failure: Failure) -> dict[Path, int | None]:
        """The mistakes that can explain a failure by the checks they fail, and the check that each is asked first.

        None where it need not be asked: it is known whole, or the only one, or right answers are random.
        """
        exercise = failure.plan.suite.exercise
        fails = self._fails.get(exercise, {})
        paths = [path for path in self._assignment.answers("wrong", exercise)
                 if patterns.can_explain(fails.get(path.stem), failure.failed, exactly=failure.needs_the_same_pattern)]
        if len(paths) == 1 or failure.plan.suite.is_random:
            return dict.fromkeys(paths)
        return {path: None if path in self._whole else failure.quickest(fails.get(path.stem, frozenset()))
                for path in paths}

    def _ask(self, new: Sequence[Filed]) -> None:
        for share, answers in self._shared(self._first_answers, new):
            for filed, answer in zip(share, answers, strict=True):
                self._first[filed.path][filed.numbers[0]] = answer

    def _first_answers(self, new: Sequence[Filed]) -> Sequence[Answered | Ended]:
        return self._sandbox.observe((), [batch for filed in new for batch in filed.batches]).answers

    def _alike(self, failure: Failure, asked: Mapping[Path, int | None]) -> list[Path]:
        """Those that were not asked, or answered the check that they were asked as the submission does."""
        return [path for path, number in asked.items() if number is None or not rules_out(
            failure.plan.checks[number], self._first[path][number], failure.answers[number])]

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
