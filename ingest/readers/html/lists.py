"""Numbers that a browser prints before the items of an ordered list (HTML Living Standard, 4.4.5 to 4.4.8)."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from ingest.patterns import linear
from ingest.readers.html.names import name
from ingest.readers.numerals import alphabetic, roman

DEEPEST = 9
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)
_TYPES = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
}  # fmt: skip
_KNOWN = (
    "decimal-leading-zero", "decimal", "lower-alpha", "lower-latin", "upper-alpha", "upper-latin", "lower-roman",
    "upper-roman", "none",
)  # fmt: skip
_COUNTERS = linear(r"""content\s*:[^;}]*counters\(\s*[\w-]+\s*,\s*["']([^"']{0,3})["']\s*\)([^;}]*)""", re.I)


def counter_joint(sheet: str) -> str | None:
    """The mark between levels where the page's sheet numbers nested lists as '1.1'; None where it does not."""
    found = _COUNTERS.search(sheet)
    return found[1] if found else None


class ListNumbers:
    """Labels of list items; each list is counted once.

    Args:
        joint: the mark between the levels where the page's sheet numbers nested lists, None where it does not.
    """

    def __init__(self, joint: str | None = None) -> None:
        self._joint = joint
        self._values: dict[etree._Element, dict[etree._Element, int]] = {}

    def label(self, item: etree._Element) -> str:
        """The number of a `<li>` as printed: '3.', 'c.', 'iii.'; '' for bullets and lists without marks."""
        own = self._own(item)
        if self._joint is None or not own:
            return f"{own}." if own else ""
        above = [self._own(outer) for outer in islice(item.iterancestors("li"), DEEPEST)]
        return self._joint.join([*reversed([number for number in above if number]), own])

    def _own(self, item: etree._Element) -> str:
        parent = item.getparent()
        if parent is None or name(parent) != "ol":
            return ""
        style = _style_of(item) or _style_of(parent) or _TYPES.get(parent.get("type", "1"), "decimal")
        if parent not in self._values:
            self._values[parent] = _values(parent)
        return "" if style == "none" else _printed(self._values[parent][item], style)


def _values(parent: etree._Element) -> dict[etree._Element, int]:
    """The value of each item: its own, or counted from the list's start and the values given before it."""
    items = [node for node in parent if name(node) == "li"]
    step = -1 if parent.get("reversed") is not None else 1
    start = _whole(parent.get("start"))
    value = (len(items) if step < 0 else 1) if start is None else start
    found = {}
    for node in items:
        given = _whole(node.get("value"))
        value = value if given is None else given
        found[node] = value
        value += step
    return found


def _printed(value: int, style: str) -> str:
    if style.startswith(("lower-roman", "upper-roman")):
        text = roman(value)
    elif style.endswith(("alpha", "latin")):
        text = alphabetic(value)
    elif style == "decimal-leading-zero":
        return f"{value:02d}"
    else:
        return str(value)
    return (text.upper() if style.startswith("upper") else text) or str(value)


def _style_of(node: etree._Element) -> str:
    found = _STYLE.search(node.get("style", ""))
    if not found:
        return _TYPES.get(node.get("type", ""), "") if name(node) == "li" else ""
    words = found[1].lower().replace("!important", "").split()
    return next((known for known in _KNOWN if known in words), "")


def _whole(text: str | None) -> int | None:
    try:
        value = int((text or "").strip())
    except ValueError:
        return None
    return value if abs(value) < 10_000_000 else None
