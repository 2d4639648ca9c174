"""Turn the verdicts on one submission into a score, and a score into results.json."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.judge import Status, Verdict
from autograder.lateness import Lateness
from autograder.suite import Check

SCHEMA = 1


@dataclass(frozen=True)
class CheckResult:
    """One row: a declared check and its verdict."""

    check: Check
    verdict: Verdict

    @property
    def points(self) -> int:
        """What the check is worth; a broken check is worth nothing, so that it costs nothing."""
        return 0 if self.verdict.status is Status.BROKEN else self.check.points

    @property
    def score(self) -> int:
        return self.points if self.verdict.status is Status.PASSED else 0


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer that behaves as the submission does."""

    id: str
    text: str


@dataclass(frozen=True)
class ExerciseResult:
    """The rows of one exercise."""

    name: str
    checks: tuple[CheckResult, ...]
    misconception: Misconception | None = None
    is_bonus: bool = False

    @property
    def points(self) -> int:
        return sum(row.points for row in self.checks)

    @property
    def score(self) -> int:
        return sum(row.score for row in self.checks)

    @property
    def lost(self) -> tuple[CheckResult, ...]:
        """The checks that cost points."""
        return tuple(row for row in self.checks if row.verdict.status not in (Status.PASSED, Status.BROKEN))

    @property
    def common_cause(self) -> Verdict | None:
        """The one reason why several checks could not even be judged, if it is one."""
        verdicts = [row.verdict for row in self.lost]
        is_one = len(verdicts) > 1 and len({verdict.message for verdict in verdicts}) == 1
        return verdicts[0] if is_one and all(item.status is not Status.FAILED for item in verdicts) else None


@dataclass(frozen=True)
class Result:
    """Everything known about one graded submission.

    `written` holds the points of what a person marks; `lateness` is None for what came in time.
    """

    assignment: str
    student: str
    submission_sha256: str
    exercises: tuple[ExerciseResult, ...]
    repairs: tuple[str, ...]
    provenance: Mapping[str, Any]
    written: Mapping[str, int] = field(default_factory=dict)
    lateness: Lateness | None = None

    @property
    def points(self) -> int:
        """What can be reached; a bonus exercise comes on top."""
        return sum(exercise.points for exercise in self.exercises if not exercise.is_bonus)

    @property
    def score(self) -> int:
        return sum(exercise.score for exercise in self.exercises)

    @property
    def grade(self) -> float:
        """The score after the late policy."""
        return self.score - self.lateness.penalty if self.lateness else self.score

    @property
    def is_broken(self) -> bool:
        """Whether a check was our fault: the instructor is told."""
        return any(row.verdict.status is Status.BROKEN for item in self.exercises for row in item.checks)


def join(checks: Sequence[Check], verdicts: Mapping[str, Verdict]) -> tuple[CheckResult, ...]:
    """Give every declared check its verdict; one without a verdict was not run and earns nothing."""
    absent = Verdict(Status.NOT_RUN, "this check was not run")
    return tuple(CheckResult(check, verdicts.get(check.id, absent)) for check in checks)


def to_json(result: Result) -> dict[str, Any]:
    """The contents of results.json, in the order of its schema."""
    return {
        "schema": SCHEMA,
        "assignment": result.assignment,
        "student": result.student,
        "submission_sha256": result.submission_sha256,
        **result.provenance,
        "score": result.score,
        "points": result.points,
        **_late(result),
        "repairs": list(result.repairs),
        "exercises": [_exercise(item) for item in result.exercises],
        "written": [{"name": name, "points": points} for name, points in result.written.items()],
    }


def _late(result: Result) -> dict[str, Any]:
    late = result.lateness
    return {"late_s": late.late_s, "penalty": late.penalty, "grade": result.grade} if late else {}


def _exercise(item: ExerciseResult) -> dict[str, Any]:
    found = item.misconception
    return {
        "name": item.name,
        "score": item.score,
        "points": item.points,
        **({"bonus": True} if item.is_bonus else {}),
        "misconception": {"id": found.id, "text": found.text} if found else None,
        "checks": [_check(row) for row in item.checks],
    }


def _check(row: CheckResult) -> dict[str, Any]:
    return {
        "id": row.check.id,
        "title": row.check.title,
        "points": row.check.points,
        "score": row.score,
        "status": row.verdict.status.value,
        "message": row.verdict.message,
        "hint": row.check.hint,
        "duration_s": round(row.verdict.duration_s, 4),
    }
