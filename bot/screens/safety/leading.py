"""What a reading that was just logged leads to: a flare or out of it, less of a move, the signs."""

from bot.core.course import flare
from bot.core.course.flare import STRONG
from bot.core.hearing.reading import Reading
from bot.core.talk.moment import Moment, Reply
from bot.core.values import replace
from bot.screens.common import being
from bot.screens.safety import calm, care
from bot.screens.session import hurts

FIRST_TALK = ("areas", "signs", "limits", "now")


def led(moment: Moment, found: Reading) -> Reply | None:
    """The reply that a reading asks for; None when it is only noted."""
    person = moment.person
    told = found.level or 0
    risen = None if person.care is not None or told >= STRONG else hurts.rose(moment, told)
    if risen is not None and person.flare is not None:
        return risen
    if person.flare is not None or flare.begins(found.level, locked=found.locked):
        if person.care is not None and person.flare is not None and told < STRONG:
            return None
        return calm.told(moment, found.level, locked=found.locked)
    if person.care is not None or person.stage in FIRST_TALK:
        return None
    if calm.falls_back(moment):
        return calm.flares(moment, found.level, locked=False)
    return _asked(moment, risen)


def _asked(moment: Moment, risen: Reply | None) -> Reply | None:
    """The warning signs where a reading asks for them, after what it asks of the move."""
    asked = care.wanted(moment)
    if not asked.why or asked.waits:
        return risen
    if risen is None:
        return care.screen(moment, "event")
    return replace(care.screen(being(moment, risen.person), "event"), records=risen.records)
