"""A random walk of taps, commands and words finds no way past an emergency card (FACTS D1)."""

import pytest
from chat import START
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_emergency import FORGED, pictures, said, somebody

from bot.core.talk.said import Alarm, Command, Other, Ping, Tap, Text
from bot.core.values import replace
from bot.routes import MENU, TAPS
from bot.screens.safety.care import HOUR

WORDS = (
    "4 lower back", "9", "done", "chest pain", "no chest pain", "tingling", "I fell", "4 left leg",
    "my dad had a heart attack", "back to stretching", "Germany", "1", "quiet", "it was a mistake",
)  # fmt: skip
ACTS = st.one_of(
    st.integers(0, 30).map(lambda n: ("button", n)),
    st.sampled_from([*FORGED, *TAPS]).map(lambda line: ("line", line)),
    st.builds(
        lambda verb, a, b: ("line", f"{verb} {a} {b}"),
        st.sampled_from(sorted(TAPS)),
        st.sampled_from(["0", "1", "3", "4", "5", "first", "cat-cow", "ask", "morning"]),
        st.sampled_from(["0", "1", "3", "easier", "good"]),
    ),
    st.sampled_from(MENU).map(lambda name: ("command", name)),
    st.sampled_from(WORDS).map(lambda words: ("words", words)),
    st.sampled_from(WORDS).map(lambda words: ("edit", words)),
    st.sampled_from(WORDS).map(lambda words: ("caption", words)),
    st.sampled_from(["checkin 0", "caring", "bell 1 0 0 end"]).map(lambda line: ("alarm", line)),
    st.just(("ping", "2026-11-23T08:00")),
    st.sampled_from([1, 60, HOUR, 86400]).map(lambda seconds: ("wait", seconds)),
)
WALK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def heard_as(act, screen):
    kind, value = act
    shown = [button.tap for row in (screen.rows if screen else ()) for button in row]
    return {
        "button": lambda: Tap(shown[value % len(shown)] if shown else "present"),
        "line": lambda: Tap(value),
        "command": lambda: Command(value),
        "words": lambda: Text(value),
        "edit": lambda: Text(value, edited=True),
        "caption": lambda: Other("photo", "f", value),
        "alarm": lambda: Alarm(value),
        "ping": lambda: Ping("morning", value),
    }[kind]()


def walk(acts):
    """Go the way; stops where the card is lifted, and checks how it was."""
    person, screen, now, named = somebody(0), None, START + 60, None
    for act in acts:
        if act[0] == "wait":
            now += act[1]
            continue
        what = heard_as(act, screen)
        reply = said(person, what, now)
        after = reply.person
        if after.screening not in (None, person.screening):
            named = what.line.split(" ")[0] if isinstance(what, Tap) else ""
        if after.care is None:
            assert person.screening is not None, what
            assert person.screening.why == "care", what
            assert what == Tap(f"clean {person.screening.serial}")
            assert named in ("mistake", "seen")
            assert named == "mistake" or now - person.care.at >= HOUR
            return "lifted"
        assert after.session is None, what
        assert pictures(reply.screen) is None, what
        person, screen = after, reply.screen or screen
    return "stands"


@WALK
@given(st.lists(ACTS, min_size=1, max_size=40))
def test_no_walk_leads_from_an_emergency_card_to_an_exercise_but_the_two_named(acts):
    walk(acts)


def test_the_two_named_ways_are_found():
    assert walk([("line", f"mistake {START}"), ("button", 0)]) == "lifted"
    seen = ("line", f"seen {START}")
    assert walk([("wait", HOUR), seen, ("button", 0)]) == "lifted"
    assert walk([seen, ("button", 0), ("button", 0)]) == "stands"


def test_the_walk_notices_a_guard_that_is_open(monkeypatch):
    monkeypatch.setitem(TAPS, "stretch", replace(TAPS["stretch"], moves=False))
    with pytest.raises(AssertionError):
        walk([("command", "stretch"), ("button", 0)])


def test_a_clean_answer_to_another_question_lifts_nothing():
    assert walk([("line", "signs ask"), ("button", 0), ("line", "clean 4"), ("button", 0)]) == (
        "stands"
    )
