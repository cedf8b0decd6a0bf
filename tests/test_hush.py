"""Silence asked for in words: what is understood, what is not, and that pain is never swallowed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from chat import Chat
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import read
from bot.core.hearing.hush import FARTHEST, Tongue, heard
from bot.core.schedule import next_due
from bot.core.silence import Span
from bot.core.values import replace
from bot.texts import weekdays

ZONE = "Europe/Berlin"
WORDS = read().words["en"]
NAMES = [name.lower() for name in weekdays(WORDS, "wide")]
SHORT = [name.lower() for name in weekdays(WORDS)]
TONGUE = Tongue(
    WORDS.quiet,
    {name: n for n, names in enumerate(WORDS.pain.numbers) for name in names},
    {
        name: n
        for names in (NAMES, SHORT)
        for n, name in enumerate(names)
        if name not in WORDS.quiet.no_days
    },
)
MORNING, AFTERNOON = "Mon 23 10:00", "Mon 23 16:10"


def epoch(text):
    """A time such as "Mon 23 10:00" of that November or the next month, in Berlin."""
    _, day, clock = text.split()
    hour, minute = map(int, clock.split(":"))
    month = 11 if int(day) > 20 else 12
    return int(datetime(2026, month, int(day), hour, minute, tzinfo=ZoneInfo(ZONE)).timestamp())


def wish(text, now=MORNING, **how):
    return heard(text, TONGUE, epoch(now), ZONE, **how)


UNDERSTOOD = """
busy till 3                        | Mon 23 10:00 | Mon 23 15:00
Busy till 3!                       | Mon 23 10:00 | Mon 23 15:00
busy till 3️⃣                      | Mon 23 10:00 | Mon 23 15:00
busy till ３                       | Mon 23 10:00 | Mon 23 15:00
quiet tomorrow 9–12                | Tue 24 09:00 | Tue 24 12:00
quiet tomorrow 9-12                | Tue 24 09:00 | Tue 24 12:00
quiet tomorrow 9 — 12              | Tue 24 09:00 | Tue 24 12:00
tomorrow I'm busy 9 – 12           | Tue 24 09:00 | Tue 24 12:00
quiet tomorrow from 9 to 12        | Tue 24 09:00 | Tue 24 12:00
quiet from 9 to 12 tomorrow        | Tue 24 09:00 | Tue 24 12:00
quiet until 15:30                  | Mon 23 10:00 | Mon 23 15:30
busy till 15.30                    | Mon 23 10:00 | Mon 23 15:30
busy till 15h30                    | Mon 23 10:00 | Mon 23 15:30
busy till 15h                      | Mon 23 10:00 | Mon 23 15:00
busy till 1530                     | Mon 23 10:00 | Mon 23 15:30
busy till 3:30                     | Mon 23 10:00 | Mon 23 15:30
busy until about 3                 | Mon 23 10:00 | Mon 23 15:00
in a meeting until 4pm             | Mon 23 10:00 | Mon 23 16:00
I'm in a meeting until 4 p.m.      | Mon 23 10:00 | Mon 23 16:00
busy till half past three          | Mon 23 10:00 | Mon 23 15:30
busy till quarter past three       | Mon 23 10:00 | Mon 23 15:15
busy till quarter to four pls      | Mon 23 10:00 | Mon 23 15:45
busy till noon                     | Mon 23 10:00 | Mon 23 12:00
quiet till midnight                | Mon 23 10:00 | Tue 24 00:00
quiet till 24:00                   | Mon 23 10:00 | Tue 24 00:00
busy till 7:05 am                  | Mon 23 10:00 | Tue 24 07:05
busy till 12 am                    | Mon 23 10:00 | Tue 24 00:00
busy till 07:00                    | Mon 23 10:00 | Tue 24 07:00
busy till 0                        | Mon 23 10:00 | Tue 24 00:00
silent this afternoon              | Mon 23 12:00 | Mon 23 18:00
quiet this morning                 | Mon 23 10:00 | Mon 23 12:00
quiet tonight                      | Mon 23 18:00 | Tue 24 04:00
quiet tonight from 8 to 10         | Mon 23 20:00 | Mon 23 22:00
don't disturb today                | Mon 23 10:00 | Tue 24 04:00
Don’t disturb me today, thanks     | Mon 23 10:00 | Tue 24 04:00
no reminders tomorrow              | Tue 24 04:00 | Wed 25 04:00
quiet tomorrow afternoon please    | Tue 24 12:00 | Tue 24 18:00
tomorrow afternoon quiet 2-4       | Tue 24 14:00 | Tue 24 16:00
quiet friday 9-11                  | Fri 27 09:00 | Fri 27 11:00
quiet on fri 9-11                  | Fri 27 09:00 | Fri 27 11:00
quiet saturday                     | Sat 28 04:00 | Sun 29 04:00
quiet on monday 8-9                | Mon 30 08:00 | Mon 30 09:00
quiet on monday 9-12               | Mon 23 10:00 | Mon 23 12:00
leave me alone until monday        | Mon 23 10:00 | Mon 30 04:00
busy until tomorrow                | Mon 23 10:00 | Tue 24 04:00
quiet until tomorrow morning       | Mon 23 10:00 | Tue 24 07:00
quiet until this evening           | Mon 23 10:00 | Mon 23 18:00
quiet until this morning           | Mon 23 10:00 | Tue 24 07:00
silence until saturday evening     | Mon 23 10:00 | Sat 28 18:00
busy till 3 tomorrow               | Mon 23 10:00 | Tue 24 15:00
tomorrow quiet until 3             | Tue 24 04:00 | Tue 24 15:00
busy for 2 hours                   | Mon 23 10:00 | Mon 23 12:00
busy for an hour and a half        | Mon 23 10:00 | Mon 23 11:30
busy for one and a half hours      | Mon 23 10:00 | Mon 23 11:30
busy for the next 1.5 hours        | Mon 23 10:00 | Mon 23 11:30
mute for half an hour              | Mon 23 10:00 | Mon 23 10:30
mute for 1h 30min                  | Mon 23 10:00 | Mon 23 11:30
dnd 2h                             | Mon 23 10:00 | Mon 23 12:00
quiet 45 min                       | Mon 23 10:00 | Mon 23 10:45
quiet 1-3pm                        | Mon 23 13:00 | Mon 23 15:00
quiet 11-2pm                       | Mon 23 11:00 | Mon 23 14:00
quiet 9-5                          | Mon 23 10:00 | Mon 23 17:00
quiet 2-4                          | Mon 23 14:00 | Mon 23 16:00
do not disturb between 2 and 4     | Mon 23 14:00 | Mon 23 16:00
quiet from 22 to 6                 | Mon 23 22:00 | Tue 24 06:00
quiet from 3                       | Mon 23 15:00 | Tue 24 04:00
quiet from 9                       | Tue 24 09:00 | Wed 25 04:00
quiet 8-9                          | Tue 24 08:00 | Tue 24 09:00
quiet tomorrow from 5 to 8am       | Tue 24 05:00 | Tue 24 08:00
"""

PARTS = """
busy until 11 tonight              | Mon 23 10:00 | Mon 23 23:00
quiet until 10 this evening        | Mon 23 10:00 | Mon 23 22:00
busy until 9 in the evening        | Mon 23 10:00 | Mon 23 21:00
quiet until 12 in the evening      | Mon 23 10:00 | Tue 24 00:00
quiet until 12 tonight             | Mon 23 10:00 | Tue 24 00:00
quiet until 2 at night             | Mon 23 10:00 | Tue 24 02:00
quiet until 1am tonight            | Mon 23 10:00 | Tue 24 01:00
quiet until 3 in the afternoon     | Mon 23 10:00 | Mon 23 15:00
quiet until 8 in the morning       | Mon 23 10:00 | Tue 24 08:00
quiet until 11 in the morning      | Mon 23 10:00 | Mon 23 11:00
quiet tonight until 11             | Mon 23 18:00 | Mon 23 23:00
quiet tonight till 2               | Mon 23 18:00 | Tue 24 02:00
quiet tonight from 10              | Mon 23 22:00 | Tue 24 04:00
quiet tonight at 8 for 2 hours     | Mon 23 20:00 | Mon 23 22:00
quiet from this afternoon          | Mon 23 12:00 | Tue 24 04:00
quiet tonight until tomorrow 9     | Mon 23 18:00 | Tue 24 09:00
busy from 2 until the evening      | Mon 23 14:00 | Mon 23 18:00
quiet this afternoon until 4       | Mon 23 12:00 | Mon 23 16:00
quiet tomorrow evening 7-9         | Tue 24 19:00 | Tue 24 21:00
quiet 9 to 11 tonight              | Mon 23 21:00 | Mon 23 23:00
quiet from 11 in the morning to 3 in the afternoon | Mon 23 11:00 | Mon 23 15:00
busy until 9 today                 | Mon 23 10:00 | Mon 23 21:00
busy until 1am today               | Mon 23 10:00 | Tue 24 01:00
quiet today until midnight         | Mon 23 10:00 | Tue 24 00:00
quiet friday until midnight        | Fri 27 04:00 | Sat 28 00:00
quiet tomorrow until 3am           | Tue 24 04:00 | Wed 25 03:00
quiet from midnight                | Tue 24 00:00 | Tue 24 04:00
quiet from midnight to 6           | Tue 24 00:00 | Tue 24 06:00
"""

RANGES = """
busy 8-10pm                        | Mon 23 20:00 | Mon 23 22:00
busy from 9 to 11pm                | Mon 23 21:00 | Mon 23 23:00
quiet 7-9pm                        | Mon 23 19:00 | Mon 23 21:00
quiet 10-11 pm                     | Mon 23 22:00 | Mon 23 23:00
quiet 11-1pm                       | Mon 23 11:00 | Mon 23 13:00
quiet 9-5pm                        | Mon 23 10:00 | Mon 23 17:00
quiet 10-2am                       | Mon 23 22:00 | Tue 24 02:00
quiet 6 to 12am                    | Mon 23 18:00 | Tue 24 00:00
quiet 9 to midnight                | Mon 23 21:00 | Tue 24 00:00
quiet 11-noon                      | Mon 23 11:00 | Mon 23 12:00
quiet 8-11am                       | Mon 23 10:00 | Mon 23 11:00
quiet 9pm-11                       | Mon 23 21:00 | Mon 23 23:00
quiet 9pm to 1                     | Mon 23 21:00 | Tue 24 01:00
quiet 11-22                        | Mon 23 11:00 | Mon 23 22:00
quiet 1-15                         | Mon 23 13:00 | Mon 23 15:00
quiet 22-6 tomorrow                | Mon 23 22:00 | Tue 24 06:00
quiet from 3pm until 9am tomorrow  | Mon 23 15:00 | Tue 24 09:00
quiet tomorrow, 9-12               | Tue 24 09:00 | Tue 24 12:00
quiet from 3pm until tomorrow      | Mon 23 15:00 | Tue 24 04:00
quiet from 3 until tomorrow 9      | Mon 23 15:00 | Tue 24 09:00
quiet friday 10pm to saturday 2am  | Fri 27 22:00 | Sat 28 02:00
quiet from friday 8 to friday 9    | Fri 27 08:00 | Fri 27 09:00
quiet friday 10am until friday 8   | Fri 27 10:00 | Fri 27 20:00
quiet from friday 3pm to monday 9am | Fri 27 15:00 | Mon 30 09:00
quiet friday to sunday             | Fri 27 04:00 | Mon 30 04:00
quiet from tomorrow to friday      | Tue 24 04:00 | Sat 28 04:00
quiet on friday and saturday       | Fri 27 04:00 | Sun 29 04:00
quiet friday until tuesday         | Fri 27 04:00 | Wed 02 04:00
"""

DAYS = """
quiet until monday 9               | Mon 23 10:00 | Mon 30 09:00
quiet until monday 11              | Mon 23 10:00 | Mon 23 11:00
busy until friday at 3pm           | Mon 23 10:00 | Fri 27 15:00
quiet until friday noon            | Mon 23 10:00 | Fri 27 12:00
mute until tomorrow 9am            | Mon 23 10:00 | Tue 24 09:00
quiet until 3 on friday            | Mon 23 10:00 | Fri 27 15:00
busy till 4 p.m. tomorrow          | Mon 23 10:00 | Tue 24 16:00
Busy all day tomorrow              | Tue 24 04:00 | Wed 25 04:00
busy all day                       | Mon 23 10:00 | Tue 24 04:00
busy for the rest of the day       | Mon 23 10:00 | Tue 24 04:00
busy for the rest of the afternoon | Mon 23 12:00 | Mon 23 18:00
quiet for today                    | Mon 23 10:00 | Tue 24 04:00
this weekend quiet                 | Sat 28 00:00 | Mon 30 04:00
no pings over the weekend please   | Sat 28 00:00 | Mon 30 04:00
quiet this weekend morning         | Sat 28 04:00 | Sun 29 12:00
quiet until the weekend            | Mon 23 10:00 | Sat 28 04:00
quiet the day after tomorrow 9-12  | Wed 25 09:00 | Wed 25 12:00
busy thurs 9 to 12                 | Thu 26 09:00 | Thu 26 12:00
quiet on 2026-11-25 9-12           | Wed 25 09:00 | Wed 25 12:00
quiet 25 November 9-12             | Wed 25 09:00 | Wed 25 12:00
quiet November 25th, 9-12          | Wed 25 09:00 | Wed 25 12:00
quiet on the 25th of november 2026 | Wed 25 04:00 | Thu 26 04:00
quiet until the 25th               | Mon 23 10:00 | Wed 25 04:00
quiet until the 5th at 9           | Mon 23 10:00 | Sat 05 09:00
quiet in 2 days                    | Wed 25 04:00 | Thu 26 04:00
quiet from now until 3             | Mon 23 10:00 | Mon 23 15:00
"""

LENGTHS = """
busy for the next hour             | Mon 23 10:00 | Mon 23 11:00
busy the next 2 hours              | Mon 23 10:00 | Mon 23 12:00
busy another hour                  | Mon 23 10:00 | Mon 23 11:00
quiet 1h30                         | Mon 23 10:00 | Mon 23 11:30
quiet 1h 30m                       | Mon 23 10:00 | Mon 23 11:30
quiet for 9h30                     | Mon 23 10:00 | Mon 23 19:30
quiet for 2 hours and 30 minutes   | Mon 23 10:00 | Mon 23 12:30
quiet pls 2h                       | Mon 23 10:00 | Mon 23 12:00
snooze 2 hours                     | Mon 23 10:00 | Mon 23 12:00
busy for a couple of hours         | Mon 23 10:00 | Mon 23 12:00
busy for 2-3 hours                 | Mon 23 10:00 | Mon 23 13:00
busy for 2 or 3 hours              | Mon 23 10:00 | Mon 23 13:00
quiet for 2 days                   | Mon 23 10:00 | Wed 25 10:00
quiet for a week                   | Mon 23 10:00 | Mon 30 10:00
busy from 3 for 2 hours            | Mon 23 15:00 | Mon 23 17:00
busy at 3pm for an hour            | Mon 23 15:00 | Mon 23 16:00
busy tomorrow at 9 for 2 hours     | Tue 24 09:00 | Tue 24 11:00
quiet in 1 hour for 2 hours        | Mon 23 11:00 | Mon 23 13:00
quiet in 5 days until 5            | Sat 28 10:00 | Sat 28 17:00
quiet in an hour until 5           | Mon 23 11:00 | Mon 23 17:00
busy today for 2 hours             | Mon 23 10:00 | Mon 23 12:00
"""

SPOKEN = """
don't bother me till 3             | Mon 23 10:00 | Mon 23 15:00
do not ping until 3                | Mon 23 10:00 | Mon 23 15:00
I have a meeting until 3           | Mon 23 10:00 | Mon 23 15:00
meetings all day                   | Mon 23 10:00 | Tue 24 04:00
busy morning until 11              | Mon 23 10:00 | Mon 23 11:00
meeting until 3                    | Mon 23 10:00 | Mon 23 15:00
I'm very busy until 3              | Mon 23 10:00 | Mon 23 15:00
can you be quiet until 3           | Mon 23 10:00 | Mon 23 15:00
busy till 3 or 4                   | Mon 23 10:00 | Mon 23 16:00
busy till 20 past 3                | Mon 23 10:00 | Mon 23 15:20
busy till five thirty              | Mon 23 10:00 | Mon 23 17:30
busy until 2030                    | Mon 23 10:00 | Mon 23 20:30
"""

NIGHT = """
no pings today                     | Tue 24 01:30 | Tue 24 04:00
quiet tonight                      | Tue 24 01:30 | Tue 24 04:00
until tomorrow quiet               | Tue 24 01:30 | Tue 24 04:00
quiet tomorrow                     | Tue 24 04:00 | Wed 25 04:00
quiet tomorrow 9-12                | Tue 24 09:00 | Tue 24 12:00
quiet tuesday                      | Tue 24 04:00 | Wed 25 04:00
quiet today 9-12                   | Tue 24 09:00 | Tue 24 12:00
quiet this morning                 | Tue 24 04:00 | Tue 24 12:00
quiet until 9 this evening         | Tue 24 01:30 | Tue 24 21:00
quiet until this evening           | Tue 24 01:30 | Tue 24 18:00
quiet till 3                       | Tue 24 01:30 | Tue 24 03:00
quiet 22-6                         | Tue 24 01:30 | Tue 24 06:00
quiet 9-12                         | Tue 24 09:00 | Tue 24 12:00
quiet from 9 until wednesday       | Tue 24 09:00 | Wed 25 04:00
quiet from 9 until wednesday 10    | Tue 24 09:00 | Wed 25 10:00
"""

LATE = """
busy till 3                        | Mon 23 16:10 | Tue 24 03:00
quiet until 15:30                  | Mon 23 16:10 | Tue 24 15:30
quiet 9-12                         | Tue 24 09:00 | Tue 24 12:00
silent this afternoon              | Mon 23 16:10 | Mon 23 18:00
quiet 3-5                          | Mon 23 16:10 | Mon 23 17:00
"""


def rows(table):
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


MANY = UNDERSTOOD + PARTS + RANGES + DAYS + LENGTHS + SPOKEN


@pytest.mark.parametrize(("text", "since", "until"), [row for row in rows(MANY) if len(row) > 1])
def test_what_is_understood_in_the_morning(text, since, until):
    found = wish(text)
    assert (found.span, found.rest) == (Span(epoch(since), epoch(until)), "")


@pytest.mark.parametrize(("text", "since", "until"), rows(LATE))
def test_a_time_that_has_passed_is_meant_for_the_next_time_it_comes(text, since, until):
    assert wish(text, AFTERNOON).span == Span(epoch(since), epoch(until))


@pytest.mark.parametrize(("text", "since", "until"), rows(NIGHT))
def test_a_day_lasts_until_four_in_the_morning(text, since, until):
    assert wish(text, "Tue 24 01:30").span == Span(epoch(since), epoch(until))


def test_a_weekend_that_has_begun_is_this_one():
    for now in ("Sat 28 10:00", "Sun 29 10:00", "Mon 30 01:30"):
        assert wish("quiet this weekend", now).span == Span(epoch(now), epoch("Mon 30 04:00"))


def test_an_hour_that_comes_twice_is_the_one_ahead():
    first = int(datetime(2026, 10, 25, 2, 10, tzinfo=ZoneInfo(ZONE)).timestamp())
    second, later = first + 3600, first + 40 * 60  # 02:10 again, and 02:50 the first time
    for now, ends in ((first, first + 1200), (second, second + 1200), (later, second + 1200)):
        assert heard("busy till 2:30", TONGUE, now, ZONE).span == Span(now, ends)
    assert heard("quiet 1-2:30am", TONGUE, second, ZONE).span == Span(second, second + 1200)


@pytest.mark.parametrize(
    "text",
    [
        "quiet today 9-12", "quiet this morning", "quiet today until 3", "quiet until today",
        "quiet until 3 this afternoon", "quiet on 2026-11-20",
    ],
)  # fmt: skip
def test_a_day_that_was_named_is_not_made_another(text):
    assert wish(text, AFTERNOON).how == "past"


@pytest.mark.parametrize(
    "text",
    [
        "busy",
        "quiet please",
        "busy at 3",
        "quiet until 25:00",
        "busy till 12345",
        "quiet in three weeks",
        "busy at 9", "busy 5", "busy 3 or 4", "busy at 9 and 10", "quiet tomorrow at 10",
        "busy tomorrow for 2 hours", "quiet tonight for 2 hours", "quiet from friday for 2 hours",
        "quiet for 2 hours until 5", "quiet in an hour", "quiet in an hour from 3",
        "quiet in 2 days 9-12", "quiet from friday", "quiet 9h30", "quiet for 1:30",
        "busy 10-11 and 14-15", "busy 10-11 and 14-15 in the office", "quiet monday and friday",
        "quiet tomorrow, 8 to 10 and 3 to 5", "busy till 3 and quiet tomorrow",
        "tomorrow 9-12 and busy friday", "busy till 3, tomorrow 9-12", "busy till ten to four",
        "busy till 8 and 9",
        "busy after 3", "quiet every day 9-12", "quiet on mondays 9-12", "quiet next week",
        "I have a meeting tomorrow", "meetings today", "meeting this afternoon",
        "busy until later", "quiet for ages", "no pings from now on", "meeting",
        "quiet until 2026", "quiet 5/12", "quiet until 24/12", "quiet 24 to 26 november",
        "quiet from 24 to 26 november", "quiet on 30 february", "quiet until 24 december",
        "quiet 2026-13-40", "quiet until 13 pm",
    ],
)  # fmt: skip
def test_a_wish_without_a_time_is_asked_about(text):
    assert wish(text).how == "unclear"


@pytest.mark.parametrize("text", ["busy day", "quiet breathing", "3", "sat in a meeting till 3",
    "busy, 5 neck", "the quiet room hurts", "", "busy week", "busy weekend", "quiet mornings",
    "busy morning", "a quiet night", "busy yesterday",
    "meeting was long", "busy off and on", "day off", "back locked up since 3",
    "can't sit until 3", "pain for 2 days", "numb for 2 hours", "it hurts to 5 when I sit",
    "was in meetings until 5", "until 3", "for 2 hours", "tomorrow 9-12",
    "pain free now"])  # fmt: skip
def test_what_asks_for_no_silence_is_left_alone(text):
    assert wish(text) is None


def test_a_question_that_is_open_needs_no_word_for_quiet():
    assert wish("till 3", asked=True).span.until == epoch("Mon 23 15:00")
    assert wish("2 hours", asked=True).span.until == epoch("Mon 23 12:00")
    assert wish("tomorrow", asked=True).span.since == epoch("Tue 24 04:00")
    for text in ("hello", "", "5"):
        assert wish(text, asked=True).how == "unclear"


RESTS = [
    ("busy till 3, back hurts 5", "back hurts 5", True),
    ("back hurts 5, busy till 3", "back hurts 5", True),
    ("quiet until 3:00 and my neck is a 4", "my neck is a 4", True),
    ("in meetings all day, neck 6", "neck 6", False),
    ("busy for 2 hours. lower back 6", "lower back 6", False),
    ("busy today, 4-5 lower back", "4 - 5 lower back", False),
    ("busy till 3 lower back 4", "lower back 4", True),
    ("busy until monday 4 in my neck", "4 in my neck", True),
    ("busy tomorrow 4 neck", "4 neck", True),
    ("busy for 2 hours 10 neck", "10 neck", False),
    ("busy for 2 days, neck 6", "neck 6", False),
    ("busy till 3, every step hurts 5", "every step hurts 5", True),
    ("busy till 3, yesterday my back was 5", "yesterday my back was 5", True),
    ("busy till 3. Tomorrow I see a doctor", "tomorrow i see a doctor", True),
    ("busy till 3, tomorrow I see a doctor", "tomorrow i see a doctor", True),
    ("busy till 3, 4", "4", True),
]


@pytest.mark.parametrize(("text", "rest", "sure"), RESTS)
def test_what_else_was_said_is_handed_on(text, rest, sure):
    found = wish(text)
    assert (found.rest, found.sure) == (rest, sure)


def test_more_than_two_weeks_are_for_a_pause():
    assert wish("quiet for two weeks").span
    assert FARTHEST == 14 * 86400
    assert heard("quiet for 400 hours", TONGUE, 0, ZONE).span.until == FARTHEST


def test_a_silence_is_ended_by_words():
    assert wish("not busy anymore").over
    assert wish("I'm free").over
    for text in ("quiet off", "please quiet off", "free now", "stop quiet", "no longer quiet",
        "I'm available"):  # fmt: skip
        assert wish(text).over
    assert wish("off") is None
    assert wish("off", asked=True).over
    assert not wish("over the weekend", asked=True).over
    assert wish("im free of pain").rest == "pain"


SAID = st.lists(
    st.sampled_from(
        sorted(
            {word for line in rows(MANY) for word in line[0].split()}
            | {*"–-,.h59", "24:00", "99", "back hurts"}
        )
    ),
    max_size=9,
).map(" ".join)


PIECES = """
busy|quiet|until 3|until 11 tonight|until friday|until friday 9|until midnight|until the evening
until 1am|from 3|from friday|from 22 to 6|9-12|8-10pm|for 2 hours|for 2 days|for 99999 weeks
in an hour|in 5 days|in 99999 weeks|tomorrow|today|this weekend|tonight|in the morning|monday
all day|the 31st|25 november|29 february|2026-11-25|at 9|at 3pm|at noon|12 am|0|24
and|or|to|,|-|after|every|yesterday
"""
CHUNKS = st.lists(
    st.sampled_from(PIECES.strip().replace("\n", "|").split("|")),
    max_size=6,
).map(" ".join)


@settings(max_examples=1500, derandomize=True, deadline=None)
@given(SAID | CHUNKS, st.integers(0, 7 * 86400), st.booleans())
def test_whatever_is_said_a_silence_lies_ahead_and_is_short(words, later, asked):
    now = epoch(MORNING) + later
    found = heard(words, TONGUE, now, ZONE, asked=asked)
    if found is not None and found.span is not None:
        assert now <= found.span.since < found.span.until <= now + FARTHEST
    assert found is None or (found.span is None) == bool(found.how or found.over)


# In the chat


@pytest.fixture
def chat():
    chat = Chat().settle()
    yield chat
    chat.store.close()


def test_the_answer_says_what_was_understood_and_what_comes_next(chat):
    chat.say("busy till 3")
    assert chat.text == "Quiet until 15:00.\n\nNext: a desk break, today at 15:40."
    assert chat.me.silences == (Span(chat.now, chat.now + 6 * 3600),)
    chat.wait(5 * 3600)
    assert "Time to move" not in chat.log[-1]
    chat.tap("Undo")
    assert chat.me.silences == ()
    assert "taken back" in chat.text


def test_a_pain_and_a_silence_in_one_message_are_both_heard(chat):
    chat.say("busy till 3, back hurts 5")
    assert chat.journal.pains[-1].level == 5
    assert len(chat.me.silences) == 1
    assert "Quiet until 15:00." in chat.seen()
    assert "Logged 5" in chat.seen()


NOT_PAIN = ["busy till 8 or 9", "busy at 9", "quiet tomorrow at 10", "quiet until monday 9",
    "quiet tomorrow 9-12 and 7-9", "busy till 3, 4", "quiet tomorrow, 8 to 10", "busy 5",
    "busy till 8 and 9 tomorrow", "/quiet 9"]  # fmt: skip


@pytest.mark.parametrize("words", NOT_PAIN)
def test_a_number_of_a_wish_is_not_asked_about_as_pain(chat, words):
    chat.say(words)
    assert "how strong the pain" not in chat.seen()
    assert "simple bot" not in chat.text


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("busy till 3, lower back 4", 4),
        ("busy till 3, pain 4", 4),
        ("busy at 9, lower back 4", 4),
        ("busy 4 neck", 4),
        ("busy until monday 4 neck", 4),
        ("busy 10-11 and 14-15, neck 4", 4),
        ("busy every day, back is a 4", 4),
    ],
)
def test_pain_beside_a_wish_is_logged_whether_the_wish_is_clear_or_not(chat, words, level):
    chat.say(words)
    assert chat.journal.pains[-1].level == level


@pytest.mark.parametrize("words", ["busy today 4-5 lower back", "busy at 3, it's a 5 now"])
def test_what_may_be_pain_is_asked_about(chat, words):
    chat.say(words)
    assert "how strong the pain" in chat.seen()
    assert "Log 5" in chat.labels


def test_a_number_answers_the_question_about_pain_whatever_else_is_said(chat):
    chat.say("/pain")
    chat.say("busy till 3, 4")
    assert chat.journal.pains[-1].level == 4
    assert chat.me.silences
    chat.say("/pain")
    chat.say("busy 5")
    assert chat.journal.pains[-1].level == 5


def test_a_bare_number_while_silence_is_asked_about_may_be_pain(chat):
    chat.say("/quiet")
    chat.say("5")
    assert "how strong the pain" in chat.text


@pytest.mark.parametrize("words", ["/quiet off", "quiet off", "off"])
def test_a_silence_is_switched_off(chat, words):
    chat.say("busy till 5")
    chat.say("/quiet")
    chat.say(words)
    assert chat.me.silences == ()


def test_no_pings_today_holds_in_the_night(chat):
    told = replace(chat.me.reminders, desk_from=22 * 60, desk_to=6 * 60, morning=None)
    chat.store.save(replace(chat.me, reminders=told), None)
    chat.say("/settings")
    chat.until("01:30", zone_minutes=60)
    chat.say("no pings today")
    assert next_due(chat.me, chat.now).at == epoch("Tue 24 04:40")


def test_strong_pain_is_a_flare_whatever_else_is_said(chat):
    chat.say("quiet until 4pm, my back is an 8")
    assert chat.me.flare is not None
    assert chat.journal.pains[-1].level == 8


def test_a_warning_sign_wins(chat):
    chat.say("busy till 3, I can't feel between my legs")
    assert chat.me.care is not None


@pytest.mark.parametrize("words", ["in meetings all day, neck 6", "busy for 2 hours, neck hurts 6"])
def test_what_may_tell_why_it_hurts_is_pain_alone(chat, words):
    chat.say(words)
    assert chat.journal.pains[-1].level == 6
    assert chat.me.silences == ()


@pytest.mark.parametrize("words", ["im free of pain", "no pain, not busy"])
def test_free_of_pain_ends_no_silence(chat, words):
    chat.say("busy till 3")
    chat.say(words)
    assert chat.me.silences


def test_pain_is_logged_while_the_question_about_silence_is_open(chat):
    chat.say("/quiet")
    chat.say("5 lower back")
    assert chat.journal.pains[-1].level == 5
    chat.say("/quiet")
    chat.say("when the moon is out")
    assert "until when" in chat.text
    chat.say("tomorrow 9-12")
    assert "Quiet tomorrow, 09:00 – 12:00." in chat.text
    chat.say("/quiet my back hurts 4")
    assert chat.journal.pains[-1].level == 4
    chat.say("/quiet numb between the legs")
    assert chat.me.care is not None


def test_a_silence_in_the_middle_of_a_session_leaves_it_alone(chat):
    chat.say("/stretch")
    chat.tap("2")
    session = chat.me.session
    chat.say("busy till 3")
    assert chat.me.session == session
    assert chat.me.silences
    chat.tap("✓ Done")
    assert chat.me.session.at == session.at + 1


def test_a_check_question_takes_the_pain_of_a_message_with_both(chat):
    chat.say("/pain")
    chat.say("busy till 3, 4 neck")
    assert chat.journal.pains[-1].level == 4
    assert chat.me.silences


def test_the_list_shows_each_silence_and_takes_it_back(chat):
    chat.say("quiet tomorrow 9-12")
    chat.say("quiet friday 14:00-15:00")
    chat.say("/quiet")
    assert chat.labels[:2] == ["✕ tomorrow, 09:00 – 12:00", "✕ Friday, 27 November, 14:00 – 15:00"]
    line = chat.last.rows[0][0].tap
    chat.tap("✕ tomorrow")
    assert len(chat.me.silences) == 1
    chat.press(line)
    assert len(chat.me.silences) == 1


def test_buttons_set_silences_once(chat):
    chat.say("/settings")
    chat.tap("Quiet times")
    line = chat.last.rows[0][0].tap
    chat.press(line)
    chat.press(line)
    assert chat.me.silences == (Span(chat.now, chat.now + 3600),)
    chat.tap("2 hours")
    assert chat.me.silences == (Span(chat.now, chat.now + 7200),)
    chat.tap("Till tomorrow morning")
    assert "until tomorrow, 07:00" in chat.text
    chat.wait(86400)
    for stale in (line, "quiet until 99999999999", "quiet until x", "quiet what", "quiet drop 1 2"):
        chat.press(stale)
    assert chat.me.silences == ()


def test_this_evening_is_offered_while_it_is_day(chat):
    chat.wait(10 * 3600)
    chat.say("/quiet")
    assert "Till this evening" not in chat.labels


def test_silences_that_are_over_are_forgotten(chat):
    chat.say("quiet 45 min")
    chat.wait(3600)
    chat.say("/settings")
    assert chat.me.silences == ()


def test_being_back_ends_the_one_that_holds_and_keeps_the_others(chat):
    chat.say("busy till 3")
    chat.say("quiet tomorrow 9-12")
    chat.say("I'm free again")
    assert len(chat.me.silences) == 1
    assert "today at 13:00" in chat.text


def test_there_is_an_end_to_planning(chat):
    spans = tuple(Span(chat.now + n * 7200, chat.now + n * 7200 + 60) for n in range(1, 21))
    chat.store.save(replace(chat.me, silences=spans), None)
    chat.say("busy till 10:30")
    assert chat.me.silences == spans
    assert "more silence than" in chat.text


def test_before_the_first_talk_there_is_nothing_to_silence():
    chat = Chat()
    chat.say("/quiet till 3")
    chat.say("busy till 3")
    assert chat.me is None or chat.me.silences == ()
    chat.store.close()


@pytest.mark.parametrize(
    "words", ["busy till 3", "/quiet till 3", "/quiet", "busy", "busy for 2 hours"]
)
def test_without_a_zone_a_silence_asks_for_it_first(words):
    chat = Chat().onboard()
    session = chat.me.session
    chat.press(f"quiet until {chat.now + 3600}")  # forged: no such button is shown
    assert chat.me.silences == ()
    chat.say(words)
    assert "time zone first" in chat.text
    assert chat.me.silences == ()
    assert chat.me.session == session
    chat.tap("Set the time zone")
    chat.say("Lisbon")
    chat.say("busy till 10:30")
    assert "Quiet until" in chat.text
    assert len(chat.me.silences) == 1
    chat.store.close()


def test_pain_is_logged_whatever_silence_cannot_be_planned():
    chat = Chat().onboard().finish()
    chat.say("busy till 3, lower back 4")
    assert "Logged 4" in chat.seen()
    assert "time zone first" in chat.seen()
    assert chat.me.silences == ()
    chat.store.close()


# Quiet hours


def test_quiet_hours_are_set_by_taps_and_words(chat):
    chat.say("/quiet")
    chat.tap("Quiet hours: 22:00–07:00")
    assert "Usually 22:00 to 07:00" in chat.text
    chat.tap("From 22:00")
    chat.say("when it is dark")
    assert "couldn’t read" in chat.text
    chat.say("9:30 pm")
    chat.tap("To 07:00")
    chat.tap("09:00")
    assert chat.me.reminders.quiet == (21 * 60 + 30, 540)
    morning = next_due(chat.me, chat.now + 12 * 3600)
    assert (morning.slot, morning.at) == ("2026-11-24T08:00", epoch("Tue 24 09:00"))
    chat.tap("To 09:00")
    chat.say("21:30")
    assert "no quiet at all" in chat.text
    assert chat.me.reminders.quiet == (21 * 60 + 30, 540)
    chat.say("/quiet")
    chat.tap("Quiet hours")
    chat.tap("Back to the usual")
    assert chat.me.reminders.quiet is None


@pytest.mark.parametrize(
    "line", ["nights x", "nights from 1440", "nights from -1", "nights to a b"]
)
def test_a_forged_line_changes_no_quiet_hours(chat, line):
    chat.press(line)
    assert chat.me.reminders.quiet is None


def test_quiet_hours_need_a_zone():
    chat = Chat().onboard().finish()
    chat.press("nights")
    assert "time zone first" in chat.text
    chat.store.close()
