"""Calendar files for tests: one from a few lines, and the times that are read from it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.calendars.reading import busy

MONDAY = int(datetime(2026, 11, 23, tzinfo=UTC).timestamp())
DAY = 86400


def ics(*events, before=""):
    """A file with events, each given by its lines."""
    body = "".join(f"BEGIN:VEVENT\n{one.strip()}\nEND:VEVENT\n" for one in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test\n{before}{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(body, zone="Europe/Berlin", since=MONDAY, days=12):
    """The busy times as a person would write them: "Mon 23 10:00-11:00"."""
    here = ZoneInfo(zone)
    told = []
    for begins, ends in busy(body, zone, since, since + days * DAY):
        start, end = (datetime.fromtimestamp(at, here) for at in (begins, ends))
        last = end.strftime("%H:%M") if start.date() == end.date() else end.strftime("%a %d %H:%M")
        told.append(f"{start.strftime('%a %d %H:%M')}-{last}")
    return told
