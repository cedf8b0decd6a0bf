"""Offers cards to share in any chat: what fits the words after the bot's name, page by page."""

from bot.core.book import Book, Words
from bot.core.planning import search
from bot.core.talk.outgoing import Result, Results
from bot.screens.session.step import dose_words
from bot.texts import bold, escaped, joined, label, lines, say

PAGE = 20  # cards at once; Telegram takes 50
LONGEST = 256  # characters; Telegram sends no more


def offered(book: Book, words: Words, query: str, offset: str) -> Results:
    """The cards that fit a query, best first, from `offset` on; without words, the gentlest first.

    `offset` is "" or what `Results.next` said before; anything else offers nothing.
    """
    if not offset.isdecimal() and offset:
        return Results()
    asked = query.strip()[:LONGEST]
    if asked:
        slugs = search.found(asked, book, words, len(book.stretches))
    else:
        slugs = sorted(book.stretches, key=lambda slug: (book.stretches[slug].level, slug))
    start = int(offset[:6] or 0)
    shown = slugs[start : start + PAGE]
    more = str(start + PAGE) if start + PAGE < len(slugs) else ""
    return Results(tuple(_card(book, words, slug) for slug in shown), more)


def _card(book: Book, words: Words, slug: str) -> Result:
    told = words.stretches[slug]
    text = joined(
        [
            bold(told.name),
            escaped(told.why),
            lines(f"{n}. {escaped(step)}" for n, step in enumerate(told.steps, 1)),
            say(words, "inline.dose", dose=dose_words(words, book.stretches[slug].start)),
            lines([say(words, "how.stop", text=told.stop), say(words, "inline.care")]),
        ]
    )
    return Result(slug, told.name, told.why, text, label(words, "inline.open"))
