"""How a course goes in the running bot: the corners that the recorded chats do not show."""

import pytest
from chat import EARLIER, START, Chat, change, returning, sore

from bot.core.course import bearing
from bot.core.course.course import Ladder, Progress
from bot.core.course.suggesting import Suggested
from bot.core.schedule import next_due
from bot.core.silence import Span
from bot.core.talk.journal import Pain
from bot.core.talk.said import Alarm, Said
from bot.core.talk.state import Flare, Pause
from bot.core.values import replace
from bot.screens.safety.checkin import CARED

DAY = 86400


def ring(chat, line, late=0):
    chat.app.turns([Said(7, 7, chat.now - late, Alarm(line))], chat.now)
    chat.drain()


def in_flare(chat, *, again=True, hours=3):
    on = Flare(chat.now - hours * 3600, 8, again=again)
    change(chat, flare=on, screened_at=chat.now)
    chat.log.clear()
    return on


def test_a_check_in_comes_only_for_its_own_flare_and_in_time(settled):
    settled.until("11:00")
    on = in_flare(settled)
    for line, late in (
        (f"checkin {on.since - 1}", 0),
        ("checkin", 0),
        (f"checkin {on.since}", 3 * 3600),
    ):
        ring(settled, line, late)
        assert settled.log == []
    ring(settled, f"checkin {on.since}")
    assert "You wanted me to ask" in settled.text
    change(settled, flare=replace(on, again=False))
    settled.log.clear()
    ring(settled, f"checkin {on.since}")
    assert settled.log == []


def test_nothing_is_asked_in_a_pause(settled):
    settled.until("11:00")
    on = in_flare(settled)
    change(settled, pause=Pause(None, settled.now))
    ring(settled, f"checkin {on.since}")
    assert settled.log == []


def test_to_be_asked_again_is_taken_once_and_can_be_taken_back(settled):
    on = in_flare(settled, again=False, hours=1)
    settled.say("/flare")
    settled.tap("Ask me again")
    settled.press(f"again {on.since} on")
    assert len(settled.store.rows("SELECT 1 FROM rings WHERE line LIKE 'checkin%'")) == 1
    settled.tap("Don’t ask me")
    assert not settled.me.flare.again
    settled.press(f"again {on.since} maybe")
    assert settled.toasts == [EARLIER]


def test_a_caring_question_waits_for_room_in_the_day_and_for_the_silence(settled):
    settled.until("11:00", days=8)
    ring(settled, "caring")
    on = in_flare(settled, again=False, hours=24)
    settled.log.clear()
    ring(settled, "caring")
    assert settled.log == []
    assert settled.store.rows("SELECT at FROM rings WHERE line = 'caring'")
    change(settled, flare=replace(on, since=settled.now - 73 * 3600))
    for kinds in (("morning", "desk", "desk", "desk", "desk"), ()):
        today = bearing.day(settled.now, settled.me.zone).isoformat()
        change(settled, unasked=replace(settled.me.unasked, day=today, kinds=kinds))
        settled.log.clear()
        ring(settled, "caring")
        assert bool(settled.log) == (not kinds)
    assert "It was strong some days ago" in settled.text
    change(settled, cared_at=0, silences=(Span(settled.now - 9, settled.now + 3600),))
    settled.log.clear()
    ring(settled, "caring")
    assert settled.log == []
    assert settled.me.cared_at == 0
    change(settled, silences=(), flare=replace(on, since=settled.now - 3 * DAY - CARED - 2))
    settled.log.clear()
    ring(settled, "caring")
    assert settled.log == []


@pytest.mark.parametrize("cause", ["Sitting", "Exercise", "I don’t know"])
def test_what_brought_it_on_decides(settled, cause):
    settled.say("/flare")
    settled.tap("2")
    settled.tap(cause)
    me = settled.me
    assert (me.progress.half_since > 0) == (cause != "Sitting")
    assert (me.no_strength > START) == (cause == "Exercise")
    assert (me.screen_again > START) == (cause == "I don’t know")
    settled.press("cause sitting")
    settled.press("strong 2")
    settled.press("strong 11")
    assert settled.toasts == [EARLIER] * 3
    if cause == "Exercise":
        assert bearing.held(settled.me, settled.book, 2, settled.now).heed.no_strength


def test_what_was_left_out_comes_back_when_it_is_wanted(settled):
    out = Ladder(out=True, why="progress.left_out")
    eased = Ladder(ease_until=settled.now + DAY, why="progress.hurt", changed=START)
    goal = Ladder(steps=99, changed=5)
    many = {slug: Ladder(changed=n) for n, slug in enumerate(("bridge", "neck-turn", "self-hug"))}
    ladders = {"cat-cow": out, "sphinx": eased, "neck-tilt": goal, **many}
    more = {"chin-tuck": Ladder(), "open-book": Ladder(), "childs-pose": Ladder()}
    stopped = ("flexion-intolerant",)
    change(settled, progress=Progress(ladders={**ladders, **more}, stopped=stopped))
    settled.say("/progress")
    assert "Deep bending is out" in settled.text
    assert "An easier one stands in until" in settled.text
    assert "where it was meant to go" in settled.text
    settled.tap("Bring back")
    assert not settled.me.progress.ladders["cat-cow"].out
    settled.tap("Open bending again")
    assert settled.me.progress.stopped == ()
    settled.press("restore cat-cow")
    settled.press("reopen flexion-intolerant")
    assert settled.toasts == [EARLIER] * 2
    settled.say("/progress")
    settled.tap("More ›")
    settled.tap("‹ Before")


