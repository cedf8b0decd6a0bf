"""Help, privacy, the export of everything, and forgetting."""

import csv
import io
import json
from collections.abc import Iterable

from bot.core.schedule import stamp
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Document, Screen
from bot.core.values import plain, replace
from bot.screens.common import button, column, number, show
from bot.texts import bold, joined, lines, say

COMMANDS = ("stretch", "desk", "pain", "flare", "quiet", "pause", "settings", "signs", "privacy")


def help_(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """What can be said to the bot."""
    words = moment.words
    commands = lines(
        say(words, "help.command", command=name, text=say(words, f"menu.{name}"))
        for name in COMMANDS
    )
    text = joined(
        [bold(say(words, "help.title")), say(words, "help.text"), commands, say(words, "help.care")]
    )
    rows = (
        (button(words, "common.go_on", "present", "good"),),
        (button(words, "home.signs", "signs ask"),),
    )
    return show(moment, Screen(text, rows), here=moment.person.here)


def privacy(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """What is stored, where, how long, how to remove it, and who hosts this bot."""
    words, host = moment.words, moment.host
    if host.simulated:
        who = say(words, "privacy.simulated")
    elif host.contact:
        who = say(words, "privacy.contact", contact=host.contact)
    else:
        who = say(words, "privacy.no_contact")
    text = joined(
        [
            bold(say(words, "privacy.title")),
            say(words, "privacy.text"),
            say(words, "privacy.copies", n=host.backups)
            if host.backups
            else say(words, "privacy.none"),
            say(words, "privacy.kept"),
            who,
            say(words, "privacy.remove"),
        ]
    )
    rows = ((button(words, "common.go_on", "present", "good"),),)
    return show(moment, Screen(text, rows), here=moment.person.here)


def export(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """Everything about this person in one ZIP; times in ISO 8601 with the zone's offset."""
    person, past = moment.person, moment.past
    zone = person.zone
    pains = _table(
        ("at", "level", "area", "note"),
        ((stamp(p.at, zone), p.level, p.area, p.note) for p in past.pains),
    )
    sessions = _table(
        ("started", "ended", "kind", "before", "after", "feeling", "done", "planned", "effort"),
        (
            (
                stamp(s.started, zone),
                stamp(s.ended, zone),
                s.kind,
                s.before,
                s.after,
                s.feeling,
                s.done,
                s.planned,
                s.effort,
            )
            for s in past.sessions
        ),
    )
    stretches = _table(
        ("at", "stretch", "side", "dose", "outcome"),
        ((stamp(s.at, zone), s.stretch, s.side, s.dose, s.outcome) for s in past.stretches),
    )
    # what a session holds back may name a set of areas
    settings = json.dumps(plain(person), indent=2, default=sorted, ensure_ascii=False) + "\n"
    document = Document(
        f"unhunch-{stamp(moment.now, zone)[:10]}.zip",
        (
            ("pains.csv", pains),
            ("sessions.csv", sessions),
            ("stretches.csv", stretches),
            ("settings.json", settings),
        ),
    )
    text = say(moment.words, "export.text", n=len(past.pains), sessions=len(past.sessions))
    return Reply(person, Screen(text, media=document), fresh=True)


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """A CSV table. A leading = + - @ is defused, for a spreadsheet would run it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(
            f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell
            for cell in row
        )
    return out.getvalue()


def forget(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """Ask once, then really delete every row."""
    words = moment.words
    if not args:
        serial = moment.person.serial + 1
        rows = column(
            [
                button(words, "forget.keep", "present", "good"),
                button(words, "forget.yes", f"forget {serial}", "bad"),
            ]
        )
        text = joined([bold(say(words, "forget.title")), say(words, "forget.text")])
        person = replace(moment.person, serial=serial)
        return show(moment, Screen(text, rows), here="forget", person=person)
    if number(args[0]) != moment.person.serial or moment.person.here != "forget":
        return None
    screen = Screen(say(words, "forget.done"))
    return Reply(moment.person, screen, forget=True)
