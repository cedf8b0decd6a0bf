"""A clinician is suggested for a reason once, and seldom again."""

import pytest
from diaries import DAY, NOW

from bot.core.course.suggesting import Suggested, suggested, suggests

SAID = [
    # row, what was said (reason, days ago, level), the reason now, its level, began days ago, said
    ("nothing_was_said_yet", (), "stuck", 4, 0, True),
    ("yesterday", (("stuck", 1, 4),), "stuck", 4, 0, False),
    ("two_weeks_ago", (("stuck", 15, 4),), "stuck", 4, 0, False),
    ("six_weeks_ago", (("stuck", 42, 4),), "stuck", 4, 0, True),
    ("a_point_worse_is_no_change", (("stuck", 20, 4),), "stuck", 5, 0, False),
    ("two_points_worse", (("stuck", 20, 4),), "stuck", 6, 0, True),
    ("two_points_worse_within_days", (("stuck", 5, 4),), "stuck", 6, 0, False),
    ("two_points_better", (("stuck", 20, 4),), "stuck", 2, 0, False),
    ("another_reason_some_days_ago", (("flare", 5, 6),), "stuck", 4, 0, False),
    ("another_reason_two_weeks_ago", (("flare", 14, 6),), "stuck", 4, 0, True),
    ("a_flare_waits_for_no_other_reason", (("stuck", 5, 4),), "flare", 6, 8, True),
    ("the_same_flare", (("flare", 5, 6),), "flare", 6, 12, False),
    ("a_flare_that_began_since", (("flare", 20, 6),), "flare", 6, 8, True),
]


@pytest.mark.parametrize(("row", "told", "why", "level", "began", "said"), SAID)
def test_a_clinician_is_suggested_again_after_six_weeks_or_when_it_is_worse(
    *, row, told, why, level, began, said
):
    known = {}
    for reason, ago, then in told:
        known = suggested(known, reason, NOW - ago * DAY, then)
    since = NOW - began * DAY if began else 0
    assert suggests(known, why, NOW, level, since) == said, row


def test_each_reason_keeps_the_last_time_it_was_given():
    known = suggested(suggested({}, "stuck", 1, 4), "often", 2)
    assert suggested(known, "stuck", 3, 6) == {"stuck": Suggested(3, 6), "often": Suggested(2)}
