"""Judge a submission's observations against the reference's: one verdict for each check."""

import hashlib
import inspect
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import pytest

from autograder import mismatch, probing
from autograder.mismatch import Tolerance
from autograder.observation import Missing, Opaque, Outcome, Raised, Returned, TensorSeen
from autograder.probing import Probe, Request, Solution
from autograder.sandbox import frames
from autograder.suite import Check, Suite, probe_id

__tracebackhide__ = True  # under pytest, a failed check shows the check, not our comparison

CASES = 3
MAX_MESSAGE = 1_500
STUB = "NotImplementedError"
NOT_WRITTEN = "is not written yet"
CONTROL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|[^\n\x20-\x7e\xa0-\ud7ff\ue000-\U0010ffff]"
    r"|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
PATH = re.compile(r"(?<!https:/)(?<!http:/)(?<!https:)(?<!http:)(?<![\w.])/(?:[\w.@+\-]+/)+([\w.@+\-]*)")


class Status(str, Enum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    NOT_RUN = "not_run"
    BROKEN = "broken"


@dataclass(frozen=True)
class Verdict:
    """The status of one check and what the student is told."""

    status: Status
    message: str = ""
    duration_s: float = 0.0


@dataclass(frozen=True)
class CheckPlan:
    """What a check asks of a submission, what the reference answered, and our fault if there is one."""

    check: Check
    requests: tuple[Request, ...]
    expected: tuple[Outcome, ...]
    fault: str = ""


@dataclass(frozen=True)
class Run:
    """What one grading run fixes: the seed all inputs are drawn from, and the device."""

    seed: int
    device: str = "cpu"


@dataclass(frozen=True)
class SuitePlan:
    """The plans of all checks of one exercise for one run."""

    suite: Suite
    run: Run
    checks: tuple[CheckPlan, ...]

    @cached_property
    def questions(self) -> str:
        """All that is asked of a submission, as text."""
        return json.dumps([vars(request) for planned in self.checks for request in planned.requests])


class SubmissionRaised(Exception):
    """The submission's own exception, on its way out of a check."""

    def __init__(self, exercise: str, outcome: Raised | Missing, words: str) -> None:
        self.verdict = _verdict_of_exception(exercise, outcome, words)
        super().__init__(self.verdict.message)


Answers = Callable[[Request], tuple[Outcome, Outcome]]
PYTEST_OUTCOMES = (pytest.fail.Exception, pytest.skip.Exception)  # no subclasses of Exception


def plan(suite: Suite, reference: Solution, probes: Mapping[str, Probe], run: Run) -> SuitePlan:
    """Run every check on the reference: what it requests is what a submission will be asked.

    A check that the reference does not pass is our fault, and recorded as such.
    """
    checks = tuple(_plan_check(suite.exercise, check, reference, probes, run) for check in suite.checks)
    return SuitePlan(suite, run, checks)


def _plan_check(
    exercise: str, check: Check, reference: Solution, probes: Mapping[str, Probe], run: Run
) -> CheckPlan:
    asked: dict[str, tuple[Request, Outcome]] = {}

    def answer(request: Request) -> tuple[Outcome, Outcome]:
        outcome = probing.run(request, reference, probes, run.device)
        asked[_key(request)] = (request, outcome)
        return outcome, outcome

    try:
        _call(check, Questions(exercise, check, run.seed, answer))
        fault = ""
    except (Exception, *PYTEST_OUTCOMES) as error:
        fault = f"the reference does not pass this check: {type(error).__name__}: {error}"
    requests, expected = zip(*asked.values(), strict=True) if asked else ((), ())
    return CheckPlan(check, tuple(requests), tuple(expected), fault or _fault(expected))


def _fault(expected: Sequence[Outcome]) -> str:
    """Why no submission can be compared with these answers of the reference, if none can."""
    if not expected:
        return "this check asks nothing of the submission"
    for outcome in expected:
        if isinstance(outcome, Raised) and not outcome.place:
            return f"the probe itself raises {outcome.types[0]}: {outcome.message}"
        if isinstance(outcome, Returned) and (found := _opaque(outcome.value)):
            return f"the reference's observation holds a {found}, of which only the type would be compared"
    try:
        frames.encode([frames.pack_outcome(outcome) for outcome in expected])
    except frames.MalformedFrame as error:
        return str(error)
    return ""


def _opaque(value: Any) -> str:
    """The type of the first thing in an observation that is no plain value."""
    if isinstance(value, Opaque):
        return value.type_name
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next(filter(None, map(_opaque, items)), "")


def judge(exercise: str, planned: CheckPlan, seen: tuple[Outcome, ...], run: Run) -> Verdict:
    """Decide one check from what the submission answered to `planned.requests`, in the same order."""
    if planned.fault:
        return Verdict(Status.BROKEN, planned.fault)
    questions = answered(exercise, planned, seen, run)
    try:
        note = _call(planned.check, questions)
    except SubmissionRaised as error:
        return error.verdict
    except (AssertionError, pytest.fail.Exception) as error:
        fact = str(error) or f"{exercise}(...) does not do what this check describes"
        return Verdict(Status.FAILED, _told(fact, questions.words))
    except (Exception, pytest.skip.Exception) as error:  # the reference passed: it is this observation's fault
        fact = f"what {exercise}(...) returned cannot be examined ({type(error).__name__})"
        return Verdict(Status.FAILED, _told(fact, questions.words))
    return Verdict(Status.PASSED, plain_text(note or ""))


def answered(exercise: str, planned: CheckPlan, seen: tuple[Outcome, ...], run: Run) -> "Questions":
    """The fixtures of a planned check, answered from what the submission returned."""
    answers = {
        _key(request): (outcome, expected)
        for request, outcome, expected in zip(planned.requests, seen, planned.expected, strict=True)
    }
    return Questions(exercise, planned.check, run.seed, lambda request: answers[_key(request)])


def _verdict_of_exception(exercise: str, outcome: Raised | Missing, words: str) -> Verdict:
    if isinstance(outcome, Missing):
        return Verdict(Status.NOT_RUN, plain_text(f"{outcome.name} is not defined in the notebook"))
    if outcome.types[0] == STUB:
        cell = outcome.place.rpartition(" of cell ")[2]
        if cell.isidentifier() and cell != exercise:
            return Verdict(Status.ERROR, _told(f"{exercise}(...) calls {cell}, which {NOT_WRITTEN}", words))
        return Verdict(Status.ERROR, f"{exercise} {NOT_WRITTEN}: it raises NotImplementedError")
    text = f": {outcome.message}" if outcome.message else ""
    place = f" ({outcome.place})" if outcome.place else ""
    return Verdict(Status.ERROR, _told(f"{exercise}(...) raised {outcome.types[0]}{text}{place}", words))


def is_missing(outcome: Outcome) -> bool:
    """Whether there was nothing to ask: the function is not defined, or still the stub."""
    return isinstance(outcome, Missing) or (isinstance(outcome, Raised) and outcome.types[0] == STUB)


def _told(fact: str, words: str) -> str:
    return plain_text(f"{fact}\non {words}" if words else fact)


def plain_text(text: str) -> str:
    """Text that came from a submission, made safe to show: no control characters, no paths of this machine."""
    return PATH.sub(r"\1", CONTROL.sub("", text[: 4 * MAX_MESSAGE].replace("\t", " ")))[:MAX_MESSAGE]


class Questions:
    """The fixtures of a check: `compare` and `observe`, answered from somewhere."""

    def __init__(self, exercise: str, check: Check, seed: int, answer: Answers) -> None:
        self.exercise, self.check, self.seed, self.answer = exercise, check, seed, answer
        self.words = ""

    def compare(
        self, probe: Probe, *, tolerance: Tolerance | None = None, cases: int = CASES, **arguments: Any
    ) -> None:
        """Fail unless the submission's observations equal the reference's on `cases` drawn inputs."""
        for seen, expected in self._outcomes(probe, cases, arguments):
            mismatch.compare_outcomes(seen, expected, self.exercise, tolerance)

    def observe(self, probe: Probe, *, cases: int = CASES, **arguments: Any) -> list[tuple[Any, Any]]:
        """The submission's and the reference's observation for each case, as plain tensors and values.

        Type, shape, dtype (of floats) and device have been compared; the values are the check's business.
        """
        pairs = []
        for seen, expected in self._outcomes(probe, cases, arguments):
            if isinstance(expected, Raised):
                raise TypeError(f"observe() needs a value, and the reference raised {expected.types[0]}: use compare()")
            mismatch.compare_forms(seen, expected, self.exercise)
            if isinstance(seen, Returned) and isinstance(expected, Returned):
                pairs.append((_plain(seen.value), _plain(expected.value)))
        return pairs

    def _outcomes(self, probe: Probe, cases: int, arguments: Mapping[str, Any]) -> list[tuple[Outcome, Outcome]]:
        self.words = " ".join((probe.__doc__ or "").split())
        pairs: list[tuple[Outcome, Outcome]] = []
        for case in range(cases):
            request = _request(self.exercise, self.check.id, self.seed, probe_id(probe), arguments, case)
            seen, expected = self.answer(request)
            if isinstance(seen, Missing) or (isinstance(seen, Raised) and _is_uncalled_for(seen, expected)):
                raise SubmissionRaised(self.exercise, seen, self.words)
            pairs.append((seen, expected))
        return pairs


def _is_uncalled_for(seen: Raised, expected: Outcome) -> bool:
    """Whether an exception is no answer: the contract asks for none, or it is the stub's own."""
    return not isinstance(expected, Raised) or (seen.types[0] == STUB and expected.types[0] != STUB)


def _call(check: Check, questions: Questions) -> str | None:
    """Run a check; what it returns is told to those who pass."""
    fixtures = {"compare": questions.compare, "observe": questions.observe}
    return check.run(**{name: fixtures[name] for name in inspect.signature(check.run).parameters})


def _request(
    exercise: str, check: str, seed: int, probe: str, arguments: Mapping[str, Any], case: int
) -> Request:
    """Give each case inputs of its own, which no other run and no other check has."""
    values = json.dumps(arguments, sort_keys=True)
    digest = hashlib.sha256(f"{seed}/{exercise}/{check}/{probe}/{values}/{case}".encode()).digest()
    return Request(probe, json.loads(values), int.from_bytes(digest[:7], "big"))


def _key(request: Request) -> str:
    return f"{request.probe}/{request.seed}"


def _plain(value: Any) -> Any:
    if isinstance(value, TensorSeen):
        return value.values.clone()  # a check may write into it; the expected one serves every submission
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
