"""What is read from a calendar file: from when to when its owner is busy, and nothing else."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from ics import DAY, MONDAY, ics, read

from bot.calendars.reading import LONGEST_LINE, MOST_EVENTS, MOST_SPANS, NotRead, busy, main

BERLIN = "DTSTART;TZID=Europe/Berlin:{}\nDTEND;TZID=Europe/Berlin:{}\n"
TEN = BERLIN.format("20261123T100000", "20261123T110000")
ODD_ZONE = """BEGIN:VTIMEZONE
TZID:Our office
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""

EVENTS = {
    "a meeting": (TEN, ["Mon 23 10:00-11:00"]),
    "one in UTC": ("DTSTART:20261123T090000Z\nDTEND:20261123T093000Z", ["Mon 23 10:00-10:30"]),
    "one without a zone is in the person's": (
        "DTSTART:20261123T100000\nDTEND:20261123T110000",
        ["Mon 23 10:00-11:00"],
    ),
    "one with a duration": (
        "DTSTART;TZID=Europe/Berlin:20261123T100000\nDURATION:PT1H30M",
        ["Mon 23 10:00-11:30"],
    ),
    "one in a zone as Outlook names it": (
        (
            "DTSTART;TZID=Eastern Standard Time:20261123T090000\n"
            "DTEND;TZID=Eastern Standard Time:20261123T100000"
        ),
        ["Mon 23 15:00-16:00"],
    ),
    "one in a zone that nobody knows": (
        "DTSTART;TZID=Atlantis:20261123T090000\nDTEND;TZID=Atlantis:20261123T100000",
        ["Mon 23 09:00-10:00"],
    ),
    "a series": (
        f"{BERLIN.format('20261012T100000', '20261012T110000')}RRULE:FREQ=WEEKLY;BYDAY=MO,WE",
        [
            "Mon 23 10:00-11:00",
            "Wed 25 10:00-11:00",
            "Mon 30 10:00-11:00",
            "Wed 02 10:00-11:00",
        ],
    ),
    "a series with days left out": (
        f"{TEN}RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20261124T100000,20261125T100000",
        ["Mon 23 10:00-11:00", "Thu 26 10:00-11:00"],
    ),
    "further dates": (
        f"{TEN}RDATE;TZID=Europe/Berlin:20261125T100000",
        ["Mon 23 10:00-11:00", "Wed 25 10:00-11:00"],
    ),
    "a series that is over": (
        (
            f"{BERLIN.format('20200106T100000', '20200106T110000')}"
            "RRULE:FREQ=DAILY;UNTIL=20200201T000000Z"
        ),
        [],
    ),
    "a night shift": (
        BERLIN.format("20261123T220000", "20261124T060000"),
        ["Mon 23 22:00-Tue 24 06:00"],
    ),
    "what began before": (
        BERLIN.format("20261121T100000", "20261123T120000"),
        ["Mon 23 01:00-12:00"],
    ),
    "a long one by its duration": (
        "DTSTART;TZID=Europe/Berlin:20261120T100000\nDURATION:P4D",
        ["Mon 23 01:00-Tue 24 10:00"],
    ),
    "a whole day": ("DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261124", []),
    "a birthday every year": ("DTSTART;VALUE=DATE:19801124\nRRULE:FREQ=YEARLY", []),
    "one that is transparent": (f"{TEN}TRANSP:TRANSPARENT", []),
    "one that is opaque": (f"{TEN}TRANSP:OPAQUE", ["Mon 23 10:00-11:00"]),
    "one that is cancelled": (f"{TEN}STATUS:CANCELLED", []),
    "one that is not sure": (f"{TEN}STATUS:TENTATIVE", ["Mon 23 10:00-11:00"]),
    "one that Outlook calls free": (f"{TEN}X-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
    "one that Outlook calls elsewhere": (f"{TEN}X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", []),
    "one that Outlook calls away": (f"{TEN}X-MICROSOFT-CDO-BUSYSTATUS:OOF", ["Mon 23 10:00-11:00"]),
    "a reminder without a length": ("DTSTART:20261123T100000Z", []),
    "one without a beginning": ("SUMMARY:Lunch", []),
    "an unreadable beginning": ("DTSTART:tomorrow at ten\nDTEND:20261123T093000Z", []),
    "an impossible date": ("DTSTART:20261399T100000Z\nDTEND:20261399T110000Z", []),
    "an unreadable rule": (f"{TEN}RRULE:FREQ=SOMETIMES", []),
    "one long ago": (BERLIN.format("20260101T100000", "20260101T110000"), []),
    "one far ahead": (BERLIN.format("20271123T100000", "20271123T110000"), []),
    "one every second": (f"{TEN}RRULE:FREQ=SECONDLY", []),
    "one every minute": (f"{TEN}RRULE:INTERVAL=1;FREQ=MINUTELY", []),
}


@pytest.mark.parametrize("name", EVENTS)
def test_this_is_how_busy_it_makes(name):
    lines, told = EVENTS[name]
    assert read(ics(f"UID:1\n{lines}")) == told


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "America/New_York", "Asia/Tokyo"])
def test_a_time_without_a_zone_is_seen_wherever_it_is_meant(zone):
    now = int(datetime(2026, 11, 23, 12, tzinfo=ZoneInfo(zone)).timestamp())
    file = ics("UID:1\nDTSTART:20261123T130000\nDTEND:20261123T140000")
    assert busy(file, zone, now, now + 12 * DAY) == [(now + 3600, now + 7200)]


