"""Turn how late a submission is into what that costs."""

import math
from dataclasses import dataclass
from datetime import datetime, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field

DAY_S = 86_400
CENTS = 2


class LatePolicy(BaseModel):
    """What lateness costs: a share of the score for each day begun, up to a cap; nothing counts after the cut-off.

    Within the grace period a submission is on time; after it, days count from the due date. The default is no
    penalty; `cut_off_days=0` accepts nothing after the grace period.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    percent_per_day: float = Field(default=0.0, ge=0, le=100)
    cap_percent: float = Field(default=100.0, ge=0, le=100)
    grace_minutes: float = Field(default=0.0, ge=0)
    cut_off_days: float | None = Field(default=None, ge=0)

    def lateness(self, score: float, late_s: float) -> "Lateness | None":
        """What is told of a submission that is `late_s` seconds late; nothing within the grace period."""
        is_late = late_s > 60 * self.grace_minutes
        return Lateness(late_s, self.penalty(score, late_s)) if is_late else None

    def penalty(self, score: float, late_s: float) -> float:
        """What a score loses, between 0 and the score, when the submission is `late_s` seconds late."""
        if late_s <= 60 * self.grace_minutes:
            return 0.0
        if self.cut_off_days is not None and late_s > DAY_S * self.cut_off_days:
            return float(score)
        percent = min(self.percent_per_day * math.ceil(late_s / DAY_S), self.cap_percent)
        return round(score * percent / 100, CENTS)


@dataclass(frozen=True)
class Lateness:
    """How late a submission is, in seconds, and the points this costs."""

    late_s: float
    penalty: float


def seconds_late(due: str | None, handed_in: str) -> float:
    """How long after the due date something was handed in; 0 where one of the two is not known."""
    if not due or (at := moment(handed_in)) is None or (end := moment(due)) is None:
        return 0.0
    return max(0.0, (at - end).total_seconds())


def moment(text: str) -> datetime | None:
    """The moment that a text like "2026-10-01 12:00" or nbgrader's "2026-10-01 12:00:00.000000 UTC" names.

    A zone may follow by name or as +02:00; without one it is UTC. None for a text that names no moment.
    """
    day, _, rest = text.strip().partition(" ")
    time, _, zone = rest.partition(" ")
    try:
        at = datetime.fromisoformat(f"{day} {time}".strip() + (zone if zone.startswith(("+", "-")) else ""))
        named = ZoneInfo(zone) if zone not in ("", "UTC") and at.tzinfo is None else timezone.utc
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=named)
