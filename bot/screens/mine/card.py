"""Shows what a person added themselves: the list, a card for each, its recording, its removal."""

from bot.core.dose import length
from bot.core.planning import mine
from bot.core.planning.own import HEARD, MOST, SEEN, Own
from bot.core.talk.moment import Moment, Reply
from bot.core.talk.person import Person
from bot.core.talk.screen import Button, Kept, Rows, Screen
from bot.core.values import replace
from bot.screens.common import being, button, column, short, show
from bot.screens.session.step import dose_text, recording
from bot.texts import Markup, bold, escaped, joined, label, lines, listed, say

PAGE = 8  # exercises on one screen


def of(moment: Moment, person: Person) -> Moment:
    """The moment with a person whose own exercises have changed."""
    book, words = mine.extended(moment.book, moment.words, person)
    return replace(being(moment, person), book=book, words=words)


def shelf(moment: Moment, page: int = 0, told: str = "") -> Reply | None:
    """The list of the person's own exercises, and how to add one; `told` is said above it."""
    words, own = moment.words, moment.person.own
    if page and page * PAGE >= len(own):
        return None
    shown = own[page * PAGE : (page + 1) * PAGE]
    rows: Rows = column(_door(moment, one) for one in shown)
    turns = []
    if page:
        turns.append(button(words, "library.before", f"mine page {page - 1}"))
    if (page + 1) * PAGE < len(own):
        turns.append(button(words, "library.after", f"mine page {page + 1}"))
    rows = (*rows, tuple(turns)) if turns else rows
    rows = (
        *rows,
        (button(words, "mine.add", "mine add", "good"),),
        (button(words, "card.library", "library"), button(words, "common.home", "home")),
    )
    text = joined([bold(say(words, "mine.title")), told or say(words, "mine.text", most=MOST)])
    return show(moment, Screen(text, rows), here=f"mine page {page}")


def _door(moment: Moment, own: Own) -> Button:
    if not own.ready:
        name = own.name or label(moment.words, "mine.unnamed")
        return button(moment.words, "mine.unfinished", f"mine go {own.slug}", what=name)
    mark = "⊘ " if own.slug in moment.person.never else ""
    return Button(short(f"{mark}{own.name}"), f"card {own.slug}")


def card(moment: Moment, slug: str, told: str = "") -> Reply | None:
    """The card of an own exercise; `told` is said above it."""
    own, words, person = mine.find(moment.person, slug), moment.words, moment.person
    if own is None or not own.ready:
        return None
    away = slug in person.never
    rows: list[tuple[Button, ...]] = [
        (button(words, "card.now", f"only {slug}", "good"),),
        (
            button(words, "mine.change", f"mine edit {slug}"),
            button(
                words, "mine.again" if away else "mine.rest", f"never {'-' if away else '+'} {slug}"
            ),
        ),
    ]
    if own.kind == HEARD:
        rows.append((button(words, "mine.listen", f"mine listen {slug}"),))
    rows.append((button(words, "mine.shelf", "mine"),))
    text = joined([told, bold(own.name), escaped(own.do), about(moment, own)])
    media = Kept(own.kind, own.file) if own.kind in SEEN and person.pictures else None
    return show(moment, Screen(text, tuple(rows), media), here=f"card {slug}")


def about(moment: Moment, own: Own) -> Markup:
    """What is known of an own exercise, but for its name and words; a line each."""
    words = moment.words
    areas = [words.areas[area].in_sentence for area in own.areas if area in words.areas]
    known = moment.words.stretches.get(own.instead)
    return lines(
        [
            say(words, "mine.is_dose", dose=dose_text(moment, own.dose))
            if length(own.dose)
            else "",
            _side(moment, own),
            say(words, "mine.is_for", areas=listed(words, areas)) if areas else "",
            say(words, "mine.is_instead", name=known.name) if known else "",
            say(words, "mine.is_resting") if own.slug in moment.person.never else "",
        ]
    )


def _side(moment: Moment, own: Own) -> str:
    if own.side == "none":
        return ""
    return say(moment.words, "mine.is_side", side=say(moment.words, f"mine.side_{own.side}"))


def listen(moment: Moment, own: Own) -> Reply | None:
    """The recording, beside the card."""
    note = recording(moment.person, own.slug)
    shown = card(moment, own.slug)
    return replace(shown, notes=note) if shown and note else shown


# Removing


def remove(moment: Moment, own: Own) -> Reply:
    """Ask once."""
    words = moment.words
    rows = column(
        [
            button(words, "mine.keep", f"card {own.slug}" if own.ready else "mine", "good"),
            button(words, "mine.remove_yes", f"mine gone {own.slug}", "bad"),
        ]
    )
    name = own.name or label(words, "mine.unnamed")
    screen = Screen(say(words, "mine.remove", name=name), rows)
    return show(moment, screen, here=f"mine remove {own.slug}")


def gone(moment: Moment, own: Own) -> Reply | None:
    """It is removed, and what was counted of it; one that is under way waits for its end."""
    session = moment.person.session
    if session is not None and (
        session.only == own.slug or any(step.stretch == own.slug for step in session.steps)
    ):
        return shelf(moment, told=say(moment.words, "mine.under_way"))
    moment = of(moment, mine.without(moment.person, own.slug))
    return shelf(moment, told=say(moment.words, "mine.removed"))
