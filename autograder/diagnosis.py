"""Name the known wrong answer that behaves as a submission does."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.judge import CheckPlan, Status, SuitePlan, Verdict
from autograder.mismatch import agree
from autograder.observation import Outcome, Raised
from autograder.patterns import is_enough
from autograder.sandbox.client import Answered, Ended
from autograder.score import Misconception

Answers = Sequence[Answered | Ended]


@dataclass(frozen=True)
class KnownMistake:
    """A filed wrong answer, what it answered in this run, and the verdicts on it."""

    misconception: Misconception
    answers: Answers
    verdicts: Sequence[Verdict]
    differences: Sequence[tuple[int, int]]


def diagnose(
    plan: SuitePlan, answers: Answers, verdicts: Sequence[Verdict], known: Sequence[KnownMistake]
) -> Misconception | None:
    """The mistake whose observations the submission shares wherever they differ from the reference's.

    Of several, the one that explains most; none that fails less than half of the checks that were lost. Where
    right answers are random by contract, the one mistake with the same pattern of failed checks.
    """
    if all(verdict.status is Status.PASSED for verdict in verdicts):
        return None
    if plan.suite.is_random:
        return _by_pattern(verdicts, known)
    lost = _lost(verdicts)
    shared = [item for item in known if is_enough(_lost(item.verdicts), lost) and _is_shared(answers, item)]
    return max(shared, key=lambda mistake: len(mistake.differences)).misconception if shared else None


def _by_pattern(verdicts: Sequence[Verdict], known: Sequence[KnownMistake]) -> Misconception | None:
    pattern = [verdict.status for verdict in verdicts]
    same = [item.misconception for item in known if [verdict.status for verdict in item.verdicts] == pattern]
    return same[0] if len(same) == 1 else None


def differences(plan: SuitePlan, answers: Answers) -> list[tuple[int, int]]:
    """Which requests were answered otherwise than by the reference, as (check, request)."""
    return [(number, at) for number, (planned, answer) in enumerate(zip(plan.checks, answers, strict=True))
            for at in _differences(planned, answer)]


def rules_out(planned: CheckPlan, mistakes: Answered | Ended, seen: Answered | Ended) -> bool:
    """Whether what a mistake answers to one check shows that the submission is not made by it."""
    return not all(_is_same((seen,), (mistakes,), (0, at)) for at in _differences(planned, mistakes))


def _differences(planned: CheckPlan, answer: Answered | Ended) -> list[int]:
    """Which requests of one check were answered otherwise than by the reference."""
    if isinstance(answer, Ended):
        return []
    return [at for at, (seen, expected) in enumerate(zip(answer.outcomes, planned.expected, strict=True))
            if not _is_as_expected(seen, expected)]


def _lost(verdicts: Sequence[Verdict]) -> int:
    return sum(verdict.status is not Status.PASSED for verdict in verdicts)


def _is_as_expected(seen: Outcome, expected: Outcome) -> bool:
    """Like `agree`, but an exception that the contract asks for may have any words."""
    if isinstance(seen, Raised) and isinstance(expected, Raised):
        return expected.types[0] in seen.types
    return agree(seen, expected)


def _is_shared(answers: Answers, mistake: KnownMistake) -> bool:
    return bool(mistake.differences) and all(_is_same(answers, mistake.answers, place)
                                             for place in mistake.differences)


def _is_same(answers: Answers, others: Answers, place: tuple[int, int]) -> bool:
    one, other = _at(answers, place), _at(others, place)
    return one is not None and other is not None and agree(one, other) and agree(other, one)


def _at(answers: Answers, place: tuple[int, int]) -> Outcome | None:
    answer = answers[place[0]]
    return answer.outcomes[place[1]] if isinstance(answer, Answered) else None
