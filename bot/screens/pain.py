"""Logs pain from a person's own words, says what was logged, and can take it back."""

from collections.abc import Mapping, Sequence

from bot.core.book import AreaWords
from bot.core.course import flare
from bot.core.course.diary import with_pain
from bot.core.course.flare import STRONG
from bot.core.hearing.reading import Reading, plainly, read
from bot.core.talk.journal import Pain, Unpain
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Person
from bot.core.talk.screen import Button, Note, Screen
from bot.core.values import by_identity, replace
from bot.screens.common import being, button, number, scale, show
from bot.screens.safety import calm, leading
from bot.screens.session import asking, ending
from bot.texts import joined, say

TWICE = 60  # seconds in which the same number tapped again is a double tap
HOLDS = 7 * 86400  # seconds for which an offer can be taken
NOW = 3 * 3600  # seconds for which "right now" holds


def reading(moment: Moment, text: str) -> Reading:
    """What a text says of pain, in the person's language."""
    words = moment.words
    return read(text, words.pain, _synonyms(words.areas), words.safety.signs.whose)


@by_identity(64)
def _synonyms(areas: Mapping[str, AreaWords]) -> Mapping[str, Sequence[str]]:
    return {area: (told.name.lower(), told.in_sentence, *told.also) for area, told in areas.items()}


