"""Public holidays and work days of a country: desk breaks rest then, mornings do not."""

import subprocess
import sys
from datetime import date

import pytest
from chat import Chat

from bot.core.schedule import epoch, local, next_due
from bot.core.talk.state import Reminders
from bot.core.values import replace
from bot.places import first_day, holidays, work_days
from bot.screens.settings import freedays

DAY = 86400
CHRISTMAS = date(2026, 12, 25)  # a Friday
EVE = epoch(date(2026, 12, 24), 600, "Europe/Berlin")


@pytest.fixture
def chat():
    chat = Chat(now=EVE).settle()  # 10:00 in Berlin on Christmas Eve
    yield chat
    chat.store.close()


WEEKS = [
    ("DE", (0, 1, 2, 3, 4), 0),
    ("US", (0, 1, 2, 3, 4), 6),
    ("EG", (0, 1, 2, 3, 6), 5),
    ("IL", (0, 1, 2, 3, 6), 6),
    ("IR", (0, 1, 2, 3, 5, 6), 5),
    ("AE", (0, 1, 2, 3, 4), 0),
    ("XX", (0, 1, 2, 3, 4), None),
    ("", (0, 1, 2, 3, 4), 0),
]


@pytest.mark.parametrize(("country", "days", "first"), WEEKS)
def test_the_week_of_a_country(country, days, first):
    assert work_days(country) == days
    assert first in (None, first_day(country))


def test_the_holidays_of_a_country_are_those_of_all_of_it():
    days = {date.fromordinal(on).isoformat() for on in holidays("DE", 2026)}
    assert {"2026-01-01", "2026-04-03", "2026-12-25", "2026-12-26"} <= days
    assert "2026-01-06" not in days  # only in some of its states
    assert date(2026, 7, 4).toordinal() in holidays("us", 2026)
    assert holidays("ZZ", 2026) == holidays("", 2026) == ()
    assert holidays("IN", 2060)  # estimated, without a word in any log


def test_the_library_is_not_loaded_at_start():
    code = "import bot.app, bot.places, sys; print('holidays' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_desk_breaks_rest_on_a_holiday_and_the_morning_comes(chat):
    assert "No desk breaks tomorrow: a public holiday." in chat.text
    chat.wait(14 * 3600)
    seen = len(chat.log)
    chat.wait(DAY)
    came = chat.log[seen:]
    assert len(came) == 1
    assert "[Already moved]" in came[0]
    assert "Time to move" not in came[0]
    slots = [slot for (slot,) in chat.store.rows("SELECT slot FROM pings WHERE kind = 'desk'")]
    assert "2026-12-25" not in {slot[:10] for slot in slots}


def test_one_tap_brings_breaks_on_holidays_and_another_takes_them_back(chat):
    chat.say("/settings")
    chat.tap("Desk breaks")
    assert "They rest on public holidays (Germany). The next: tomorrow." in chat.text
    chat.tap("☑ Rest on public holidays")
    assert "They come on public holidays too." in chat.text
    assert chat.me.holidays == ()
    tomorrow = epoch(CHRISTMAS, 540, "Europe/Berlin")
    assert next_due(chat.me, tomorrow).slot.startswith("2026-12-25")
    chat.tap("☐ Rest on public holidays")
    assert CHRISTMAS.toordinal() in chat.me.holidays


def test_another_country_has_other_holidays(chat):
    chat.store.save(replace(chat.me, country="EG"), None)
    chat.say("/settings")
    assert CHRISTMAS.toordinal() not in chat.me.holidays
    assert chat.me.holidays_of == "EG 2026"
    chat.store.save(replace(chat.me, country="UA"), None)  # none in its law just now
    chat.say("/settings")
    chat.tap("Desk breaks")
    assert "public holidays (" not in chat.text


def test_a_new_year_and_an_old_row_learn_their_holidays_with_their_next_ping(chat):
    chat.store.save(replace(chat.me, holidays=(), holidays_of="DE 2025"), None)
    new_year = epoch(date(2027, 1, 1), 620, "Europe/Berlin")
    person = replace(chat.me, holidays=(), holidays_of="")
    due = next_due(person, new_year - 1)
    assert due.kind == "desk"
    chat.store.save(person, due)
    chat.now = new_year
    chat.app.tick(new_year)
    seen = len(chat.log)
    chat.drain()
    assert not any("Time to move" in one for one in chat.log[seen:])  # it is a holiday
    known = freedays.known(person, new_year)
    assert date(2028, 1, 1).toordinal() in known.holidays
    assert freedays.known(known, new_year) is known


def test_who_wants_no_breaks_keeps_no_holidays(chat):
    assert chat.me.holidays
    chat.say("/settings")
    chat.tap("Desk breaks")
    chat.tap("Turn off")
    assert (chat.me.holidays, chat.me.holidays_of) == ((), "")


def settled_in(city, **told):
    chat = Chat()
    chat.settle(city=city, **told)
    return chat


def test_the_work_days_begin_as_the_countrys_own():
    chat = settled_in("Cairo")
    assert chat.me.reminders.days == (0, 1, 2, 3, 6)
    chat.say("/settings")
    chat.tap("Desk breaks")
    days = [button.label for row in chat.last.rows for button in row if button.label[0] in "☑☐"][:7]
    assert [day[2:] for day in days] == ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"]
    assert [day[0] for day in days] == ["☐", "☑", "☑", "☑", "☑", "☑", "☐"]
    assert "(Sun, Mon, Tue, Wed and Thu)" in chat.text or "Sun, Mon, Tue, Wed, Thu" in chat.text
    weekdays = set()
    due = next_due(chat.me, chat.now)
    for _ in range(40):
        if due.kind == "desk":
            weekdays.add(local(due.at, chat.me.zone).weekday())
        due = next_due(chat.me, due.at)
    assert weekdays == {0, 1, 2, 3, 6}
    chat.store.close()


def test_breaks_switched_on_later_begin_with_the_countrys_week_and_keep_what_was_chosen():
    chat = settled_in("Cairo", desk=False)
    chat.say("/settings")
    chat.tap("Desk breaks")
    chat.tap("Turn on")
    assert chat.me.reminders.days == (0, 1, 2, 3, 6)
    chat.tap("☑ Mon")
    chat.tap("Turn off")
    chat.tap("Turn on")
    assert chat.me.reminders.days == (1, 2, 3, 6)
    chat.store.close()


def test_a_week_that_was_chosen_stays_also_where_it_is_the_usual_one_elsewhere():
    chat = settled_in("Cairo")
    for line in ("work 4", "free 6", "off", "on"):  # Monday to Friday
        chat.press(f"breaktimes {line}")
    assert chat.me.reminders.days == (0, 1, 2, 3, 4)
    chat.store.close()


def test_work_may_run_over_midnight(chat):
    chat.say("/settings")
    chat.tap("Desk breaks")
    chat.tap("From")
    chat.say("22:00")
    chat.tap("To 17:00")
    chat.say("6 am")
    assert chat.me.reminders.desk_from == 22 * 60
    assert chat.me.reminders.desk_to == 6 * 60
    assert "23:20, 02:00" in chat.text
    chat.tap("To 06:00")
    chat.say("22:30")
    assert "less than an hour" in chat.text
    chat.say("22:00")
    assert "less than an hour" in chat.text
    assert chat.me.reminders.desk_to == 6 * 60


def test_an_old_row_has_its_holidays_on():
    assert Reminders().holidays
