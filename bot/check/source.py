"""Reads in the bot's own source which keys of screens.toml it says, how, and with what."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

import bot

SAYS = {"say": 2, "label": 2, "phrase": 2, "button": 4}  # and how many arguments are its own
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
ANY = "[a-z0-9_]+"  # what an expression inside a key may be
FILES = ("json", "tab", "csv", "zip", "toml", "db")  # "settings.json" is no key
MOST = 100  # ways to fill in one key
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Use:
    """One place that says a key.

    `key` is a pattern of `re`, in which only what the source leaves open is not literal. `how` is
    the function it is given to ("" for words that only look like a key), and `inside` the call or
    argument around it. `values` are the names filled in; None where they cannot be told.
    """

    key: str
    how: str = ""
    inside: str = ""
    values: frozenset[str] | None = None

    def exact(self) -> bool:
        """Whether the source names one key alone."""
        return ANY not in self.key


@lru_cache(maxsize=1)
def uses() -> tuple[Use, ...]:
    """Every use in the package."""
    root = Path(bot.__file__).parent
    return tuple(
        use
        for path in sorted(root.rglob("*.py"))
        if path.parent.name != "check"
        for use in read(path.read_text(encoding="utf-8"))
    )


def read(source: str) -> list[Use]:
    """Every use in one file of source."""
    tree = ast.parse(source)
    top = [one for one in tree.body if not isinstance(one, FUNCTION)]
    reader = _Reader(_constants(top))
    reader.visit(tree)
    return [_narrowed(use, tree) for use in reader.found]


def _narrowed(use: Use, tree: ast.AST) -> Use:
    """A use whose first part is open can only begin with a word that stands in its file."""
    if not use.key.startswith(ANY):
        return use
    said = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    plain = sorted(one for one in said if isinstance(one, str) and re.fullmatch(ANY, one))
    return Use(f"(?:{'|'.join(plain)}){use.key.removeprefix(ANY)}")


Values = Mapping[str, tuple[str, ...]]


class _Reader(ast.NodeVisitor):
    """Walks one file; `known` are the words that each name in sight may stand for."""

    def __init__(self, known: Values) -> None:
        self.known = known
        self.found: list[Use] = []
        self.around = ""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """A function sees its own names beside those of the file; what it is given is open."""
        outer = self.known
        given = {one.arg: (ANY,) for one in (*node.args.args, *node.args.kwonlyargs)}
        self.known = {**outer, **given, **_constants(node.body), **dict(_loops(node, outer))}
        self.generic_visit(node)
        self.known = outer

    def visit_keyword(self, node: ast.keyword) -> None:
        """What is inside an argument knows its name: toast=label(…)."""
        outer, self.around = self.around, node.arg or ""
        self.generic_visit(node)
        self.around = outer

    def visit_Call(self, node: ast.Call) -> None:
        """say(words, key, name=…) and the like, and what stands inside any other call."""
        name = _name(node.func)
        if name in SAYS and len(node.args) > 1:
            given = [one.arg for one in node.keywords]
            named = frozenset(one for one in given if one is not None)
            values = None if None in given else named  # **values could be anything
            for key in _words(node.args[1], self.known):
                self.found.append(Use(key, name, self.around, values))
        outer, self.around = self.around, name
        self.generic_visit(node)
        self.around = outer

    def visit_Constant(self, node: ast.Constant) -> None:
        """Words that look like a key may reach a call by another way."""
        value = node.value
        if isinstance(value, str) and KEY.fullmatch(value) and not value.endswith(FILES):
            self.found.append(Use(re.escape(value)))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """The same for f"…"; the parts of one are no keys."""
        for key in _words(node, self.known):
            if re.match(r"[a-z_]+\\\.", key) and " " not in key:
                self.found.append(Use(key))


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _constants(body: list[ast.stmt]) -> dict[str, tuple[str, ...]]:
    """The words that names are set to in some statements, and in those inside them."""
    found: dict[str, tuple[str, ...]] = {}
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                said = tuple(_literal(node.value))
                name = node.targets[0].id
                found[name] = (*found.get(name, ()), *(said or (ANY,)))
    return found


def _loops(node: ast.AST, known: Values) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words that a name runs through: for kind in KINDS."""
    for one in ast.walk(node):
        if isinstance(one, ast.For | ast.comprehension) and isinstance(one.target, ast.Name):
            through = one.iter
            said = known.get(through.id, ()) if isinstance(through, ast.Name) else ()
            yield one.target.id, said or (ANY,)


def _literal(node: ast.expr) -> Iterator[str]:
    """The patterns of plain words, of either branch of a choice, of a tuple of words."""
    match node:
        case ast.Constant(str(value)):
            yield re.escape(value)
        case ast.IfExp(body=yes, orelse=no):
            yield from (*_literal(yes), *_literal(no))
        case ast.Tuple(elts=parts):
            for part in parts:
                yield from _literal(part)


def _words(node: ast.expr, known: Values) -> list[str]:
    """The patterns of everything that an expression may say."""
    match node:
        case ast.Name(name):
            return [one for one in known.get(name, ()) if one != ANY]
        case ast.IfExp(body=yes, orelse=no):
            return [*_words(yes, known), *_words(no, known)]
        case ast.JoinedStr(values=parts):
            ways = [_part(part, known) for part in parts]
            return ["".join(way) for _, way in zip(range(MOST), product(*ways), strict=False)]
        case _:
            return list(_literal(node))


def _part(node: ast.expr, known: Values) -> list[str]:
    """What one part of an f"…" may say."""
    if isinstance(node, ast.FormattedValue):
        match node.value:
            case ast.Name(name):
                return list(known.get(name, (ANY,)))
            case ast.IfExp():
                return list(_literal(node.value)) or [ANY]
            case _:
                return [ANY]
    return list(_literal(node))
