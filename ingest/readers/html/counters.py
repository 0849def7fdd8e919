"""Numbers that a page's style sheet counts and prints before elements (CSS Lists and Counters 3, 4 to 5)."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from ingest.readers.html.names import name
from ingest.readers.html.sheet import Sheet
from ingest.readers.numerals import alphabetic, roman

#: What an ordered list's items are counted with.
ITEM = "list-item"
_STEP = re.compile(r"(-?[a-zA-Z_][\w-]*)(?:\s+([+-]?\d+))?")
_CONTENT = re.compile(
    r"\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|counters\(\s*(?P<all>[\w-]+)\s*,\s*(?:\"(?P<joint>[^\"]*)\"|'(?P<joint2>[^']*)')\s*(?:,\s*(?P<style2>[\w-]+)\s*)?\)"
    r"|counter\(\s*(?P<one>[\w-]+)\s*(?:,\s*(?P<style>[\w-]+)\s*)?\))",
    re.I,
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")


class _Counts:
    """All counters in force: of each name its instances, innermost last, each with the element that it ends with."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[list[object]]] = {}

    def reset(self, key: str, value: int, scope: etree._Element) -> None:
        stack = self._stacks.setdefault(key, [])
        if stack and stack[-1][0] is scope:
            stack.pop()  # that of an element before it in the same parent
        stack.append([scope, value])

    def add(self, key: str, by: int, scope: etree._Element) -> None:
        if not self._stacks.get(key):
            self.reset(key, 0, scope)
        self._stacks[key][-1][1] = self.values(key)[-1] + by

    def put(self, key: str, value: int, scope: etree._Element) -> None:
        self.add(key, 0, scope)
        self._stacks[key][-1][1] = value

    def values(self, key: str) -> list[int]:
        return [int(str(value)) for _, value in self._stacks.get(key, ())]

    def leave(self, scope: etree._Element) -> None:
        for stack in self._stacks.values():
            while stack and stack[-1][0] is scope:
                stack.pop()


def generated(root: etree._Element, sheet: Sheet, hides: Callable[[etree._Element], bool]) -> dict[etree._Element, str]:
    """What the sheet prints before elements, where a counter is in it: {element: "2.1"}.

    Nothing where a rule that counts cannot be matched: a number must be the one that is shown, or none.
    """
    if not sheet.counts or sheet.unread:
        return {}
    counts, found = _Counts(), {}
    hidden: etree._Element | None = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            hidden = None if node is hidden else hidden
            counts.leave(node)
            continue
        if hidden is None and hides(node):
            hidden = node
        if hidden is None and name(node):
            above = node.getparent()
            _count(node, "", counts, sheet, node if above is None else above)
            _count(node, "before", counts, sheet, node)
            if text := _printed(sheet.value(node, "content", "before"), counts):
                found[node] = text
    return found


def _count(node: etree._Element, pseudo: str, counts: _Counts, sheet: Sheet, scope: etree._Element) -> None:
    if not pseudo and name(node) in ("ol", "ul", "menu"):
        counts.reset(ITEM, _start(node) - _direction(node), scope)
    for key, value in _STEP.findall(sheet.value(node, "counter-reset", pseudo)):
        if key.lower() != "none":
            counts.reset(key, int(value or 0), scope)
    if not pseudo and name(node) == "li":
        above = node.getparent()
        counts.add(ITEM, 1 if above is None else _direction(above), scope)
        if (given := whole(node.get("value"))) is not None:
            counts.put(ITEM, given, scope)
    for key, value in _STEP.findall(sheet.value(node, "counter-increment", pseudo)):
        if key.lower() != "none":
            counts.add(key, int(value or 1), scope)
    for key, value in _STEP.findall(sheet.value(node, "counter-set", pseudo)):
        if key.lower() != "none":
            counts.put(key, int(value or 0), scope)


def _printed(content: str, counts: _Counts) -> str:
    """The text of a `content` in which a counter stands; "" for any other."""
    at, text, counted = 0, "", False
    while at < len(content):
        match = _CONTENT.match(content, at)
        if not match:
            return "" if content[at:].strip() else " ".join(text.split()) if counted else ""
        at = match.end()
        if key := match["one"] or match["all"]:
            counted = True
            style = (match["style"] or match["style2"] or "decimal").lower()
            values = counts.values(key) or [0]
            joint = match["joint"] or match["joint2"] or ""
            text += joint.join(number(value, style) for value in (values if match["all"] else values[-1:]))
        else:
            text += _ESCAPE.sub(lambda found: chr(int(found[1], 16)), match["double"] or match["single"] or "")
    return " ".join(text.split()) if counted else ""


def number(value: int, style: str) -> str:
    """The value as a list style prints it: (3, "lower-alpha") -> "c"; "" of the style "none"."""
    if style == "none":
        return ""
    if style.startswith(("lower-roman", "upper-roman")):
        text = roman(value)
    elif style.endswith(("alpha", "latin")):
        text = alphabetic(value)
    elif style == "decimal-leading-zero":
        return f"{value:02d}"
    else:
        return str(value)
    return (text.upper() if style.startswith("upper") else text) or str(value)


def whole(text: str | None) -> int | None:
    """A whole number as an attribute gives it; None where it is none, or too large for a list."""
    try:
        value = int((text or "").strip())
    except ValueError:
        return None
    return value if abs(value) < 10_000_000 else None


def _start(node: etree._Element) -> int:
    start = whole(node.get("start"))
    if start is not None:
        return start
    return sum(name(item) == "li" for item in node) if _direction(node) < 0 else 1


def _direction(node: etree._Element) -> int:
    return -1 if node.get("reversed") is not None else 1