def test_a_meeting_of_a_series_that_was_moved_is_busy_where_it_went():
    series = f"UID:1\n{TEN}RRULE:FREQ=DAILY;COUNT=3"
    moved = "UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20261124T100000\n" + BERLIN.format(
        "20261124T150000", "20261124T153000"
    )
    told = read(ics(series, moved))
    assert told == ["Mon 23 10:00-11:00", "Tue 24 15:00-15:30", "Wed 25 10:00-11:00"]


def test_a_meeting_moved_out_of_sight_leaves_its_old_time_free():
    series = f"UID:1\n{TEN}RRULE:FREQ=DAILY;COUNT=2"
    moved = "UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20261124T100000\n" + BERLIN.format(
        "20270501T150000", "20270501T153000"
    )
    assert read(ics(series, moved)) == ["Mon 23 10:00-11:00"]


def test_a_series_moved_from_one_day_on_is_followed():
    series = f"UID:1\n{TEN}RRULE:FREQ=DAILY;COUNT=3"
    moved = (
        "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261124T100000\n"
        + BERLIN.format("20261124T120000", "20261124T130000")
    )
    told = read(ics(series, moved))
    assert told == ["Mon 23 10:00-11:00", "Tue 24 12:00-13:00", "Wed 25 12:00-13:00"]


def test_one_cancelled_meeting_of_a_series_is_free():
    series = f"UID:1\n{TEN}RRULE:FREQ=DAILY;COUNT=2"
    off = f"UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20261123T100000\n{TEN}STATUS:CANCELLED"
    assert read(ics(series, off)) == ["Tue 24 10:00-11:00"]


def test_a_zone_that_the_file_describes_is_followed_over_a_change_of_clocks():
    lines = "UID:1\nDTSTART;TZID=Our office:20261023T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY"
    october = MONDAY - 31 * DAY
    told = read(ics(lines, before=ODD_ZONE), since=october, days=4)
    assert told == [f"{day} 10:00-11:00" for day in ("Fri 23", "Sat 24", "Sun 25", "Mon 26")]


def test_a_zone_that_cannot_be_read_leaves_its_name():
    broken = ODD_ZONE.replace("Our office", "Europe/London").replace("+0200", "+99x")
    lines = "UID:1\nDTSTART;TZID=Europe/London:20261123T100000\nDURATION:PT1H"
    assert read(ics(lines, before=broken)) == ["Mon 23 11:00-12:00"]


def test_times_that_are_called_busy_as_such_count_and_free_ones_do_not():
    told = (
        "BEGIN:VFREEBUSY\nUID:9\n"
        "FREEBUSY;FBTYPE=BUSY:20261123T080000Z/PT1H,20261123T120000Z/20261123T130000Z\n"
        "FREEBUSY:20261124T080000Z/PT1H\nFREEBUSY;FBTYPE=FREE:20261125T080000Z/PT1H\n"
        "END:VFREEBUSY\n"
    )
    assert read(ics(before=told)) == [
        "Mon 23 09:00-10:00", "Mon 23 13:00-14:00", "Tue 24 09:00-10:00",
    ]  # fmt: skip


def test_a_broken_busy_time_leaves_the_meetings():
    told = "BEGIN:VFREEBUSY\nFREEBUSY:soon\nEND:VFREEBUSY\n"
    assert read(ics(f"UID:1\n{TEN}", before=told)) == ["Mon 23 10:00-11:00"]


def test_one_single_busy_time_counts():
    told = "BEGIN:VFREEBUSY\nFREEBUSY:20261124T080000Z/PT1H\nEND:VFREEBUSY\n"
    assert read(ics(before=told)) == ["Tue 24 09:00-10:00"]


def test_meetings_that_touch_or_overlap_or_leave_no_time_for_a_break_are_one():
    one = [
        f"UID:{n}\n" + BERLIN.format(f"20261123T{begins}00", f"20261123T{ends}00")
        for n, (begins, ends) in enumerate(
            [("1000", "1100"), ("1030", "1045"), ("1100", "1130"), ("1134", "1200"),
             ("1205", "1230")]
        )
    ]  # fmt: skip
    assert read(ics(*one)) == ["Mon 23 10:00-12:00", "Mon 23 12:05-12:30"]


def test_lines_may_be_folded_and_end_as_on_any_system():
    body = ics(f"UID:1\n{TEN}").replace(b"T100000", b"T10\r\n 0000")
    for end in (b"\r\n", b"\n", b"\r"):
        assert read(b"\xef\xbb\xbf" + body.replace(b"\r\n", end)) == ["Mon 23 10:00-11:00"]


