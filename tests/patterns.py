"""Every regular expression of the product, with how it is used, and hostile repeats of what each accepts."""

from __future__ import annotations

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from ingest.patterns import TEXT

HOME = Path(__file__).resolve().parent.parent
ROOMS = ("ingest", "index", "app")
_PARSER: Any = re._parser  # type: ignore[attr-defined]
_USES = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
#: Uses that try a pattern at one place only.
ANCHORED = frozenset({"match", "fullmatch"})
#: Of a class of characters so many are repeated, one by one; of what a pattern accepts, those that stand in reviews.
_CHARACTERS = 'a A1 \n.,-("’|[•é\t'
_OF_A_CLASS = 4
#: Repeats that are allowed fewer times than this cannot cost much.
_MANY = 20
#: What documents repeat, whatever a pattern is made for.
COMMON = (
    ".", " ", "\n", "\t", "a", "A", "1", "a ", "A ", "1 ", "1.", "(", "[", "“", "”", "'", "• ", "- ", "| ", "_", "*",
    "#", "<", "&", "a.\n", "\n ", ". ", ", ", "(a", "[1", "Aa ", "a-", "a'", "“a", "£1,", "www.", "and ", "the ",
    "January ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern of the product: where it stands and whether it is searched for or tried at one place only."""

    name: str
    pattern: re.Pattern[str]
    anchored: bool

    @property
    def bounded(self) -> bool:
        """Whether each repeat in it has a bound, as of `ingest.patterns.linear`, so that no text's length matters."""
        return not _endless(list(_PARSER.parse(self.pattern.pattern, self.pattern.flags)))


def _endless(tree: list[Any]) -> bool:
    return any(
        (str(kind).endswith("_REPEAT") and given[1] > TEXT) or any(map(_endless, _within(kind, given)))
        for kind, given in tree
    )


def _within(kind: Any, given: Any) -> list[list[Any]]:
    """What a part of a pattern is made of."""
    name = str(kind)
    if name == "BRANCH":
        return [list(branch) for branch in given[1]]
    if name == "ATOMIC_GROUP":
        return [list(given)]
    if name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT") or name.endswith("_REPEAT"):
        return [list(given[-1])]
    return []


def modules() -> list[ModuleType]:
    """All modules of the rooms."""
    paths = sorted(path for room in ROOMS for path in (HOME / room).rglob("*.py"))
    names = [".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def used_patterns() -> list[Used]:
    """Each pattern once."""
    found: dict[tuple[str, int], list[tuple[str, bool]]] = defaultdict(list)
    trees = {module: ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in modules()}
    everywhere = _uses(trees.values())
    for module, tree in trees.items():
        here = _uses([tree])
        for name, value in vars(module).items():
            methods = (here if name.startswith("_") else everywhere).get(name, {"search"})
            for pattern in _held(value):
                anchored = isinstance(value, re.Pattern) and methods <= ANCHORED
                found[pattern.pattern, pattern.flags].append((f"{module.__name__}.{name}", anchored))
        for line, pattern, method in _inline(module, tree):
            if method != "compile":
                found[pattern.pattern, pattern.flags].append((f"{module.__name__}:{line}", method in ANCHORED))
    return [
        Used(places[0][0], re.compile(*key), all(anchored for _, anchored in places))
        for key, places in sorted(found.items(), key=lambda each: each[1])
        if isinstance(key[0], str)
    ]


def _uses(trees: Any) -> dict[str, set[str]]:
    """Name of a variable -> how it is used; "search" where it is handed on."""
    found: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        called = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            name = getattr(node, "id", None) or (node.attr if isinstance(node, ast.Attribute) else "")
            if name and isinstance(getattr(node, "ctx", None), ast.Load):
                method = called.get(id(node), "")
                found[name].add(
                    method if method in _USES else "search" if method not in ("pattern", "flags") else method
                )
    return {name: methods & set(_USES) for name, methods in found.items() if methods & set(_USES)}


def _held(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth > 3:
        return
    elif isinstance(value, dict):
        yield from (each for part in (*value, *value.values()) for each in _held(part, depth + 1))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (each for part in value for each in _held(part, depth + 1))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (each for part in fields(value) for each in _held(getattr(value, part.name, None), depth + 1))


def _inline(module: ModuleType, tree: ast.Module) -> Iterator[tuple[int, re.Pattern[str], str]]:
    """Patterns written where they are used; those that depend on an argument are left out."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if ast.unparse(node.func.value) != "re" or node.func.attr not in (*_USES, "compile"):
            continue
        given = [word.value for word in node.keywords if word.arg == "flags"] or node.args[_FLAGS[node.func.attr] :]
        try:
            text, *flags = [eval(ast.unparse(each), dict(vars(module))) for each in (node.args[0], *given[:1])]
        except NameError:
            continue
        if isinstance(text, str):
            yield node.lineno, re.compile(text, *flags), node.func.attr


_FLAGS = {
    "compile": 1,
    "search": 2,
    "match": 2,
    "fullmatch": 2,
    "finditer": 2,
    "findall": 2,
    "split": 3,
    "sub": 4,
    "subn": 4,
}


def hostile(pattern: re.Pattern[str]) -> list[tuple[str, str, str]]:
    """(before, repeated, after): for each repeat in the pattern what it accepts, with what leads there and what
    comes after, or something that does not belong there; and all that the pattern accepts."""
    tree = list(_PARSER.parse(pattern.pattern, pattern.flags))
    whole = _sample(tree)
    made = {("", whole, ""), ("", whole + " ", ""), ("", whole + "\n", "")}
    for before, body, after in _repeats(tree, "", ""):
        made |= {(before, body, after), (before, body, "\x00"), ("", body, "\x00"), ("", before + body * 3, "\x00")}
    return sorted(each for each in made if each[1].strip("\x00"))


def _repeats(tree: list[Any], before: str, after: str) -> Iterator[tuple[str, str, str]]:
    for at, (kind, given) in enumerate(tree):
        lead, rest = before + _sample(tree[:at]), _sample(tree[at + 1 :]) + after
        name = str(kind)
        if name.endswith("_REPEAT"):
            _, most, body = given
            if most >= _MANY:
                yield from ((lead, each, rest) for each in _bodies(list(body)))
            yield from _repeats(list(body), lead, rest)
        elif name == "SUBPATTERN":
            yield from _repeats(list(given[-1]), lead, rest)
        elif name == "ATOMIC_GROUP":
            yield from _repeats(list(given), lead, rest)
        elif name == "BRANCH":
            for branch in given[1]:
                yield from _repeats(list(branch), lead, rest)
        elif name == "ASSERT":
            yield from _repeats(list(given[1]), lead, rest)


def _bodies(body: list[Any]) -> list[str]:
    if len(body) == 1 and str(body[0][0]) in ("IN", "ANY", "NOT_LITERAL"):
        return _accepted(*body[0])[:_OF_A_CLASS]
    return [_sample(body)] if _sample(body) else []


def _sample(tree: list[Any]) -> str:
    """A text that the pattern accepts, or nearly: what assertions and back references ask is left out."""
    return "".join(_one(str(kind), kind, given) for kind, given in tree)


def _one(name: str, kind: Any, given: Any) -> str:
    if name == "LITERAL":
        return chr(given)
    if name in ("IN", "ANY", "NOT_LITERAL"):
        return next(iter(_accepted(kind, given)), "")
    if name.endswith("_REPEAT"):
        return _sample(list(given[2])) * max(given[0], min(1, given[1]))
    if name == "SUBPATTERN":
        return _sample(list(given[-1]))
    if name == "ATOMIC_GROUP":
        return _sample(list(given))
    return _sample(list(given[1][0])) if name == "BRANCH" else ""


def _accepted(kind: Any, given: Any) -> list[str]:
    """Characters of a class: those of reviews first, then the first of each of its own."""
    name = str(kind)
    if name == "ANY":
        return ["a", " ", ".", "1"]
    if name == "NOT_LITERAL":
        return [each for each in _CHARACTERS if ord(each) != given]
    items = [(str(one), value) for one, value in given]
    own = [chr(value[0] if one == "RANGE" else value) for one, value in items if one in ("RANGE", "LITERAL")]
    listed = dict.fromkeys(
        (*(each for each in _CHARACTERS if _holds(items, each)), *(each for each in own if _holds(items, each)))
    )
    return list(listed)


def _holds(items: list[tuple[str, Any]], char: str) -> bool:
    inside = any(_is(name, value, char) for name, value in items)
    return inside != any(name == "NEGATE" for name, _ in items)


def _is(name: str, value: Any, char: str) -> bool:
    if name == "LITERAL":
        return ord(char) == value
    if name == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    if name == "CATEGORY":
        letter = {"SPACE": r"\s", "DIGIT": r"\d", "WORD": r"\w"}[str(value).rsplit("_", 1)[-1]]
        return bool(re.fullmatch(letter, char)) != ("_NOT_" in str(value))
    return False