def test_before_anything_was_done_there_is_nothing_to_show(chat):
    chat.say("/start")
    chat.tap("Neck")
    chat.tap("None of these")
    chat.tap("Nothing")
    change(chat, stage="settled", session=None)
    chat.say("/progress")
    assert "Nothing yet" in chat.text


def test_a_flare_freezes_the_weeks(settled):
    change(settled, streak=replace(settled.me.streak, weeks=2))
    settled.say("/start")
    assert "2 weeks in a row" in settled.text
    in_flare(settled)
    settled.say("/start")
    assert "The weeks wait" in settled.text
    change(settled, flare=None, streak=replace(settled.me.streak, active=(0, 1, 2)))
    settled.say("/start")
    assert "this week is yours" in settled.text


def test_an_effort_is_told_once_and_only_of_its_own_session(settled):
    settled.say("/stretch")
    settled.tap("2")
    settled.finish()
    mark = settled.me.unrated
    for line in (f"effort {mark} so", f"effort {mark + 1} easy", "effort"):
        settled.press(line)
    assert settled.toasts == [EARLIER] * 3
    settled.press(f"effort {mark} easy")
    assert settled.me.progress.pending[-1].good
    settled.press(f"effort {mark} hard")
    assert settled.me.progress.pending[-1].good
    change(settled, unrated=999)
    settled.press("effort 999 easy")
    assert settled.me.unrated == 0


def test_worse_in_a_flare_and_seven_days_of_the_same_name_somebody(settled):
    settled.until("11:00")
    on = in_flare(settled, hours=50)
    settled.store.record(7, [Pain(900, on.since, 6)])
    change(settled, flare=replace(on, peak=7))
    settled.say("6 lower back")
    assert "about the same for two days" in settled.text
    change(settled, flare=replace(on, since=on.since - 8 * DAY, peak=7))
    settled.store.record(7, [Pain(901, on.since - 8 * DAY, 6)])
    settled.say("6 lower back")
    assert settled.me.soon["flare"].at == settled.now
    settled.say("6 lower back")
    assert "calm" in settled.text
    settled.say("8 lower back")
    assert settled.me.care.tier == 1


def test_a_reading_two_up_on_the_way_back_is_a_flare_again(settled):
    settled.wait(5 * DAY)
    since = settled.now - DAY
    settled.store.record(7, [Pain(900, since - 60, 2), Pain(901, since + 60, 2)])
    change(settled, progress=returning(2, since), screened_at=settled.now)
    settled.say("/stretch")
    settled.tap("5")
    assert settled.me.flare is not None
    assert settled.me.progress.way is None


def test_a_reading_two_up_after_a_session_is_a_flare_again_too(settled):
    settled.wait(5 * DAY)
    since = settled.now - DAY
    settled.store.record(7, [Pain(900, since - 60, 2), Pain(901, since + 60, 2)])
    change(settled, progress=returning(2, since), screened_at=settled.now)
    settled.say("/stretch")
    settled.tap("2")
    settled.finish("Same", "5")
    assert settled.me.flare is not None


def test_d5_load_a_level_three_is_earned_by_the_one_below_it(settled):
    book = settled.book
    slug = next(s for s, one in book.stretches.items() if one.level == 3 and one.easier)
    held = replace(bearing.held(settled.me, book, 2, settled.now), first_week=False, strength=True)
    stretch = book.stretches[slug]
    assert not bearing.opens(slug, stretch, settled.me, book, held)
    reached = Progress(ladders={stretch.easier: Ladder(steps=99)})
    assert bearing.opens(slug, stretch, replace(settled.me, progress=reached), book, held)


def test_what_hurt_is_as_if_it_had_not_for_the_reason_why():
    hurt = sore("cat-cow", at=START)
    assert bearing.unhurt(hurt).ladders["cat-cow"] == Ladder()


def test_a_fresh_ten_within_the_hour_of_a_denial_is_care_all_the_same():
    chat = Chat().settle()
    chat.say("9 lower back")
    chat.tap("None") if any(label.startswith("None") for label in chat.labels) else None
    assert chat.me.care.tier == 1


def test_the_day_s_budget_holds_back_a_ping_too_many(settled):
    today = bearing.day(settled.now, settled.me.zone).isoformat()
    change(settled, unasked=replace(settled.me.unasked, day=today, kinds=("desk",) * 10))
    settled.store.save(settled.me, next_due(settled.me, settled.now))
    settled.log.clear()
    settled.wait(6 * 3600)
    assert settled.log == []


def test_little_change_in_six_weeks_names_a_clinician_once(settled):
    settled.wait(45 * DAY)
    rows = [Pain(900 + n, settled.now - n * DAY, 3) for n in range(6)]
    settled.store.record(7, rows)
    progress = replace(settled.me.progress, first=3.0)
    lately = {"cat-cow": Ladder(last=settled.now - DAY)}
    change(settled, screened_at=settled.now, progress=replace(progress, ladders=lately))
    settled.say("/stretch")
    settled.tap("3")
    assert "hasn’t changed much" in settled.text
    assert settled.me.soon["stuck"] == Suggested(settled.now, 3)


def test_the_export_can_be_read_in_the_middle_of_a_session(stepping):
    stepping.say("/export")
    assert '"held"' in dict(stepping.last.media.parts)["settings.json"]
