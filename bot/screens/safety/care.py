"""Asks about warning signs, and routes to care; it never says what they might mean."""

from bot.core.book import Numbers
from bot.core.course import bearing, screening
from bot.core.course.screening import Wanted
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Person
from bot.core.talk.screen import Button, Screen
from bot.core.talk.state import Care, Screening
from bot.core.values import replace
from bot.places import country_name, guess_country
from bot.screens.common import being, button, column, number, show
from bot.screens.session.closing import broken_off
from bot.texts import Markup, bold, clock, escaped, joined, label, lines, say

HOUR = 3600  # seconds; FACTS D1: after an emergency card nothing is asked again within the hour
SETTLED = HOUR  # a screening this fresh is not repeated
SEVERE = "severe-and-stuck"
SOON = 2  # the tier that wants a doctor within days
# After these no exercise until the signs are denied (FACTS D1, D2).
INSISTS = ("flare", "severe", "hurt", "event", "session", "anew")


def fresh(person: Person, now: int) -> bool:
    """Whether the warning signs were asked about, and denied, within the hour."""
    return person.screened_at > 0 and now - person.screened_at < SETTLED


def wanted(moment: Moment) -> Wanted:
    """Whether the complete question is due, by the calendar or by what was read (FACTS D1)."""
    person = moment.person
    diary = bearing.diary(person, moment.past, moment.now)
    return screening.wanted(
        diary,
        person.screened_at,
        card=person.care,
        told={"fall": person.fell, "spreading": person.limb_at},
        again=person.screen_again,
    )


def screen(moment: Moment, why: str) -> Reply:
    """Open the question about warning signs; what follows a clean answer hangs on `why`."""
    base = moment.person
    if why == "asked" and base.screening is not None and base.screening.why in INSISTS:
        why = base.screening.why
    serial = base.serial + 1
    base = replace(base, serial=serial, screening=Screening(serial, why))
    return ask(being(moment, base))


def ask(moment: Moment, _: tuple[str, ...] = ()) -> Reply:
    """The question itself: six or seven groups in plain words, and one good answer."""
    words, person = moment.words, moment.person
    if person.screening is None:
        return screen(moment, "asked")
    serial, why = person.screening.serial, person.screening.why
    groups = moment.book.safety.groups
    text = joined(
        [
            bold(say(words, "signs.title_first" if why == "start" else "signs.title")),
            say(words, "signs.intro"),
            lines(Markup(f"• {escaped(words.safety.groups[group].text)}") for group in groups),
            say(words, "signs.disclaimer") if why == "start" else "",
        ]
    )
    good = {"start": "signs.none_adult", "flare_end": "signs.none_walk"}.get(why, "signs.none")
    rows = [button(words, good, f"clean {serial}", "good")]
    rows += [Button(words.safety.groups[group].label, f"sign {serial} {group}") for group in groups]
    rows.append(button(words, "signs.other", f"signs {serial} rest"))
    rows.append(button(words, "signs.unsure", f"signs {serial} rest"))
    if why == "flare_end":
        rows.append(button(words, "signs.not_yet", "flare"))
    return show(moment, Screen(text, column(rows)), here="signs")


