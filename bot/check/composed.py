"""Checks screens as they are put together: text, captions, labels and taps within the limits."""

from collections.abc import Callable, Collection, Iterator

from bot.check import lists, markup
from bot.check.words import never
from bot.content import Mistake
from bot.core.book import Book, Stretch, Words
from bot.core.talk.journal import Past
from bot.core.talk.moment import Host, Moment, Reply
from bot.core.talk.person import Person, Session, Step
from bot.core.talk.screen import Screen
from bot.core.talk.state import Care, Flare, Screening
from bot.core.values import replace
from bot.places import country_name
from bot.screens import about, home, library, start
from bot.screens.common import being
from bot.screens.safety import calm, care, despair
from bot.screens.session import around, ending, fitting, hurts, step
from bot.screens.settings import menu, surroundings
from bot.texts import escaped, joined, say

NOW = 1_800_000_000  # epoch seconds; any moment will do
SERIAL = 99_999  # many sessions later, taps are longer
STEPS = 12  # the most that a session has (FACTS B0)
SIDES = {True: ("left", "right"), False: ("",)}
TOLD = (  # may stand above a step
    "hurts.told_pull", "hurts.told_ache", "hurts.told_left_out", "session.gentler",
    "session.calmer", "swap.told_easier", "swap.told_floor", "swap.told_public",
)  # fmt: skip

Made = Callable[[], Reply | None]
Answer = Callable[[Moment], Reply | None]


def mistakes(book: Book, *, sound: bool) -> Iterator[Mistake]:
    """Every screen that does not fit, in every language.

    Words that are missing keep a screen from being made: that is a mistake of its own, unless the
    rest is `sound`; then it is the source that is wrong, and KeyError is raised.
    """
    for words in book.words.values():
        person = Person(7, 7, NOW, words.language, "Europe/London", serial=SERIAL, stage="settled")
        names = [source.name for source in book.sources.values()]
        moment = Moment(person, Past(), NOW, NOW, book, words, Host("@" + 32 * "x"))
        for path, made in _made(moment):
            try:
                reply = made()
            except (KeyError, IndexError, ValueError, AttributeError, TypeError):
                if sound:
                    raise
                continue
            if reply is not None and reply.screen is not None:
                yield from _fits(path, reply.screen)
                yield from _says(path, reply.screen, words, names)


def _made(moment: Moment) -> Iterator[tuple[str, Made]]:
    """Every screen that is looked at, with the path of the words it is about."""
    language = moment.words.language
    for slug, stretch in moment.book.stretches.items():
        path = f"{language}/stretches/{slug}.toml"
        for made in (*_steps(moment, slug, stretch), *_cards(moment, slug)):
            yield path, made
    for flag, one in moment.book.safety.flags.items():
        for country in _wordy(moment):
            at = replace(moment.person, country=country, care=Care(flag, one.tier, NOW))
            card: Answer = care.soon if one.tier == 2 else care.card
            yield f"{language}/safety.toml [flags.{flag}]", _later(card, being(moment, at))
    for country in _wordy(moment):
        at = replace(moment.person, country=country)
        yield f"{language}/safety.toml [cards.despair]", _later(despair.card, being(moment, at))
    for key, made in _others(moment).items():
        yield f"{language}/screens.toml {key}", made


def _later(made: Answer, moment: Moment) -> Made:
    return lambda: made(moment)


