"""Values: what never changes, and gives a changed copy of itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache, wraps
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")


class Value(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value that is kept: made, copied and written in C, without what is at its default.

    A frozen dataclass does the same in Python, which a large person feels at every turn. Whoever
    changes a default changes it for all who never chose: a migration has to write the old one.
    """


if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414 - mypy checks the fields' types
else:

    def replace(value: T, /, **changes: object) -> T:
        """A copy of a Value or dataclass instance with other values for some fields.

        Raises TypeError for a name that is no field.
        """
        if isinstance(value, msgspec.Struct):
            return msgspec.structs.replace(value, **changes)
        kind: Any = type(value)
        all_of, places = _shape(kind)
        values = list(all_of(value))
        try:
            for name, new in changes.items():
                values[places[name]] = new
        except KeyError as error:
            raise TypeError(f"{kind.__name__} has no field {error}") from None
        return kind(*values)


@lru_cache(maxsize=256)
def _shape(kind: Any) -> tuple[attrgetter[Any], Mapping[str, int]]:  # noqa: ANN401 - typeshed has no name for it
    names = [one.name for one in fields(kind)]
    return attrgetter(*names), {name: place for place, name in enumerate(names)}


def by_identity(most: int) -> Callable[[Callable[[A], B]], Callable[[A], B]]:
    """Remember what a function made of the last `most` things, by which thing each is.

    The content's values are large, so that looking them up by what they hold costs more than most
    answers.
    """

    def remembering(function: Callable[[A], B]) -> Callable[[A], B]:
        known: dict[int, tuple[A, B]] = {}

        @wraps(function)
        def remembered(thing: A) -> B:
            found = known.get(id(thing))
            if found is None or found[0] is not thing:
                if len(known) >= most:
                    known.clear()
                found = known[id(thing)] = thing, function(thing)
            return found[1]

        return remembered

    return remembering


def told(value: msgspec.Struct, hidden: Collection[str]) -> str:
    """A value as Python would write it, without what no log may show."""
    shown = (name for name in value.__struct_fields__ if name not in hidden)
    named = ", ".join(f"{name}={getattr(value, name)!r}" for name in shown)
    return f"{type(value).__name__}({named})"


def plain(value: object) -> object:
    """Everything in a value, as tables, lists and plain values; defaults too."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, tuple) else value
