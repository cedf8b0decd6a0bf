"""Checks the warning signs: tiers, groups, sources, and the numbers to call."""

import re
from collections.abc import Collection, Iterator

from bot.check import lists
from bot.check.names import of, one_of
from bot.content import Mistake
from bot.core.book import Book

NUMBER = re.compile(r"\+?[0-9]+( [0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{2}|default")


def mistakes(book: Book, found: Collection[Mistake]) -> Iterator[Mistake]:
    """Everything wrong with the facts of safety.toml and numbers.toml."""
    flags = of("flag", book.safety.flags, found, "safety.toml", "flags.")
    sources = of("source", book.safety.sources, found, "safety.toml", "sources.")
    for key, flag in book.safety.flags.items():
        path = f"safety.toml [flags.{key}]"
        yield from one_of(path, "tier", flag.tier, lists.TIERS)
        yield from sources.unknown(path, (flag.source,), "source")
    for name in lists.FLAGS:
        if name not in flags:
            yield Mistake(
                "safety.toml", f'the flag "{name}" is missing; the bot asks for it by name'
            )
    for key, group in book.safety.groups.items():
        yield from flags.unknown(f"safety.toml [groups.{key}]", group.flags, "flags")
        if not group.flags:
            yield Mistake(f"safety.toml [groups.{key}]", "`flags` is empty; name at least one")
    yield from _grouped(book, found)
    used = {flag.source for flag in book.safety.flags.values()}
    used |= {one.source for one in book.safety.numbers.values()}
    for key, source in book.safety.sources.items():
        if key not in used and not source.used and not flags.broken:
            yield Mistake(
                f"safety.toml [sources.{key}]",
                "no flag names this source; remove it, or say under `used` what it is for",
            )
    yield from _numbers(book, found)


def _grouped(book: Book, found: Collection[Mistake]) -> Iterator[Mistake]:
    """Each sign of tier 0 stands in one group, and no other sign does."""
    groups = of("group", book.safety.groups, found, "safety.toml", "groups.")
    told = [flag for group in book.safety.groups.values() for flag in group.flags]
    for key, flag in book.safety.flags.items():
        path, count = f"safety.toml [flags.{key}]", told.count(key)
        if flag.tier == 0 and not count and not groups.broken:
            yield Mistake(path, "a flag of tier 0 belongs in one group, and no group names it")
        elif flag.tier == 0 and count > 1:
            yield Mistake(path, f"a flag of tier 0 belongs in one group, and {count} name it")
        elif flag.tier != 0 and count:
            yield Mistake(path, f"groups are for tier 0 alone; this flag is of tier {flag.tier}")


def _numbers(book: Book, found: Collection[Mistake]) -> Iterator[Mistake]:
    sources = of("source", book.safety.sources, found, "safety.toml", "sources.")
    for name in lists.NUMBERS:
        if name not in of("country", book.safety.numbers, found, "numbers.toml"):
            yield Mistake(
                "numbers.toml", f"[{name}] is missing; it holds where no country is known"
            )
    for key, one in book.safety.numbers.items():
        path = f"numbers.toml [{key}]"
        if not COUNTRY.fullmatch(key):
            yield Mistake(path, "a country is two capital letters (ISO 3166), such as [GB]")
        yield from sources.unknown(path, (one.source,) if one.source else (), "source")
        for at in ("emergency", "also", "urgent"):
            number = getattr(one, at)
            if (number or at == "emergency") and not NUMBER.fullmatch(number):
                yield Mistake(path, f'`{at}` is "{number}"; a number is digits and single spaces')