def rest(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The other signs, for "something else" and "not sure"; not being sure counts as yes."""
    words, person = moment.words, moment.person
    if args == ("ask",) and person.care is not None:
        return card(moment)
    if args == ("ask",):
        return screen(moment, "start" if person.stage in ("areas", "signs") else "asked")
    if args == () or person.screening is None:
        return ask(moment)
    if number(args[0]) != person.screening.serial:
        return None
    serial = person.screening.serial
    urgent = [flag for flag, one in moment.book.safety.flags.items() if one.tier == 1]
    rows = [Button(words.safety.flags[flag].label, f"sign {serial} {flag}") for flag in urgent]
    rows.append(button(words, "signs.still_unsure", f"sign {serial} unsure"))
    rows.append(button(words, "signs.back", "signs"))
    text = joined([bold(say(words, "signs.rest_title")), say(words, "signs.rest")])
    return show(moment, Screen(text, column(rows)), here=f"signs {serial} rest")


def named(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """A sign was tapped: its card, and no exercise until the way back is taken."""
    screening = moment.person.screening
    if len(args) != 2 or screening is None or number(args[0]) != screening.serial:
        return None
    groups, flags = moment.book.safety.groups, moment.book.safety.flags
    if args[1] == "unsure":
        return begin(moment, SEVERE, 1)
    flag = groups[args[1]].flags[0] if args[1] in groups else args[1]
    if flag not in flags:
        return None
    return begin(moment, flag, flags[flag].tier)


def begin(moment: Moment, flag: str, tier: int) -> Reply:
    """Route to care: whatever is going on ends; a tier 2 sign is only advice."""
    person = moment.person
    if person.care is not None and person.care.tier <= tier:
        care = person.care if person.care.tier < tier else replace(person.care, flag=flag)
        return card(being(moment, replace(person, care=care, screening=None)))
    if tier == SOON:
        return soon(moment)
    moment, closed = broken_off(moment)
    care = Care(flag, tier, moment.now)
    reply = card(being(moment, replace(moment.person, care=care, screening=None)))
    return replace(reply, records=closed)


def soon(moment: Moment) -> Reply:
    """The card for signs that want a doctor within days; exercise may go on gently."""
    words = moment.words
    text = joined([bold(words.safety.soon.title), escaped(words.safety.soon.text)])
    rows = ((button(words, "care.understood", "present"),),)
    return show(moment, Screen(text, rows), here="home")


def numbers(moment: Moment) -> tuple[str, Numbers]:
    """The country guessed or chosen ("" when unknown) and its numbers; 112 where none is known."""
    known = moment.book.safety.numbers
    country = moment.person.country or guess_country(
        moment.person.language, moment.person.away or moment.person.zone or None
    )
    return country, known.get(country, known["default"])


def emergencies(call: Numbers) -> str:
    """The number or numbers to call in an emergency."""
    return f"{call.emergency} / {call.also}" if call.also else call.emergency


def again(moment: Moment, _: tuple[str, ...] = ()) -> Reply | None:
    """Back to the care card, while there is one."""
    return None if moment.person.care is None else card(moment)


def card(moment: Moment) -> Reply:
    """The care card: what to do and whom to call; nothing else is offered."""
    words, person, care = moment.words, moment.person, moment.person.care
    assert care is not None  # noqa: S101 - callers hold a sign that was named
    country, call = numbers(moment)
    emergency = emergencies(call)
    urgent = call.urgent or words.safety.urgent_fallback
    which = words.safety.emergency if care.tier == 0 else words.safety.urgent
    told = words.safety.flags.get(care.flag)
    body = escaped(which.text).format(emergency=bold(emergency), urgent=bold(urgent))
    name = country_name(country, person.language) if country else say(words, "care.anywhere")
    text = joined(
        [
            bold(which.title),
            escaped(told.do) if told and told.do else "",
            Markup(body),
            say(words, "care.country", country=name),
        ]
    )
    rows = column(
        [
            button(words, "care.change_country", "country"),
            button(words, "care.mistake", f"mistake {care.at}"),
            button(words, "care.seen" if care.tier == 0 else "care.cleared", f"seen {care.at}"),
        ]
    )
    return show(moment, Screen(text, rows), here="care")


def back(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Take "that was a mistake": the complete question again; only a clean answer opens the way."""
    care = moment.person.care
    if care is None or len(args) != 1 or number(args[0]) != care.at:
        return None
    return screen(moment, "care")


def seen(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Take "I have been seen": the question again, an hour after an emergency at the soonest."""
    care = moment.person.care
    if care is None or len(args) != 1 or number(args[0]) != care.at:
        return None
    if care.tier == 0 and moment.now - care.at < HOUR:
        opens = clock(moment.words, care.at + HOUR, moment.person.zone)
        words = label(moment.words, "care.too_soon", time=opens)
        return replace(card(moment), toast=words, alert=True)
    return screen(moment, "care")
