"""Name the known wrong answer that behaves as a submission does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.judge import CheckPlan, Status, SuitePlan, Verdict
from autograder.mismatch import agree
from autograder.observation import Outcome, Raised
from autograder.patterns import is_enough
from autograder.sandbox.client import Answered, Ended
from autograder.score import Misconception


@dataclass(frozen=True)
class KnownMistake:
    """A filed wrong answer, what it answered in this run to the checks it was asked, and the verdicts on these."""

    misconception: Misconception
    answers: Mapping[int, Answered | Ended]
    verdicts: Mapping[int, Verdict]
    differences: Sequence[tuple[int, int]]


def diagnose(
    plan: SuitePlan, answers: Sequence[Answered | Ended], verdicts: Sequence[Verdict], known: Sequence[KnownMistake]
) -> Misconception | None:
    """The mistake whose observations the submission shares wherever they differ from the reference's.

    Of several, the one that explains most; none that fails less than half of the checks that were lost. Where
    right answers are random by contract, the one mistake with the same pattern of failed checks.
    """
    lost = _lost(dict(enumerate(verdicts)))
    if not lost:
        return None
    if plan.suite.is_random:
        same = [item for item in known if _lost(item.verdicts) == lost]
        return same[0].misconception if len(same) == 1 else None
    shared = [item for item in known if is_enough(len(_lost(item.verdicts)), len(lost)) and _is_shared(answers, item)]
    return max(shared, key=lambda mistake: len(mistake.differences)).misconception if shared else None


def differences(
    plan: SuitePlan, numbers: Sequence[int], answers: Sequence[Answered | Ended]
) -> list[tuple[int, int]]:
    """Which requests were answered otherwise than by the reference, as (number of the check, request)."""
    return [(number, at) for number, planned, answer in zip(numbers, plan.checks, answers, strict=True)
            for at in differing(planned, answer)]


def differing(planned: CheckPlan, answer: Answered | Ended) -> Iterator[int]:
    """Which requests of one check were answered otherwise than by the reference."""
    if isinstance(answer, Answered):
        for at, (seen, expected) in enumerate(zip(answer.outcomes, planned.expected, strict=True)):
            if not _is_as_expected(seen, expected):
                yield at


def may_be(mistakes: Outcome, seen: Outcome, expected: Outcome) -> bool:
    """Whether a mistake's answer to one request leaves open that the submission is made by it."""
    return _is_as_expected(mistakes, expected) or _agree_both_ways(mistakes, seen)


def _lost(verdicts: Mapping[int, Verdict]) -> dict[int, Status]:
    return {number: verdict.status for number, verdict in verdicts.items() if verdict.status is not Status.PASSED}


def _is_as_expected(seen: Outcome, expected: Outcome) -> bool:
    """Like `agree`, but an exception that the contract asks for may have any words."""
    if isinstance(seen, Raised) and isinstance(expected, Raised):
        return expected.types[0] in seen.types
    return agree(seen, expected)


def _is_shared(answers: Sequence[Answered | Ended], mistake: KnownMistake) -> bool:
    return bool(mistake.differences) and all(_is_same(at, answers[number], mistake.answers[number])
                                             for number, at in mistake.differences)


def _is_same(at: int, one: Answered | Ended, other: Answered | Ended) -> bool:
    if isinstance(one, Ended) or isinstance(other, Ended):
        return False
    return _agree_both_ways(one.outcomes[at], other.outcomes[at])


def _agree_both_ways(one: Outcome, other: Outcome) -> bool:
    return agree(one, other) and agree(other, one)