def test_names_may_be_written_small():
    body = ics(f"uid:1\n{TEN.replace('DTSTART', 'dtstart')}").replace(b"BEGIN:VEV", b"begin:vev")
    assert read(body) == ["Mon 23 10:00-11:00"]


def test_alarms_tasks_and_unknown_parts_are_passed_over():
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT9H\nEND:VALARM"
    task = f"BEGIN:VTODO\n{TEN.replace('T10', 'T08')}END:VTODO\nBEGIN:X-ODD\nEND:X-ODD\n"
    assert read(ics(f"UID:1\n{TEN}{alarm}", before=task)) == ["Mon 23 10:00-11:00"]


def test_ends_without_a_beginning_and_what_never_ends_change_nothing():
    body = ics(f"UID:1\n{TEN}", before="END:VEVENT\nEND:VCALENDAR\nEND:X\n")
    assert read(body + b"BEGIN:VEVENT\r\nDTSTART:20261123T160000Z") == ["Mon 23 10:00-11:00"]


def test_a_broken_event_leaves_the_others():
    broken = f"UID:1\n{TEN}RRULE:FREQ=DAILY;COUNT=x;BYHOUR=99"
    assert "Mon 23 12:00-13:00" in read(
        ics(broken, "UID:2\n" + BERLIN.format("20261123T120000", "20261123T130000"))
    )


def test_text_that_is_no_calendar_says_nothing():
    assert read(b"BEGIN:VCALENDAR\r\nnothing to see\r\n here\r\n:\r\n") == []


def test_bytes_that_are_no_text_leave_the_rest():
    assert read(ics(f"UID:\udcff\n{TEN}".encode("utf-8", "surrogateescape").decode("latin-1"))) == [
        "Mon 23 10:00-11:00"
    ]


def test_a_file_that_names_no_zone_for_a_person_without_one_is_in_utc():
    body = ics("UID:1\nDTSTART:20261123T100000\nDTEND:20261123T110000")
    assert busy(body, "", MONDAY, MONDAY + DAY) == [(MONDAY + 36000, MONDAY + 39600)]


# Limits


def test_more_events_than_a_life_holds_are_refused():
    one = b"BEGIN:VEVENT\r\nDTSTART:20261123T100000Z\r\nEND:VEVENT\r\n"
    with pytest.raises(NotRead, match="heavy"):
        busy(one * (MOST_EVENTS + 1), "UTC", MONDAY, MONDAY + DAY)


def test_ten_years_of_events_gone_by_are_no_burden():
    old = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:2019{n % 12 + 1:02}01T100000Z\r\nEND:VEVENT\r\n"
        for n in range(MOST_EVENTS + 5)
    )
    assert read(old.encode() + ics(f"UID:1\n{TEN}")) == ["Mon 23 10:00-11:00"]


@pytest.mark.parametrize("fold", ["", "\n "], ids=["one line", "folded"])
def test_an_endless_line_is_refused(fold):
    line = "EXDATE:" + f"20261123T100000Z,{fold}" * (LONGEST_LINE // 17 + 10)
    with pytest.raises(NotRead, match="heavy"):
        busy(ics(f"UID:1\n{line}"), "UTC", MONDAY, MONDAY + DAY)


def test_an_endless_line_that_says_no_times_is_passed_over():
    assert read(ics(f"UID:1\nDESCRIPTION:{'a' * 200_000}\n{TEN}")) == ["Mon 23 10:00-11:00"]


def test_no_more_spans_are_kept_than_a_person_s_row_may_hold():
    lines = "DTSTART:20261123T000000Z\nDTEND:20261123T001000Z\nRRULE:FREQ=HOURLY"
    assert len(busy(ics(f"UID:1\n{lines}"), "UTC", MONDAY, MONDAY + 12 * DAY)) == MOST_SPANS


# The process


def test_it_says_times_and_nothing_else():
    body = ics(f"UID:1\nSUMMARY:Secret surgery\nLOCATION:Ward 9\n{TEN}ATTENDEE:mailto:a@b.example")
    said = main(["Europe/Berlin", str(MONDAY), str(MONDAY + DAY)], body)
    assert json.loads(said) == {"busy": [[MONDAY + 9 * 3600, MONDAY + 10 * 3600]]}


def test_it_says_why_it_read_nothing():
    said = main(["UTC", "0", "1"], b"DTSTART:" + b"1" * (LONGEST_LINE + 1))
    assert json.loads(said) == {"fault": "heavy"}


def test_what_the_library_cannot_read_at_all_is_no_calendar(monkeypatch):
    def breaks(_):
        raise ZeroDivisionError

    monkeypatch.setattr("bot.calendars.reading.Calendar.from_ical", breaks)
    with pytest.raises(NotRead, match="kind"):
        read(ics(f"UID:1\n{TEN}"))
