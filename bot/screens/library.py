"""The library: browse, search by typing, and a card for each stretch."""

from collections.abc import Callable

from bot.core.planning import search, swaps
from bot.core.planning.own import is_own
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Person
from bot.core.talk.screen import Button, Figure, Rows, Screen
from bot.core.values import replace
from bot.screens.common import being, button, column, number, paired, show
from bot.screens.mine.card import card as own_card
from bot.screens.session import asking
from bot.screens.session.step import dose_text
from bot.texts import bold, escaped, joined, label, lines, listed, say

PAGE = 8  # stretches on one screen
THINGS = 10  # kinds of equipment offered


def library(moment: Moment, args: tuple[str, ...] = ()) -> Reply | None:
    """The entrance, or a list: `area neck 0`, `place desk 0`, `need towel 0`, `pins 0`."""
    if not args:
        return _entrance(moment)
    kinds: dict[str, Callable[[str], list[str]]] = {
        "area": lambda one: search.by_area(one, moment.book),
        "place": lambda one: search.by_place(one, moment.book),
        "need": lambda one: search.by_equipment(one, moment.book),
        "mine": lambda one: list(moment.person.pins if one == "pins" else moment.person.never),
    }
    known = {
        "area": set(moment.book.areas),
        "place": set(search.PLACES),
        "need": {*search.equipment(moment.book), "none"},
        "mine": {"pins", "never"},
    }
    if args in (("place",), ("need",)):
        return _choose(moment, args[0])
    if len(args) != 3 or args[0] not in kinds or args[1] not in known[args[0]]:
        return None
    page = number(args[2])
    slugs = [slug for slug in kinds[args[0]](args[1]) if slug in moment.book.stretches]
    if page is None or (page and page * PAGE >= len(slugs)):
        return None
    return _list(moment, slugs, f"library {args[0]} {args[1]}", page)


def _entrance(moment: Moment) -> Reply:
    words, person = moment.words, moment.person
    areas = [
        Button(words.areas[area].name, f"library area {area} 0")
        for area, one in moment.book.areas.items()
        if one.asked
    ]
    rows: list[tuple[Button, ...]] = [
        *paired(areas),
        (
            button(words, "library.place", "library place"),
            button(words, "library.need", "library need"),
        ),
    ]
    kept = [
        button(words, f"library.{one}", f"library mine {one} 0", n=len(slugs))
        for one, slugs in (("pins", person.pins), ("never", person.never))
        if slugs
    ]
    rows += [tuple(kept)] if kept else []
    rows.append((button(words, "library.own", "mine"), button(words, "common.home", "home")))
    rows.append((button(words, "home.signs", "signs ask"),))
    text = joined(
        [
            bold(say(words, "library.title", n=len(moment.book.stretches))),
            say(words, "library.text"),
        ]
    )
    return show(moment, Screen(text, tuple(rows)), here="library", asks="library")


def _choose(moment: Moment, kind: str) -> Reply:
    words = moment.words
    ids = search.PLACES if kind == "place" else (*search.equipment(moment.book)[:THINGS], "none")
    rows = [button(words, f"{kind}.{one}", f"library {kind} {one} 0") for one in ids]
    back = (button(words, "common.back", "library"),)
    screen = Screen(say(words, f"library.which_{kind}"), (*paired(rows), back))
    return show(moment, screen, here=f"library {kind}", asks="library")


def _list(moment: Moment, slugs: list[str], here: str, page: int) -> Reply:
    words = moment.words
    shown = slugs[page * PAGE : (page + 1) * PAGE]
    rows: Rows = column(
        Button(_marked(moment.person, slug, words.stretches[slug].name), f"card {slug}")
        for slug in shown
    )
    turns = []
    if page:
        turns.append(button(words, "library.before", f"{here} {page - 1}"))
    if (page + 1) * PAGE < len(slugs):
        turns.append(button(words, "library.after", f"{here} {page + 1}"))
    rows = (*rows, tuple(turns)) if turns else rows
    rows = (*rows, (button(words, "common.back", "library"),))
    key = ("library.list" if here else "library.closest") if slugs else "library.empty"
    screen = Screen(say(words, key, n=len(slugs)), rows)
    return show(moment, screen, here=f"{here} {page}" if here else "library", asks="library")


def _marked(person: Person, slug: str, name: str) -> str:
    mark = "★ " if slug in person.pins else "⊘ " if slug in person.never else ""
    return f"{mark}{name}"


def heard(moment: Moment, text: str) -> Reply | None:
    """Typed words in the library: what fits them, or how to ask."""
    slugs = search.found(text[:200], moment.book, moment.words, PAGE)
    if not slugs:
        rows = ((button(moment.words, "common.back", "library"),),)
        screen = Screen(say(moment.words, "library.nothing"), rows)
        return show(moment, screen, here="library", asks="library")
    if len(slugs) == 1:
        return card(moment, (slugs[0],))
    return _list(moment, slugs, "", 0)