def ask(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """How strong is it? A tap, or words with a number in them."""
    words = moment.words
    below = (button(words, "home.signs", "signs ask"), button(words, "common.back", "home"))
    rows = (*scale("level"), below)
    screen = Screen(say(words, "pain.ask"), rows)
    return show(moment, screen, here="pain", asks="pain")


def again(moment: Moment, key: str) -> Reply:
    """No level could be read: the question once more, with an example; nothing is logged."""
    words = moment.words
    session = moment.person.session
    if session is not None and moment.person.asks in ("check", "after"):
        shown = asking.present(moment)
        assert shown is not None and shown.screen is not None  # noqa: PT018, S101 - it is open
        text = joined([say(words, key), shown.screen.text])
        return replace(shown, screen=replace(shown.screen, text=text))
    below = (button(words, "home.signs", "signs ask"), button(words, "common.back", "home"))
    rows = (*scale("level"), below)
    screen = Screen(say(words, key), rows)
    return Reply(replace(moment.person, asks="pain"), screen, beside=True)


def heard(moment: Moment, text: str) -> Reply:
    """Words that answer the question, or a message of the bot."""
    found = reading(moment, text)
    if found.off_scale:
        return again(moment, "pain.off_scale")
    if found.level is None:
        if found.spasm:
            return locked_question(moment)
        return again(moment, "pain.again")
    session = moment.person.session
    if session is not None and session.show == "check" and moment.person.asks == "check":
        note = found.note or str(found.level)
        return asking.answered(moment, found.level, locked=found.locked, note=note)
    if session is not None and session.show == "after" and moment.person.asks == "after":
        note = found.note or str(found.level)
        return ending.finished(moment, found.level, locked=found.locked, note=note)
    return log(moment, found)


def unasked(moment: Moment, text: str) -> Reply | None:
    """Words out of the blue: logged when they plainly speak of pain, offered when a bare number."""
    found = reading(moment, text)
    if plainly(found):
        return log(moment, found)
    if found.level is not None and (found.bare or found.marked):
        return offer(moment, found.level)
    if found.spasm:
        return locked_question(moment)
    if found.speaks_of_pain:
        return again(moment, "pain.how_strong")
    return None


def offer(moment: Moment, level: int) -> Reply:
    """Ask "log 6?" for a bare number."""
    words = moment.words
    mark = f"log {level} {moment.at} {moment.message or 0}"
    rows = (
        (
            button(words, "pain.log", mark, "good", n=level),
            button(words, "pain.no", "log no"),
        ),
    )
    return Reply(moment.person, Screen(say(words, "pain.offer", n=level), rows), beside=True)


def offered(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The offer is taken: logged for the time the number was written. Taken twice, logged once."""
    if args == ("no",):
        text = say(moment.words, "pain.not_logged")
        return Reply(moment.person, Screen(text, (onward(moment),)), beside=True)
    if len(args) != 3:
        return None
    level, at, message = number(args[0]), number(args[1]), number(args[2])
    if level is None or level > 10 or at is None or message is None:
        return None
    if not moment.now - HOLDS < at <= moment.now:
        return None
    known = [pain for pain in moment.past.pains if pain.message == message and pain.at == at]
    if known:
        return Reply(moment.person, confirmation(moment, known[-1]), beside=True)
    return log(replace(moment, at=at, message=message), Reading(level=level))


def tapped(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """A number of the pain question. The same question answered twice logs once."""
    level = number(args[0]) if len(args) == 1 else None
    if level is None or level > 10:
        return None
    if moment.person.asks != "pain":
        last = moment.past.pains[-1:]
        twice = [p for p in last if p.level == level and moment.at - p.at <= TWICE]
        return Reply(moment.person, confirmation(moment, twice[0]), beside=True) if twice else None
    return log(replace(moment, message=None), Reading(level=level))


def log(moment: Moment, found: Reading) -> Reply:
    """Write the reading down and say so, with Undo; 7 and more starts a flare."""
    person = moment.person
    n = person.records + 1
    area = area_of(moment, found)
    pain = Pain(n, moment.at, found.level or 0, area, found.note, moment.message)
    person = replace(person, records=n, asks="" if person.asks == "pain" else person.asks)
    moment = being(moment, person)
    told = confirmation(moment, pain)
    reply = leading.led(replace(moment, past=with_pain(moment.past, pain)), found)
    if reply is None:
        return Reply(person, told, records=(pain,), beside=True)
    return replace(reply, records=(pain, *reply.records), notes=(Note(told),), fresh=True)


def kept(moment: Moment, text: str, going_on: Reply) -> Reply:
    """A level told before the first talk is through: kept, and the talk goes on."""
    found = reading(moment, text)
    if not plainly(found):
        return going_on
    person = going_on.person
    n = person.records + 1
    pain = Pain(n, moment.at, found.level or 0, area_of(moment, found), found.note, moment.message)
    told = Note(confirmation(moment, pain))
    return replace(going_on, person=replace(person, records=n), records=(pain,), notes=(told,))


def area_of(moment: Moment, found: Reading) -> str:
    """The area named, as one that is asked about; else the only one, unless it hurts elsewhere."""
    if found.areas:
        first = found.areas[0]
        return moment.book.areas[first].within or first
    return moment.person.areas[0] if len(moment.person.areas) == 1 and not found.far else ""


def confirmation(moment: Moment, pain: Pain) -> Screen:
    """What was logged, with Undo."""
    words = moment.words
    where = words.areas[pain.area].in_sentence if pain.area else ""
    key = "pain.logged_area" if where else "pain.logged"
    note = say(words, "pain.note", note=pain.note) if pain.note else ""
    text = joined([say(words, key, n=pain.level, area=where), note])
    rows = [(button(words, "pain.undo", f"undo {pain.n}"),)]
    if moment.person.session is not None:
        rows.append(onward(moment))
    return Screen(text, tuple(rows))


def onward(moment: Moment) -> tuple[Button]:
    """The way on from a word beside the talk: back to the session, or home."""
    if moment.person.session is not None:
        return (button(moment.words, "session.resume", "session", "good"),)
    return (button(moment.words, "common.home", "home"),)


def undo(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Take a reading back."""
    n = number(args[0]) if len(args) == 1 else None
    if n is None:
        return None
    known = [pain for pain in moment.past.pains if pain.n == n]
    if not known:
        screen = Screen(say(moment.words, "pain.undone_before"), (onward(moment),))
        return Reply(moment.person, screen, beside=True)
    before = calm.never_was(moment, known[-1])
    told = [say(moment.words, "pain.undone"), _calm_too(moment, known[-1], before)]
    screen = Screen(joined(told), (onward(moment),))
    return Reply(before or moment.person, screen, beside=True, records=(Unpain(n),))


def _calm_too(moment: Moment, pain: Pain, before: Person | None) -> str:
    """What becomes of the flare that a reading began, when the reading was a slip."""
    if before is not None:
        return say(moment.words, "pain.calm_too")
    return say(moment.words, "pain.calm_stays") if calm.began_with(moment, pain) else ""


def corrected(moment: Moment, text: str) -> Reply | None:
    """An edited message corrects the entry it was read into; None when there is none."""
    known = [p for p in moment.past.pains if p.message == moment.message]
    if not known or moment.message is None:
        return None
    old, words = known[-1], moment.words
    found = reading(moment, text)
    if found.level is None:
        screen = Screen(say(words, "pain.kept", n=old.level))
        return Reply(moment.person, screen, beside=True)
    area = area_of(moment, found) if found.areas or found.far else old.area
    new = replace(old, level=found.level, area=area, note=found.note)
    told = confirmation(moment, new)
    text = joined([say(words, "pain.corrected"), told.text])
    told = replace(told, text=text)
    if flare.begins(found.level, locked=found.locked) and old.level < STRONG:
        reply = calm.told(moment, found.level, locked=found.locked)
        return replace(reply, records=(new, *reply.records), notes=(Note(told),), fresh=True)
    before = None
    if not flare.begins(found.level, locked=found.locked):
        before = calm.never_was(moment, old)
        told = replace(told, text=joined([told.text, _calm_too(moment, old, before)]))
    return Reply(before or moment.person, told, records=(new,), beside=True)


def locked_question(moment: Moment) -> Reply:
    """They speak of a spasm without a number: is a muscle locking now?"""
    words = moment.words
    rows = (
        (button(words, "pain.locked_now", f"locked {moment.now}", "good"),),
        (button(words, "pain.not_now", "pain"),),
    )
    screen = Screen(say(words, "pain.locked"), rows)
    return Reply(replace(moment.person, asks="pain"), screen, beside=True)


def locked(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """A muscle is locking now: the flare begins, whatever was going on.

    "Now" is over after some hours: an older button asks again.
    """
    asked = number(args[0]) if len(args) == 1 else None
    if asked is None or asked > moment.now:
        return None
    if moment.now - asked > NOW:
        return locked_question(moment)
    return calm.flares(being(moment, replace(moment.person, asks="")), None, locked=True)


def command(moment: Moment, text: str) -> Reply:
    """/pain, with or without words."""
    if not text.strip():
        return ask(moment)
    found = reading(moment, text)
    if found.level is None or found.off_scale:
        return again(moment, "pain.off_scale" if found.off_scale else "pain.again")
    return log(moment, found)


def helpful(moment: Moment, kind: str = "") -> Reply:
    """Something the bot cannot read: what it can, and the way on."""
    words = moment.words
    key = "other.thing" if kind else "other.words"
    rows = ((button(words, "common.go_on", "present"), button(words, "common.help", "help")),)
    return Reply(moment.person, Screen(say(words, key), rows), beside=True)
