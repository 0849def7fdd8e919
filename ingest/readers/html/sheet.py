"""The page's own style sheet, as far as it decides which numbers are printed and which words are struck out.

Selectors of names, classes, ids and attributes, joined by descent or by ">", are matched; rules with any other selector
are left aside, and counted where they count something.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.html.names import name

_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[\w-]+(?:=\"?[\w-]*\"?|='[\w-]*')?\])*)")
_PSEUDO = re.compile(r"::?(before|after|marker|first-line|first-letter|placeholder|selection)$", re.I)
_PART = re.compile(r"[.#][\w-]+|\[[^\][]+\]")
_COUNTS = re.compile(r"counter", re.I)
#: Properties that this module is asked for.
_KEPT = frozenset((
    "counter-reset", "counter-increment", "counter-set", "content", "list-style", "list-style-type", "display",
    "text-decoration", "text-decoration-line",
))  # fmt: skip
MOST_RULES = 20_000


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector: a name and what it must have; `child`: the step before it is the parent itself."""

    tag: str
    parts: tuple[str, ...]
    child: bool

    def matches(self, node: etree._Element) -> bool:
        if self.tag not in ("", "*") and name(node) != self.tag:
            return False
        return all(_has(node, part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Compound, ...]
    pseudo: str
    weight: tuple[int, int, int, int]
    declared: dict[str, str]


class Sheet:
    """The declarations that hold for an element of the page.

    Args:
        text: the sheets of the page, joined.
    """

    def __init__(self, text: str = "") -> None:
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        self.counts = False
        self.unread = False  # a rule that counts has a selector that is not matched here
        for order, (selectors, body) in enumerate(_RULE.findall(outside_at_rules(text))[:MOST_RULES]):
            self._add(selectors, _declarations(body), order)

    def value(self, node: etree._Element, prop: str, pseudo: str = "") -> str:
        """The value of a property for an element, or for what is printed before it; "" where nothing is said."""
        own = _declarations(node.get("style", "")).get(prop, "") if not pseudo else ""
        if own:
            return own
        matching = [rule for rule in self._candidates(node, pseudo) if prop in rule.declared and _leads_to(rule, node)]
        return max(matching, key=lambda rule: rule.weight).declared[prop] if matching else ""

    def _add(self, selectors: str, declared: dict[str, str], order: int) -> None:
        if not declared:
            return
        counting = any(_COUNTS.search(f"{key}:{value}") for key, value in declared.items())
        self.counts = self.counts or counting
        for selector in selectors.split(","):
            rule = _read(selector.strip(), declared, order)
            if rule is None:
                self.unread = self.unread or counting
            else:
                self._rules[_key(rule.steps[-1])].append(rule)

    def _candidates(self, node: etree._Element, pseudo: str) -> Iterator[_Rule]:
        if not self._rules:
            return
        keys = [name(node), "*", *(f".{part}" for part in node.get("class", "").split())]
        if node.get("id"):
            keys.append(f"#{node.get('id')}")
        for key in keys:
            yield from (rule for rule in self._rules.get(key, ()) if rule.pseudo == pseudo)


def _read(selector: str, declared: dict[str, str], order: int) -> _Rule | None:
    """A selector with its declarations; None where it is of another sort."""
    found = _PSEUDO.search(selector)
    pseudo = found[1].lower() if found else ""
    plain = _PSEUDO.sub("", selector) or "*"
    steps: list[_Compound] = []
    child = False
    for word in plain.replace(">", " > ").split():
        if word == ">":
            child = True
            continue
        match = _COMPOUND.fullmatch(word)
        if not match:
            return None
        steps.append(_Compound((match["tag"] or "").lower(), tuple(_PART.findall(match["rest"])), child))
        child = False
    if not steps:
        return None
    parts = [part for step in steps for part in step.parts]
    ids = sum(part.startswith("#") for part in parts)
    tags = sum(step.tag not in ("", "*") for step in steps)
    return _Rule(tuple(steps), pseudo, (ids, len(parts) - ids, tags, order), declared)


def _key(step: _Compound) -> str:
    """Where a rule is looked up: by a class or id of its last step, or else by its name."""
    return next((part for part in step.parts if part[0] in ".#"), step.tag or "*")


def _leads_to(rule: _Rule, node: etree._Element) -> bool:
    *above, last = rule.steps
    if not last.matches(node):
        return False
    child, at = last.child, node.getparent()
    for step in reversed(above):
        while at is not None and not step.matches(at):
            if child:
                return False
            at = at.getparent()
        if at is None:
            return False
        child, at = step.child, at.getparent()
    return True


def _has(node: etree._Element, part: str) -> bool:
    if part[0] == ".":
        return part[1:] in node.get("class", "").split()
    if part[0] == "#":
        return bool(node.get("id") == part[1:])
    key, _, wanted = part[1:-1].partition("=")
    held = node.get(key.lower())
    return held is not None and (not wanted or held == wanted.strip("\"'"))


def _declarations(body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for declared in _parted(body):
        key, colon, value = declared.partition(":")
        if colon and key.strip().lower() in _KEPT:
            found[key.strip().lower()] = _unmarked(value.strip())
    return found


def _parted(body: str) -> list[str]:
    """The declarations of a rule; a semicolon in quotation marks parts none."""
    parts, inside = [""], ""
    for piece in re.split("([;\"'])", body):
        if piece == ";" and not inside:
            parts.append("")
            continue
        if piece in ('"', "'"):
            inside = "" if inside == piece else inside or piece
        parts[-1] += piece
    return parts


def _unmarked(value: str) -> str:
    """Without "!important"."""
    if not value.lower().endswith("important"):
        return value
    return value[: -len("important")].rstrip().removesuffix("!").rstrip()


def outside_at_rules(sheet: str) -> str:
    """The rules that hold everywhere: those for print or small screens only are left aside, comments too."""
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)", "", sheet, flags=re.S)
    kept, depth, at = [], 0, False
    for part in re.split(r"([{}])", sheet):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(0, depth - 1)
            if at and depth == 0:
                at = False
                continue
        elif depth == 0 and "@" in part:
            at = True
        if not at:
            kept.append(part)
    return "".join(kept)
