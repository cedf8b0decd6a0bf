"""FACTS D4 in the running bot: what each rule of the trend makes the bot say and do."""

import pytest
from chat import Chat, book, change
from diaries import DAY

from bot.core.course.course import Ladder, Progress, Way
from bot.core.talk.journal import Pain, SessionDone, StretchDone

HOUR = 3600
REST = 7 * DAY


def lived(*levels, sessions=(), area="lower-back", **more):
    """Somebody with a reading a day, the last one yesterday; settled, and screened an hour ago."""
    chat = Chat().settle()
    chat.wait(HOUR)
    chat.store.rows("DELETE FROM pains")
    chat.store.rows("DELETE FROM sessions")
    chat.store.rows("DELETE FROM stretches")
    rows = [
        Pain(900 + n, chat.now - (len(levels) - n) * DAY, level, area)
        for n, level in enumerate(levels)
        if level is not None
    ]
    chat.store.record(7, [*rows, *sessions])
    change(chat, since=chat.now - 85 * DAY, screened_at=chat.now, **more)
    return on(chat)


def on(chat, **more):
    """The same with this progress; a move was done an hour ago, so that nobody was away."""
    lately = {"wrist-pair": Ladder(last=chat.now - HOUR, changed=1)}
    change(chat, progress=Progress(ladders=lately, **more))
    return chat


def stretching(chat, level):
    chat.say("/stretch")
    chat.tap(str(level))
    return chat


def of(chat):
    return [book().stretches[one.stretch] for one in chat.me.session.steps]


