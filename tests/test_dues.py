"""Who is due is read no further than their next ping asks for."""

import pytest

from bot.core.schedule import next_due
from bot.core.silence import Span
from bot.core.talk.person import Person
from bot.core.talk.state import Flare, Pause, Reminders
from bot.core.thinning import Unheard
from bot.core.values import replace
from bot.dues import Dues, _due
from bot.store import Store

NOW = 1_795_521_600
ME = Person(
    7, 7, NOW, zone="Europe/Berlin", stage="settled",
    reminders=Reminders(morning=480, desk=True),
)  # fmt: skip


@pytest.mark.parametrize(
    "person",
    [
        ME,
        replace(ME, pause=Pause(NOW + 99_999)),
        replace(ME, flare=Flare(NOW, 8)),
        replace(ME, silences=(Span(NOW, NOW + 40_000),)),
        replace(ME, busy=(Span(NOW, NOW + 40_000),), holidays=(739_949,)),
        replace(ME, quiet_day="2026-11-25", unheard=Unheard(8, 739_900)),
        replace(ME, zone="Pacific/Apia", reminders=Reminders(morning=0, quiet=(0, 420))),
    ],
)
def test_the_next_ping_of_somebody_half_read_is_that_of_the_whole_person(person):
    store = Store(None)
    store.save(person, next_due(ME, NOW))
    ((read, _),) = _due(
        store.rows("SELECT state, next_ping, next_kind, next_slot FROM people WHERE id = 7")
    )
    assert not hasattr(read, "moves")
    assert (read.id, next_due(read, NOW)) == (7, next_due(person, NOW))
    store.close()


def test_nobody_is_claimed_before_their_time():
    store = Store(None)
    due = next_due(ME, NOW)
    store.save(ME, due)
    dues = Dues(store)
    assert not dues.claim(due.at - 1)
    assert store.rows("SELECT * FROM pings") == []
    dues.claim_of(ME, due, due.at)
    assert store.rows("SELECT kind, state FROM pings") == [(due.kind, "owed")]
    store.close()
