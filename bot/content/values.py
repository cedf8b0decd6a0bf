"""Knows whether the data of a TOML file fits the shape it should have, and says so plainly."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from bot.core.values import Value

PLAIN: dict[object, str] = {
    str: "words in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


def faults(data: object, kind: Any, at: str = "") -> Iterator[str]:  # noqa: ANN401 - any type form
    """Everything that keeps `data` from being a `kind`, a sentence each; keys nobody reads too.

    `kind` is a dataclass, a Value or another type that msgspec converts; `at` is where `data`
    stands.
    """
    kind = _present(kind)
    if not _fits(data, kind):
        yield f"{_named(at)} should be {_wanted(kind)}, not {_shown(data)}"
    elif isinstance(data, dict) and _is_table(kind):
        yield from _table(data, kind, at)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from faults(value, get_args(kind)[1], _inside(at, key))
    elif isinstance(data, list):
        parts = get_args(kind)
        for number, value in enumerate(data):
            part = parts[0] if parts[-1] is Ellipsis else parts[number]
            yield from faults(value, part, f"{at}[{number + 1}]")


def _table(data: dict[str, Any], kind: Any, at: str) -> Iterator[str]:  # noqa: ANN401 - a dataclass
    hints = _hints(kind)
    for name, needed in _keys(kind):
        if name in data:
            yield from faults(data[name], hints[name], _inside(at, name))
        elif needed:
            yield f"{_named(_inside(at, name))} is missing"
    for key in sorted(data.keys() - hints.keys()):
        known = ", ".join(hints)
        yield f"unknown key {_named(_inside(at, key))}; the keys here are {known}"


def _is_table(kind: Any) -> bool:  # noqa: ANN401 - any type form
    return is_dataclass(kind) or (isinstance(kind, type) and issubclass(kind, Value))


def _keys(kind: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401 - a dataclass or a Value
    """The keys of a table, and whether each has to be there."""
    if is_dataclass(kind):
        for field in fields(kind):
            yield field.name, field.default is MISSING and field.default_factory is MISSING
    else:
        for one in msgspec.structs.fields(kind):
            yield one.name, one.required


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _present(kind: Any) -> Any:  # noqa: ANN401 - any type form
    """The type without its None: TOML has no null, so what is there is never None."""
    if get_origin(kind) in (Union, UnionType):
        return next(one for one in get_args(kind) if one is not type(None))
    return kind


def _fits(data: object, kind: Any) -> bool:  # noqa: ANN401 - any type form
    """Whether the outermost layer of `data` is right; a plain value must be right altogether."""
    origin = get_origin(kind)
    if _is_table(kind) or origin is dict:
        return isinstance(data, dict)
    if origin is tuple:
        parts = get_args(kind)
        return isinstance(data, list) and (parts[-1] is Ellipsis or len(data) == len(parts))
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError:
        return False
    return True


def _wanted(kind: Any) -> str:  # noqa: ANN401 - any type form
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return "one of " + ", ".join(f'"{one}"' for one in parts)
    if origin is tuple:
        return "a list in [ ]" if parts[-1] is Ellipsis else f"a list of {len(parts)} in [ ]"
    return PLAIN.get(kind, "a table")


def _shown(data: object) -> str:
    match data:
        case bool():
            return str(data).lower()
        case str():
            return f'"{data}"'
        case dict():
            return "a table"
        case list():
            return f"a list of {len(data)}"
        case None:
            return "missing"
        case _:
            return str(data)


def _inside(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _named(at: str) -> str:
    return f"`{at}`" if at else "this"