def session(chat, at, before):
    return SessionDone(at // 60, "stretch", at - 600, at, before, before, "same", 5, 5)


def test_d4_any_7_stop_screen_flare_and_no_stretching_for_24_hours():
    chat = stretching(lived(2, 2, 2), 2)
    change(chat, screened_at=chat.now - 2 * HOUR)
    chat.say("7 lower back")
    assert chat.me.session is None
    chat.tap("None of these")
    for hours in (1, 12, 10):
        chat.wait(hours * HOUR)
        chat.say("/stretch")
        if "2" in chat.labels:
            chat.tap("2")
        assert chat.me.session is None or not chat.me.session.steps
        assert chat.me.flare is not None


@pytest.mark.parametrize(
    ("row", "levels", "now", "rises"),
    [
        ("plus_2", (2, 2, 2, 2, 2, 4, 4), 4, True),
        ("plus_30_percent_of_4_and_more", (4, 4, 4, 4, 4, 6, 6), 6, True),
        ("plus_1", (2, 2, 2, 2, 2, 3, 3), 3, False),
    ],
)
def test_d4_plus_2_over_3_days(row, levels, now, rises):
    chat = lived(*levels, areas=("lower-back",))
    change(chat, screened_at=chat.now - 8 * DAY)
    stretching(chat, now)
    assert ("None of these" in chat.labels) == rises, row
    if rises:
        chat.tap("None of these")
        assert "sleep, load, a journey or a cold" in chat.text
        held = chat.me.session.held.heed
        assert held.stage_down
        assert held.half_holds
        assert held.no_new
        assert {one.level for one in of(chat)} == {1}


def test_d4_plus_2_over_3_days_on_the_way_back_is_a_stage_down():
    chat = lived(1, 1, 1, 1, 2, 3, 3)
    on(chat, way=Way(chat.now - 6 * DAY, 4, chat.now - 6 * DAY))
    stretching(chat, 3)
    assert chat.me.progress.way.stage == 3


def test_d4_plus_3_in_24_hours_screen_and_flare_style():
    chat = lived(1, 1, 1)
    change(chat, screened_at=chat.now - 2 * DAY)
    stretching(chat, 4)
    chat.tap("None of these")
    assert all(one.flare_safe for one in of(chat))
    assert "only for calm moves" in chat.text
    assert chat.me.flare is None


def hurt(chat, slug, kind="A dull ache"):
    """One move from its card, and it hurts."""
    change(chat, screened_at=chat.now)
    chat.press(f"only {slug}")
    chat.tap("2")
    assert chat.me.session.steps[0].stretch == slug
    chat.tap("Hurts")
    chat.tap(kind)
    chat.tap("Stop")
    chat.tap("Same")
    chat.tap("2")


def test_d4_first_time_swap_and_halve_second_pause_third_left_out_until_restored():
    chat, slug = lived(2, 2, 2, areas=("neck",)), "neck-nod-look-up"
    hurt(chat, slug)
    mine = chat.me.progress.ladders[slug]
    assert (mine.half_until, mine.ease_until) == (chat.now + REST, chat.now + DAY)
    chat.wait(2 * DAY)
    hurt(chat, slug)
    assert chat.me.progress.ladders[slug].rest_until == chat.now + REST
    chat.say("/progress")
    assert "It hurt twice in a week" in chat.text
    chat.wait(8 * DAY)
    hurt(chat, slug)
    assert chat.me.progress.ladders[slug].out
    chat.wait(10 * DAY)
    chat.say("/progress")
    assert "It stays out until you bring it back" in chat.text
    chat.tap("Bring back")
    assert not chat.me.progress.ladders[slug].out
    assert "because you wanted it" in chat.text


def test_d4_second_time_after_7_days_is_a_first_time():
    chat, slug = lived(2, 2, 2, areas=("neck",)), "neck-nod-look-up"
    hurt(chat, slug)
    chat.wait(8 * DAY)
    hurt(chat, slug)
    assert chat.me.progress.ladders[slug].rest_until <= chat.now


def test_d4_a_reactive_morning_halves_the_next_session_without_strength():
    chat = lived(1, 1, 1)
    chat.store.record(7, [session(chat, chat.now - DAY, 1)])
    stretching(chat, 3)
    held = chat.me.session.held
    assert held.half
    assert held.heed.no_strength
    assert "The morning after was worse" in chat.text
    assert not any(one.type == "strength" for one in of(chat))


def test_d4_two_reactive_mornings_in_a_week_are_a_stage_down():
    chat = lived(1, 1, 3, 1, 1)
    on(chat, way=Way(chat.now - 6 * DAY, 3, chat.now - 6 * DAY))
    days = [session(chat, chat.now - ago * DAY, 1) for ago in (4, 1)]
    chat.store.record(7, days)
    stretching(chat, 3)
    assert chat.me.progress.way.stage == 2
    assert "one stage lower" in chat.text


@pytest.mark.parametrize(
    ("way", "stops"), [("Further down the arm or leg", True), ("Back towards the spine", False)]
)
def test_d4_pain_that_spreads_stops_that_direction_pain_that_retreats_is_fine(way, stops):
    chat = stretching(lived(2, 2, 2), 2)
    change(chat, screened_at=chat.now - 2 * HOUR)
    bends = {"flexion-intolerant", "extension-intolerant", "neck-arm-symptoms"}
    while not bends & {
        *of(chat)[chat.me.session.at].blocks,
        *of(chat)[chat.me.session.at].modifies,
    }:
        chat.tap("✓ Done")
    chat.tap("Hurts")
    chat.tap("It spreads")
    chat.tap(way)
    assert (chat.me.session is None) == stops
    assert bool(chat.me.progress.stopped) == stops
    assert ("None of these" in chat.labels) == stops
    assert (chat.journal.stretches[-1].outcome == "spreading") == stops
    if stops:
        chat.tap("None of these")
        stopped = set(chat.me.progress.stopped)
        chat.wait(DAY)
        change(chat, screened_at=chat.now)
        stretching(chat, 2)
        assert not any(stopped & set(one.blocks) for one in of(chat))


@pytest.mark.parametrize(("levels", "noticed"), [((4,) * 7 + (2,) * 7, True), ((3,) * 14, False)])
def test_d4_2_points_less_over_14_days_is_a_noticeable_improvement(levels, noticed):
    chat = stretching(lived(*levels), levels[-1])
    assert ("clearly lower than two weeks ago" in chat.text) == noticed


def test_d4_no_change_by_day_14_of_an_episode_names_a_clinician():
    chat = lived(*(5,) * 10)
    begun = chat.now - 10 * DAY
    on(chat, way=Way(begun, 1, begun, peak=6, episode=chat.now - 15 * DAY))
    stretching(chat, 5)
    assert "A doctor or physiotherapist may see" in chat.text or "could have a look" in chat.text


def test_d4_no_change_by_week_6_of_a_programme_names_a_clinician():
    chat = on(lived(*(3,) * 10), first=3.0)
    stretching(chat, 3)
    assert "A doctor or physiotherapist may see" in chat.text


def test_d4_same_area_at_5_for_3_days_gets_no_stretch_and_a_hint():
    chat = stretching(lived(5, 5, 5, areas=("lower-back",)), 5)
    assert "at 5 or more for three days" in chat.text
    assert not any(
        "lower-back" in one.areas and one.type != "breathing" and not one.flare_safe
        for one in of(chat)
    )


def test_d4_same_area_at_5_hears_of_a_clinician_once_in_six_weeks_and_always_why():
    chat = stretching(lived(5, 5, 5, areas=("lower-back",)), 5)
    assert "a doctor or physiotherapist could have a look" in chat.text
    for days, named in ((1, False), (20, False), (25, True)):
        chat.wait(days * DAY)
        chat.until("09:00")
        rows = [Pain(9000 + chat.now // DAY - n, chat.now - n * DAY, 5) for n in range(1, 4)]
        chat.store.record(7, rows)
        change(chat, screened_at=chat.now, session=None)
        stretching(on(chat), 5)
        assert "at 5 or more for three days" in chat.text
        assert ("physiotherapist" in chat.text) == named, days


def test_d4_72_hours_of_silence_after_7_meet_one_caring_check_in_then_silence():
    chat = lived(2, 2)
    chat.say("/pain 7")
    chat.messages.clear()
    chat.wait(20 * DAY)
    asked = [one for one in chat.messages.values() if "It was strong some days ago" in one.text]
    assert len(asked) == 1
    labels = [button.label for row in asked[0].rows for button in row]
    assert "Warning signs" in labels


@pytest.mark.parametrize(("days", "short"), [(1, False), (3, True)])
def test_d4_two_skipped_days_offer_60_seconds_and_no_word_of_guilt(days, short):
    chat = Chat().settle(desk=False)
    chat.wait((days - 1) * DAY)
    chat.messages.clear()
    chat.until("07:00")
    ping = chat.text
    assert ("A minute for your back" in ping) == short
    assert not any(word in ping.lower() for word in ("missed", "skipped", "days"))


def test_d4_pain_that_spread_is_asked_about_before_the_next_session():
    chat = lived(2, 2, 2)
    chat.store.record(7, [StretchDone(999, 1, chat.now - HOUR, "cat-cow", "", "1x4", "spreading")])
    change(chat, screened_at=chat.now - 2 * HOUR)
    stretching(chat, 2)
    assert "None of these" in chat.labels