def card(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """The card of a stretch: picture, why, what to do, who should leave it out."""
    if not args or args[0] not in moment.book.stretches:
        return None
    slug, more = args[0], args[1:] == ("more",)
    if is_own(slug):
        return own_card(moment, slug)
    words, person = moment.words, moment.person
    told = words.stretches[slug]
    body = _more(moment, slug) if more else _front(moment, slug)
    rows: list[tuple[Button, ...]] = [(button(words, "card.now", f"only {slug}", "good"),)]
    pinned, never = slug in person.pins, slug in person.never
    rows.append(
        (
            button(
                words,
                "card.unpin" if pinned else "card.pin",
                f"pin {'-' if pinned else '+'} {slug}",
            ),
            button(
                words,
                "card.again" if never else "card.never",
                f"never {'-' if never else '+'} {slug}",
            ),
        )
    )
    rows.append(
        (
            button(words, "card.less", f"card {slug}")
            if more
            else button(words, "card.more", f"card {slug} more"),
            button(words, "card.library", "library"),
        )
    )
    media = Figure(slug, "left" if moment.book.stretches[slug].sides else "", person.look)
    text = joined([bold(told.name), body])
    screen = Screen(text, tuple(rows), media if person.pictures else None)
    return show(moment, screen, here=f"card {slug}", asks="library")


def _front(moment: Moment, slug: str) -> str:
    words, one = moment.words, moment.book.stretches[slug]
    told = words.stretches[slug]
    out = [
        label(words, "card.tag", text=words.tags[tag].label)
        for tag in one.blocks
        if tag != swaps.SPASM
    ]
    eased = [label(words, "card.tag", text=words.tags[tag].label) for tag in one.modifies]
    return joined(
        [
            escaped(told.why),
            escaped(told.do),
            say(words, "card.dose", dose=dose_text(moment, one.start)),
            lines(
                [
                    say(words, "card.out", tags=listed(words, out)) if out else "",
                    say(words, "card.eased", tags=listed(words, eased)) if eased else "",
                ]
            ),
        ]
    )


def _more(moment: Moment, slug: str) -> str:
    words, one = moment.words, moment.book.stretches[slug]
    told = words.stretches[slug]
    names = [moment.book.sources[source].name for source in one.sources]
    return joined(
        [
            lines(f"{n}. {escaped(step)}" for n, step in enumerate(told.steps, 1)),
            lines(
                say(words, f"how.{key}", text=text)
                for key, text in (
                    ("feel", told.feel),
                    ("mistake", told.mistake),
                    ("stop", told.stop),
                )
            ),
            say(words, f"card.basis_{one.basis}", sources="; ".join(names)),
        ]
    )


def pin(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Pin a stretch, so that plans take it whenever they can; or let it go."""
    return _kept(moment, args, "pins")


def never(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Never show a stretch again; or do."""
    return _kept(moment, args, "never")


def _kept(moment: Moment, args: tuple[str, ...], which: str) -> Reply | None:
    if len(args) != 2 or args[1] not in moment.book.stretches:
        return None
    slug, person = args[1], moment.person
    lists = {"pins": person.pins, "never": person.never}
    for name, slugs in lists.items():  # pinned and never shown at once makes no sense
        lists[name] = tuple(one for one in slugs if one != slug)
    if args[0] == "+":
        lists[which] = (*lists[which], slug)
    person = replace(person, pins=lists["pins"], never=lists["never"])
    return card(being(moment, person), (slug,))


def only(moment: Moment, args: tuple[str, ...]) -> Reply | None:
    """Do this one now: by itself, gated like any session; kindly refused where it is kept out."""
    if len(args) != 1 or args[0] not in moment.book.stretches:
        return None
    slug, person, words = args[0], moment.person, moment.words
    if person.session is not None:
        return asking.present(moment)
    tag = swaps.kept_out_by(slug, person, moment.book)
    if tag:
        instead = swaps.stand_in(slug, person, moment.book)
        rows = [button(words, "common.back", f"card {slug}")]
        if instead:
            name = words.stretches[instead].name
            rows.insert(0, button(words, "card.instead", f"card {instead}", name=name))
        text = say(words, "card.blocked", why=words.tags[tag].why)
        return show(moment, Screen(text, column(rows)), here=f"card {slug}")
    if is_own(slug) and swaps.sore(slug, person, moment.now):
        return own_card(moment, slug, say(words, "mine.sore"))
    return asking.ask_for(moment, slug)
