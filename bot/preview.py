"""Lays every card and routine out on one page, in each language, for an author to read."""

import html
from pathlib import Path

from bot.core.book import Book, Words
from bot.core.dose import Dose, length
from bot.draw.figure import still
from bot.texts import say

BETWEEN = 10  # seconds from one step to the next, as plans reckon

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
       background: #eff7f3; color: #1c2f2a; }
article { display: grid; grid-template-columns: 20rem 1fr; gap: 1.5rem; background: #fff;
          border-radius: 1rem; padding: 1rem 1.5rem 1rem 1rem; margin: 1rem 0; }
article img { width: 100%; border-radius: .6rem; }
h2 { margin: 0 0 .3rem; } p, ol, ul { margin: .3rem 0; } small, code { color: #4b635c; }
nav { columns: 5 10rem; } nav a { display: block; color: #1b6f5f; }
@media (max-width: 45rem) { article { grid-template-columns: 1fr; } }
"""


def write(book: Book, to: Path) -> list[Path]:
    """Write a page for each language and the pictures they share; returns the pages.

    Raises OSError when the folder cannot be written.
    """
    pictures = to / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    for slug, stretch in book.stretches.items():
        if stretch.figure is not None:
            png = still(stretch.figure, "left" if stretch.sides else "")
            (pictures / f"{slug}.png").write_bytes(png)
    pages = []
    for language, words in book.words.items():
        page = to / f"{language}.html"
        page.write_text(_page(book, words), encoding="utf-8")
        pages.append(page)
    return pages


def _page(book: Book, words: Words) -> str:
    links = "".join(
        f'<a href="#{slug}">{_text(words.stretches[slug].name)}</a>' for slug in book.stretches
    )
    cards = "".join(_card(book, words, slug) for slug in book.stretches)
    routines = "".join(_routine(book, words, key) for key in book.routines)
    title = f"Unhunch, {words.language}: {len(book.stretches)} stretches"
    return (
        f'<!doctype html><html lang="{words.language}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE}</style><h1>{title}</h1><nav>{links}</nav>{cards}"
        f"<h1>{len(book.routines)} routines</h1>{routines}</html>\n"
    )


def _card(book: Book, words: Words, slug: str) -> str:
    facts, told = book.stretches[slug], words.stretches[slug]
    steps = "".join(f"<li>{_text(step)}</li>" for step in told.steps)
    rest = " ".join(
        say(words, f"how.{key}", text=text)
        for key, text in (
            ("breath", told.breath),
            ("feel", told.feel),
            ("mistake", told.mistake),
            ("stop", told.stop),
        )
    )
    tags = [
        f"<b>{word}</b> {_text(', '.join(words.tags[tag].label for tag in some))}<br>"
        for word, some in (("Kept from", facts.blocks), ("Eased for", facts.modifies))
        if some
    ]
    names = "; ".join(book.sources[source].name for source in facts.sources)
    also = f"<small>{_text(', '.join(told.also))}</small>" if told.also else ""
    return (
        f'<article id="{slug}"><img src="pictures/{slug}.png" alt="" loading="lazy"><div>'
        f"<h2>{_text(told.name)} <code>{slug}</code></h2>{also}<p><i>{_text(told.why)}</i></p>"
        f"<p>{_text(told.do)}</p><ol>{steps}</ol><p>{rest}</p>"
        f"<p>{_dose(words, facts.start)} → {_dose(words, facts.goal)}, level {facts.level}, "
        f"{facts.type}; easier: <code>{facts.easier or '–'}</code></p><p>{''.join(tags)}</p>"
        f"<small>{facts.basis}: {_text(names)}</small></div></article>"
    )


def _routine(book: Book, words: Words, key: str) -> str:
    routine, told = book.routines[key], words.routines[key]
    seconds = 0
    items = ""
    for step in routine.steps:
        sides = 2 if book.stretches[step.stretch].sides else 1
        seconds += sides * (length(step.dose()) + BETWEEN)
        both = " (each side)" if sides == 2 else ""
        name = _text(words.stretches[step.stretch].name)
        items += f'<li><a href="#{step.stretch}">{name}</a>: {_dose(words, step.dose())}{both}</li>'
    minutes = f"{seconds // 60}:{seconds % 60:02}"
    return (
        f'<article id="{key}"><div><h2>{_text(told.name)}</h2><code>{key}</code> {minutes}</div>'
        f"<div><p><i>{_text(told.why)}</i></p><ol>{items}</ol><p>{_text(told.note)}</p></div>"
        "</article>"
    )


def _dose(words: Words, dose: Dose) -> str:
    if dose.seconds:
        return say(words, "dose.seconds", n=dose.seconds)
    if not dose.hold:
        one = say(words, "dose.reps", n=dose.reps)
    else:
        one = say(words, "dose.holds", hold=dose.hold, n=dose.reps)
    return say(words, "dose.sets", n=dose.sets, one=one) if dose.sets > 1 else one


def _text(text: str) -> str:
    return html.escape(text)
