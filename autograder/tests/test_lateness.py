"""How late something is, and what that costs."""

from datetime import datetime, timedelta, timezone

import pytest

from autograder.lateness import Lateness, LatePolicy, moment, seconds_late

DAY_S = 86_400
UTC = timezone.utc


@pytest.mark.parametrize(("policy", "late_s", "penalty"), [
    (LatePolicy(), 9 * DAY_S, 0.0),
    (LatePolicy(percent_per_day=10), 0, 0.0),
    (LatePolicy(percent_per_day=10), 1, 2.0),
    (LatePolicy(percent_per_day=10), DAY_S, 2.0),
    (LatePolicy(percent_per_day=10), DAY_S + 1, 4.0),
    (LatePolicy(percent_per_day=10, cap_percent=35), 9 * DAY_S, 7.0),
    (LatePolicy(percent_per_day=10, grace_minutes=15), 900, 0.0),
    (LatePolicy(percent_per_day=10, grace_minutes=15), 901, 2.0),
    (LatePolicy(cut_off_days=0), 1, 20.0),
    (LatePolicy(cut_off_days=0, grace_minutes=15), 900, 0.0),
    (LatePolicy(percent_per_day=10, cap_percent=35, cut_off_days=5), 5 * DAY_S, 7.0),
    (LatePolicy(percent_per_day=10, cap_percent=35, cut_off_days=5), 5 * DAY_S + 1, 20.0),
    (LatePolicy(percent_per_day=100), 9 * DAY_S, 20.0),
], ids=str)
def test_the_penalty_of_20_points(policy, late_s, penalty):
    assert policy.penalty(20, late_s) == penalty


def test_a_penalty_has_two_decimals():
    assert LatePolicy(percent_per_day=33.3).penalty(7, 1) == 2.33


def test_within_the_grace_period_nothing_is_told():
    policy = LatePolicy(percent_per_day=10, grace_minutes=15)
    assert policy.lateness(20, 900) is None
    assert policy.lateness(20, 901) == Lateness(901, 2.0)


@pytest.mark.parametrize(("text", "expected"), [
    ("2026-10-01", datetime(2026, 10, 1, tzinfo=UTC)),
    ("2026-10-01 12:00", datetime(2026, 10, 1, 12, tzinfo=UTC)),
    ("2026-10-01 12:00:00.500000 UTC", datetime(2026, 10, 1, 12, microsecond=500_000, tzinfo=UTC)),
    ("2026-10-01 12:00 +02:00", datetime(2026, 10, 1, 12, tzinfo=timezone(timedelta(hours=2)))),
    ("2026-10-01T12:00+02:00", datetime(2026, 10, 1, 12, tzinfo=timezone(timedelta(hours=2)))),
    ("2026-10-01 12:00 Europe/Berlin", datetime(2026, 10, 1, 10, tzinfo=UTC)),
    ("2026-13-01", None), ("2026-10-01 12:00 Nowhere", None), ("2026-10-01 12:00 ../../x", None), ("", None),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_a_moment_is_written_as(text, expected):
    assert moment(text) == expected


def test_how_late():
    assert seconds_late("2026-10-01 12:00", "2026-10-01 12:01:30") == 90
    assert seconds_late("2026-10-01 12:00", "2026-10-01 11:00") == 0
    assert seconds_late(None, "2026-10-01 11:00") == seconds_late("2026-10-01 12:00", "yesterday") == 0