def _steps(moment: Moment, slug: str, stretch: Stretch) -> Iterator[Made]:
    """A session at its first of many steps: each side, dose, no hint and all, the timer."""
    for side in SIDES[stretch.sides]:
        for hints in ((), stretch.modifies):  # none, or all at once: the most there can be
            for dose in (stretch.start, stretch.goal):
                at = Step(slug, dose, side, hints)
                session = Session(SERIAL, "stretch", NOW, (at,) * STEPS, show="step")
                held = (
                    session,
                    replace(session, timer=NOW),
                    replace(session, timer=NOW - step.hold_of(dose) // 2 - 1),
                    replace(session, holds=1),
                    replace(session, holds=step.holds(dose)),
                )
                for one in held:
                    there = being(moment, replace(moment.person, session=one))
                    yield _later(_told, there)
        plain = Session(SERIAL, "stretch", NOW, (Step(slug, stretch.start, side),) * STEPS)
        there = being(moment, replace(moment.person, session=plain))
        for made in (step.how, step.more, hurts.question, ending.feeling, ending.level):
            yield _later(made, there)


def _told(moment: Moment) -> Reply:
    """A step with the longest line that may stand above it."""
    reply = step.step(moment)
    above = max((say(moment.words, key) for key in TOLD), key=markup.length)
    screen = reply.screen
    return replace(reply, screen=screen and replace(screen, text=joined([above, screen.text])))


def _cards(moment: Moment, slug: str) -> Iterator[Made]:
    """The library's card, in short and in full."""
    yield lambda: library.card(moment, (slug,))
    yield lambda: library.card(moment, (slug, "more"))


def _wordy(moment: Moment) -> set[str]:
    """The countries with the longest numbers and names, with and without a line for advice."""
    numbers = moment.book.safety.numbers

    def longest(codes: list[str]) -> str:
        return max(codes, key=lambda code: _size(moment, code), default="")

    codes = [code for code in numbers if code != "default"]
    return {
        longest([code for code in codes if numbers[code].urgent]),
        longest([code for code in codes if not numbers[code].urgent]),
    }


def _size(moment: Moment, code: str) -> int:
    one = moment.book.safety.numbers[code]
    name = country_name(code, moment.words.language)
    return len(one.emergency + one.also + one.urgent + name)


def _others(moment: Moment) -> dict[str, Made]:
    """Screens that grow with the number of areas, tags, signs or commands."""
    book, person = moment.book, moment.person
    asked = tuple(area for area, one in book.areas.items() if one.asked)
    full = replace(person, areas=asked, tags=tuple(book.tags), screening=Screening(SERIAL, "start"))
    everything = being(moment, full)
    flared = being(moment, replace(full, flare=Flare(NOW, 10)))
    checked = Session(SERIAL, "first", NOW)
    choosing = being(moment, replace(full, session=replace(checked, kind="stretch")))
    return {
        "signs.title": _later(care.ask, everything),
        "signs.rest_title": lambda: care.rest(everything, (str(SERIAL), "rest")),
        "limits.title": _later(start.limits, being(moment, replace(full, stage="limits"))),
        "start.title": _later(start.areas, everything),
        "start.where_several": lambda: start.areas(everything, ("several",)),
        "check.title": _later(around.check, being(moment, replace(full, session=checked))),
        "check.where": lambda: around.place(choosing, (str(SERIAL),)),
        "session.nothing": _later(fitting.nothing, everything),
        "flare.title": _later(calm.card, flared),
        "heat.title": _later(calm.heat, flared),
        "home.title": _later(home.home, everything),
        "settings.title": _later(menu.menu, everything),
        "settings.areas_text": _later(menu.areas, everything),
        "settings.limits_text": _later(menu.limits, everything),
        "settings.place_title": _later(surroundings.place, everything),
        "settings.things_text": _later(surroundings.things, everything),
        "library.title": _later(library.library, everything),
        "help.title": _later(about.help_, everything),
        "privacy.title": _later(about.privacy, everything),
        "forget.title": _later(about.forget, everything),
    }


OPEN_ENDED = ("myareas", "mylimits", "zone", "morning", "breaktimes", "country")  # values, cut


def _says(path: str, screen: Screen, words: Words, names: Collection[str]) -> Iterator[Mistake]:
    """What the bot never says, also where it only comes about as texts are put together.

    The `names` of sources are others' words.
    """
    own = screen.text
    for name in names:
        own = own.replace(escaped(name), "")
    for text in (own, *(button.label for row in screen.rows for button in row)):
        for phrase in never(words, text):
            yield Mistake(path, f'put together, it says "{phrase}", which the bot never says')


def _fits(path: str, screen: Screen) -> Iterator[Mistake]:
    """What of one screen Telegram would refuse, or a phone would cut."""
    most = lists.TEXT if screen.media is None else lists.CAPTION
    long = markup.length(screen.text)
    if long > most:
        where = "a message" if screen.media is None else "the text below a picture"
        opening = markup.bare(screen.text)[:30].strip().replace("\n", " ")
        yield Mistake(
            path,
            f"“{opening}…” has {long} characters with all that belongs to it; {where} holds {most}",
        )
    for button in (one for row in screen.rows for one in row):
        if len(button.tap.encode()) > lists.TAP:
            yield Mistake(path, f'the button "{button.label}" carries more than {lists.TAP} bytes')
        if len(button.label) > lists.LABEL and button.tap not in OPEN_ENDED:
            yield Mistake(
                path,
                f'the button "{button.label}" has {len(button.label)} characters; '
                f"at most {lists.LABEL} fit",
            )
