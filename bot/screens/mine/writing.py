"""Writes down what a person adds themselves: one question at a time, each open to change later."""

from collections.abc import Callable
from itertools import pairwise

from bot.core.hearing import amount
from bot.core.planning import mine, search
from bot.core.planning.own import KINDS, LINE, MARK, MOST, NAME, SIDES, Own, is_own
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.screen import Button, Screen
from bot.core.values import replace
from bot.screens.common import button, column, number, short, show
from bot.screens.mine.card import card, gone, listen, of, remove, shelf
from bot.screens.mine.questions import CHANGES, QUESTIONS, ask, go_on, menu, missing
from bot.texts import label, say

CLOSEST = 6  # stretches offered to be replaced


def tapped(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """The list, a new one, or what a button of one asks for: `side my-7 both`."""
    match args:
        case ():
            return shelf(moment)
        case ("add",):
            return _added(moment)
        case ("page", page):
            at = number(page)
            return None if at is None else shelf(moment, at)
        case (way, slug, *more):
            own = mine.find(moment.person, slug)
            return None if own is None else _of_one(moment, own, way, tuple(more))
        case _:
            return None


def _of_one(moment: Moment, own: Own, way: str, more: tuple[str, ...]) -> Reply | None:
    """What a button asks for of one exercise."""
    if more:
        return _chosen(moment, own, way, more)
    if way in CHANGES:
        return ask(moment, own, way)
    ways: dict[str, Callable[[Moment, Own], Reply | None]] = {
        "go": go_on,
        "edit": menu,
        "listen": listen,
        "remove": remove,
        "gone": gone,
    }
    return ways[way](moment, own) if way in ways else None


def _added(moment: Moment) -> Reply | None:
    """Begin a new one, or go on with one that has no name yet; kindly not more than fifty."""
    person = moment.person
    bare = next((own for own in person.own if not own.name), None)
    if bare is not None:
        return ask(moment, bare, "name")
    if len(person.own) >= MOST:
        return shelf(moment, told=say(moment.words, "mine.full", most=MOST))
    serial = person.serial + 1  # never used again, so that no old button means another exercise
    own = Own(f"{MARK}{serial}", areas=person.areas)
    return ask(of(moment, replace(mine.put(person, own), serial=serial)), own, "name")


# Answers


def _chosen(moment: Moment, own: Own, question: str, args: tuple[str, ...]) -> Reply | None:
    """A tapped answer to the question that is open; None where it is another one by now."""
    known = moment.book.stretches
    if _open(moment) != (own, question):
        return None
    match (question, *args):
        case ("areas", "+" | "-" as sign, area) if area in moment.book.areas:
            on = {*own.areas} - {area} | ({area} if sign == "+" else set())
            own = replace(own, areas=tuple(one for one in moment.book.areas if one in on))
            return ask(of(moment, mine.put(moment.person, own)), own, "areas")
        case ("areas", "done") | ("media", "keep"):
            pass
        case ("media", "none"):
            own = replace(own, kind="", file="")
        case ("side", side) if side in SIDES:
            own = replace(own, side=side)
        case ("instead", slug) if slug == "none" or (slug in known and not is_own(slug)):
            own = replace(own, instead="" if slug == "none" else slug)
        case _:
            return None
    return _on(moment, own, question)


def heard(moment: Moment, text: str) -> Reply | None:
    """A typed answer to the question that is open."""
    own, question = _open(moment)
    if own is None:
        return None
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    answers: dict[str, Callable[[Moment, Own, str], Reply | None]] = {
        "name": _told,
        "do": _told,
        "dose": _dosed,
        "instead": _closest,
    }
    if question in answers:
        return answers[question](moment, own, plain)
    return ask(moment, own, question, say(moment.words, "mine.tap_or_send"))


def _told(moment: Moment, own: Own, text: str) -> Reply | None:
    """A name, or what to do."""
    question = _open(moment)[1]
    most = NAME if question == "name" else LINE
    if not text or len(text) > most:
        return ask(moment, own, question, say(moment.words, "mine.too_long", most=most))
    own = replace(own, name=text) if question == "name" else replace(own, do=text)
    return _on(moment, own, question)


def _dosed(moment: Moment, own: Own, text: str) -> Reply | None:
    """How much."""
    dose = amount.read(text, _units(moment), _numbers(moment))
    if dose is None:
        return ask(moment, own, "dose", say(moment.words, "mine.dose_again"))
    return _on(moment, replace(own, dose=dose), "dose")


def sent(moment: Moment, kind: str, file: str) -> Reply | None:
    """A photo, GIF, video or voice message for the exercise that is being written down."""
    own, question = _open(moment)
    if own is None:
        return None
    if kind not in KINDS or not file:
        return ask(moment, own, question, say(moment.words, "mine.media_again"))
    own = replace(own, kind=kind, file=file)
    if question == "media":
        return _on(moment, own, question)
    moment = of(moment, mine.put(moment.person, own))
    return ask(moment, own, question, say(moment.words, f"mine.kept_{kind}"))


def _open(moment: Moment) -> tuple[Own | None, str]:
    """The exercise and the question that typed words answer now."""
    verb, *args = moment.person.here.split(" ")
    if verb != "mine" or len(args) != 2 or args[0] not in CHANGES:
        return None, ""
    return mine.find(moment.person, args[1]), args[0]


def _on(moment: Moment, own: Own, question: str) -> Reply | None:
    """Keep the answer: the next question of a new one, or the card."""
    person = moment.person
    if question == "instead" and own.instead:  # one stretch is replaced by one exercise
        for other in person.own:
            if other.instead == own.instead:
                person = mine.put(person, replace(other, instead=""))
    told = "mine.changed"
    if not own.ready:
        following = dict(pairwise(QUESTIONS)).get(question) or missing(own)
        if (question, following) != ("side", "side"):
            return ask(of(moment, mine.put(person, own)), own, following)
        own, told = replace(own, ready=True), "mine.added"
    moment = of(moment, mine.put(person, own))
    return card(moment, own.slug, say(moment.words, told))


def _closest(moment: Moment, own: Own, text: str) -> Reply:
    """The stretches of the library that typed words may mean."""
    found = search.found(text, moment.book, moment.words)
    slugs = [slug for slug in found if not is_own(slug)][:CLOSEST]
    if not slugs:
        return ask(moment, own, "instead", say(moment.words, "library.nothing"))
    mark = f"mine instead {own.slug}"
    rows = (
        *column(Button(short(moment.words.stretches[one].name), f"{mark} {one}") for one in slugs),
        (button(moment.words, "mine.instead_none", f"{mark} none"),),
    )
    screen = Screen(say(moment.words, "mine.which_instead"), rows)
    return show(moment, screen, here=mark, asks="mine")


def _units(moment: Moment) -> dict[str, frozenset[str]]:
    """The language's words for the parts of a dose."""
    words = moment.words
    return {
        "minutes": frozenset(label(words, "amount.minutes").split()),
        "seconds": frozenset(label(words, "amount.seconds").split()),
        "reps": frozenset(label(words, "amount.reps").split()),
        "sets": frozenset(label(words, "amount.sets").split()),
        "hold": frozenset(label(words, "amount.hold").split()),
    }


def _numbers(moment: Moment) -> dict[str, int]:
    known = moment.words.pain.numbers
    return {word: value for value, spelt in enumerate(known) for word in spelt}
