"""Playing along: the film of a whole dose, where there can be one, and when it goes away."""

import pytest
from chat import EARLIER, START, Chat, change, plain

from bot.core.dose import Dose
from bot.core.planning.own import Own
from bot.core.talk.outgoing import Later, Shown
from bot.core.talk.person import Step
from bot.core.talk.screen import Follow, Loop
from bot.core.talk.state import Flare
from bot.core.values import replace
from bot.screens.session.around import NEW

PLAY = "▶ Play along"


def step(chat, **changes):
    """Change the present step and show it anew."""
    session = chat.me.session
    steps = (replace(session.steps[0], **changes), *session.steps[1:])
    change(chat, session=replace(session, steps=steps))
    chat.press(f"step {session.serial} 0")


def films(chat):
    return [one for one in chat.messages.values() if isinstance(one.media, Follow)]


def test_play_brings_the_film_of_the_very_step_and_the_next_tap_takes_it_away(stepping):
    step(stepping, stretch="knee-to-chest", side="left", dose=Dose(2, 4, 8))
    stepping.tap(PLAY)
    (film,) = films(stepping)
    assert film.media == Follow("knee-to-chest", "left", stepping.me.look, 2, 4, 8, 0)
    assert film.silent
    assert "One moment" in stepping.toasts[-1]
    assert "Knee to chest" in plain(film.text)
    assert "words above" in film.instead
    stepping.tap("✓ Done")
    assert films(stepping) == []


@pytest.mark.parametrize(
    ("dose", "there"),
    [
        (Dose(seconds=150), True),
        (Dose(seconds=151), False),
        (Dose(5, 5, 2), True),
        (Dose(3, 10, 2), False),
        (Dose(), False),
    ],
)
def test_a_dose_of_up_to_two_and_a_half_minutes_can_be_played(stepping, dose, there):
    step(stepping, dose=dose)
    assert (PLAY in stepping.labels) is there
    serial = stepping.me.session.serial
    stepping.press(f"play {serial} 0")
    assert bool(films(stepping)) is there
    assert (EARLIER in stepping.toasts) is not there


def test_whoever_wants_no_pictures_is_offered_no_film(stepping):
    change(stepping, pictures=False)
    step(stepping)
    assert PLAY not in stepping.labels


def test_an_own_exercise_has_no_film(stepping):
    change(stepping, own=(Own("my-1", "Heel drops", "Slowly.", Dose(1, 5), ready=True),))
    step(stepping, stretch="my-1", dose=Dose(1, 5), side="", hints=())
    assert PLAY not in stepping.labels


def test_while_a_hold_is_timed_no_film_is_offered(stepping):
    step(stepping, dose=Dose(1, 2, 20))
    stepping.tap("⏱")
    assert PLAY not in stepping.labels


@pytest.mark.parametrize("line", ["play", "play 1", "play 99 0", "play {} 3", "play {} 0 0"])
def test_an_old_or_forged_play_shows_where_we_are(stepping, line):
    stepping.press(line.format(stepping.me.session.serial))
    assert films(stepping) == []
    assert stepping.toasts[-1] == EARLIER


def test_the_next_step_is_known_ahead_so_that_it_can_be_drawn(stepping):
    steps = stepping.me.session.steps
    assert isinstance(steps[1], Step)
    assert stepping.last.ahead == Loop(steps[1].stretch, steps[1].side, stepping.me.look)
    for _ in steps[1:]:
        stepping.tap("✓ Done")
    assert stepping.last.ahead is None


def checking(**known):
    """Somebody who is asked how it is now, at the beginning of a session."""
    chat = Chat().onboard().finish()
    change(chat, **known)
    chat.say("/stretch")
    return chat


def test_the_first_step_is_known_ahead_while_the_pain_is_asked_about():
    chat = checking()
    likely = chat.last.ahead
    chat.tap("2")
    first = chat.me.session.steps[0]
    assert likely == Loop(first.stretch, first.side, chat.me.look)


@pytest.mark.parametrize(
    "known", [{"serial": NEW}, {"pictures": False}, {"flare": Flare(START, 7)}]
)
def test_who_knows_the_pictures_or_wants_none_has_nothing_drawn_ahead(known):
    chat = checking(**known)
    assert "now" in chat.last.rows[0][0].tap
    assert chat.last.ahead is None


def test_a_film_that_is_still_being_made_at_the_next_tap_is_not_sent(stepping):
    app, now = stepping.app, stepping.now
    stepping.drain = lambda: None
    stepping.tap(PLAY)
    app.came(app.take(now, pings=False), Shown(), now)  # the toast
    film = app.take(now, pings=False)
    assert app.still(film)
    stepping.tap("✓ Done")
    assert not app.still(film)
    app.came(film, Later(), now)  # as the mouth says when nobody waits any more
    del stepping.drain
    stepping.drain()
    assert films(stepping) == []
    assert "2 of" in stepping.text


def test_a_film_that_was_sent_at_the_very_moment_of_a_tap_goes_with_the_one_after(stepping):
    app, now = stepping.app, stepping.now
    stepping.drain = lambda: None
    stepping.tap(PLAY)
    app.came(app.take(now, pings=False), Shown(), now)  # the toast
    film = app.take(now, pings=False)
    stepping.tap("✓ Done")
    app.came(film, stepping.show(film), now)
    del stepping.drain
    stepping.drain()
    assert len(films(stepping)) == 1
    stepping.tap("✓ Done")
    assert films(stepping) == []
