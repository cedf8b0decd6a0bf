"""Takes up what words tell of a warning sign: a card, or the question about all of them."""

from bot.core.course import screening
from bot.core.course.score import STRONG
from bot.core.hearing.reading import plainly
from bot.core.hearing.warning import ASKED, Heard, heard
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Note
from bot.core.values import replace
from bot.screens import pain, start
from bot.screens.common import being
from bot.screens.safety import care, despair
from bot.screens.safety.leading import FIRST_TALK

NAMING = ("mine", "library")  # questions that are answered with parts of the body
BEFORE_SIGNS = ("areas", "signs")  # stages of the first talk that lead to the question anyway


def told(moment: Moment, words: str, *, edited: bool = False) -> Reply | None:
    """What words lead to when they name a sign, or a reason to ask (FACTS D1); else None.

    A sign that is sure leads to its card. A mere word of it, a sign of somebody else, a fall and an
    arm or leg that is new lead to the complete question, whatever was going on. A level of pain
    among the words is kept. Before all of these comes that somebody does not want to live.
    """
    if not words or words.isspace():  # most commands say nothing more
        return None
    warned = _warned(moment, words, edited=edited)
    if not despair.speaks(moment, words):
        return warned
    warned = warned or pain.kept(moment, words, Reply(moment.person))
    reply = despair.told(being(moment, warned.person))
    return replace(reply, records=(*warned.records, *reply.records))


def _warned(moment: Moment, words: str, *, edited: bool) -> Reply | None:
    """What words lead to that name a sign; None where they name none."""
    found = _loudest(moment, words)
    if moment.person.asks in NAMING:
        found = replace(found, told=found.told & {"word", "fall"})
    flags = moment.book.safety.flags
    if found.sure and flags[found.flag].tier < care.SOON:
        reply = care.begin(moment, found.flag, flags[found.flag].tier)
        return replace(reply, fresh=True)
    moment, new = _limbs(moment, words, found)
    if not found.asks and not new:
        return None
    if "fall" in found.told:
        moment = being(moment, replace(moment.person, fell=moment.now))
    if moment.person.care is not None:
        return replace(care.card(moment), fresh=True)
    return replace(_asked(moment, words, found, edited=edited), fresh=True)


def _loudest(moment: Moment, words: str) -> Heard:
    """What is heard in any language the bot speaks: a sure sign before a doubt."""
    safety = moment.book.safety
    all_of_it = [
        heard(words, spoken.safety.signs, safety.urgency) for spoken in moment.book.words.values()
    ]
    return max(all_of_it, key=lambda one: (one.sure, one.asks, len(one.told)))


def _limbs(moment: Moment, words: str, found: Heard) -> tuple[Moment, bool]:
    """Note the arms and legs that are told to hurt; whether one of them is new."""
    limbs = found.told - ASKED
    reading = pain.reading(moment, words)
    hurts = reading.level != 0 and (plainly(reading) or reading.speaks_of_pain)
    if not limbs or not (hurts or found.asks):
        return moment, False
    person = moment.person
    new = screening.fresh_limbs(limbs, person.limbs, moment.now)
    known = {**person.limbs, **dict.fromkeys(limbs, moment.now)}
    at = moment.now if new else person.limb_at
    return being(moment, replace(person, limbs=known, limb_at=at)), new


def _asked(moment: Moment, words: str, found: Heard, *, edited: bool) -> Reply:
    """The complete question; the level that the words give is kept, and acted upon from 7."""
    if edited:
        changed = pain.corrected(moment, words) or Reply(moment.person)
        asked = _question(being(moment, changed.person), found)
        notes = () if changed.screen is None else (Note(changed.screen),)
        return replace(asked, records=changed.records, notes=(*notes, *asked.notes))
    reading = pain.reading(moment, words)
    first = moment.person.stage in FIRST_TALK
    if plainly(reading) and (reading.level or 0) >= STRONG and not first:
        return pain.log(moment, reading)
    return pain.kept(moment, words, _question(moment, found))


def _question(moment: Moment, found: Heard) -> Reply:
    stage = moment.person.stage
    if stage == "areas":
        return start.begin(moment)
    asked = start.signs(moment) if stage == "signs" else care.screen(moment, "event")
    if not found.sure:
        return asked
    advice = care.soon(moment).screen
    assert advice is not None  # noqa: S101 - a card is always shown
    return replace(asked, notes=(Note(replace(advice, rows=())),))
