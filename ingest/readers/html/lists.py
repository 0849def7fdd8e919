"""Numbers that a browser prints before items of a list and before what a style sheet counts (HTML, 4.4.5 to 4.4.8)."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from ingest.readers.html.counters import generated, number, whole
from ingest.readers.html.names import name
from ingest.readers.html.sheet import Sheet

_TYPES = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
}  # fmt: skip
_KNOWN = (
    "decimal-leading-zero", "decimal", "lower-alpha", "lower-latin", "upper-alpha", "upper-latin", "lower-roman",
    "upper-roman", "none",
)  # fmt: skip
_MARKS = ("disc", "circle", "square", "disclosure-open", "disclosure-closed")
#: Classes that sheets kept outside the page use for lists without marks.
_UNMARKED = frozenset(
    ("list-unstyled", "list-none", "list-style-none", "no-list-style", "unstyled", "no-bullet", "no-bullets", "nolist")
)


class ListNumbers:
    """Labels of list items and of what the sheet numbers; each list is counted once.

    Args:
        root: the page. sheet: its style sheet. hides: whether an element is not shown, and so not counted.
    """

    def __init__(self, root: etree._Element, sheet: Sheet, hides: Callable[[etree._Element], bool]) -> None:
        self._sheet = sheet
        self._values: dict[etree._Element, dict[etree._Element, int]] = {}
        self._generated = generated(root, sheet, hides)

    def counted(self, node: etree._Element) -> str:
        """What the sheet prints before any element, if a counter is in it: '2.1'."""
        return self._generated.get(node, "")

    def label(self, item: etree._Element) -> str:
        """The number of a `<li>` as printed: '3.', 'c.', 'iii.', '2.1'; '' for bullets and lists without marks."""
        counted = self.counted(item)
        own = "" if counted else self._own(item)
        return f"{own}." if own else counted

    def _own(self, item: etree._Element) -> str:
        parent = item.getparent()
        if parent is None or name(parent) != "ol":
            return ""
        style = self._style(item, parent)
        if parent not in self._values:
            self._values[parent] = _values(parent)
        return number(self._values[parent][item], style)

    def _style(self, item: etree._Element, parent: etree._Element) -> str:
        """How the item's number is printed; "none" where it has no mark."""
        display = self._sheet.value(item, "display").lower()
        if display and "list-item" not in display and display not in ("inherit", "revert"):
            return "none"
        marker = self._sheet.value(item, "content", "marker")
        if marker and marker != "normal":
            return "none"
        unmarked = any(set(node.get("class", "").lower().split()) & _UNMARKED for node in (item, parent))
        of_type = _TYPES.get(item.get("type", ""), "")
        default = "none" if unmarked else _TYPES.get(parent.get("type", "1"), "decimal")
        return self._set_style(item) or of_type or self._set_style(parent) or default

    def _set_style(self, node: etree._Element) -> str:
        for prop in ("list-style-type", "list-style"):
            words = re.split(r"[\s;]+", self._sheet.value(node, prop).lower())
            found = next((known for known in (*_KNOWN, *_MARKS) if known in words), "")
            if found:
                return "none" if found in _MARKS else found
        return ""


def _values(parent: etree._Element) -> dict[etree._Element, int]:
    """The value of each item: its own, or counted from the list's start and the values given before it."""
    items = [node for node in parent if name(node) == "li"]
    step = -1 if parent.get("reversed") is not None else 1
    start = whole(parent.get("start"))
    value = (len(items) if step < 0 else 1) if start is None else start
    found = {}
    for node in items:
        given = whole(node.get("value"))
        value = value if given is None else given
        found[node] = value
        value += step
    return found
