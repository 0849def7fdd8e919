"""Which elements a reader of the page does not see."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from ingest.patterns import linear
from ingest.readers.html.names import UNREAD, classes, name
from ingest.readers.html.sheet import Sheet, outside_at_rules

_HIDING = linear(
    r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|font-size\s*:\s*0+(\.0+)?\s*(px|pt|em|rem|%)?\s*(;|$|!)"
    r"|opacity\s*:\s*0+(\.0+)?\s*(;|$|!)|mso-hide\s*:\s*all|text-indent\s*:\s*-\d{3,}",
    re.I,
)
_WHITE = re.compile(r"(?<![\w-])color\s*:\s*(white|#fff|#ffffff|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))\s*(;|$|!)", re.I)
_GROUND = re.compile(r"background", re.I)
_FOR_SCREEN_READERS = {"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "govuk-visually-hidden"}
_STRUCK = frozenset(("del", "s", "strike"))
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_SIMPLE = re.compile(r"^[.#][\w-]+$")


class Sight:
    """Tells hidden elements from visible ones, by attribute, inline style and simple rules of the page's own sheet."""

    def __init__(self, root: etree._Element) -> None:
        text = "".join(node.text or "" for node in root.iter("style"))
        self.sheet = Sheet(text)
        self._rules = _hiding_rules(text)

    def hides(self, node: etree._Element) -> bool:
        """Whether the element is in the page but not shown."""
        style = node.get("style", "")
        if node.get("hidden") is not None or node.get("aria-hidden", "").lower() == "true" or _HIDING.search(style):
            return True
        names = classes(node)
        if names & _FOR_SCREEN_READERS:
            return True
        if self._rules and self._rules & {"." + c for c in node.get("class", "").lower().split()}:
            return True
        if self._rules and "#" + node.get("id", "").lower() in self._rules:
            return True
        return bool(_WHITE.search(style) or _white_font(node)) and not _on_ground(node)

    def drops(self, node: etree._Element) -> bool:
        """Whether the element holds nothing to read: scripts, form controls, deletions."""
        return name(node) in UNREAD or name(node) == "" or self.strikes(node)

    def strikes(self, node: etree._Element) -> bool:
        """Whether a line runs through the element's words: they are deleted, or no longer hold."""
        said = (self.sheet.value(node, prop).lower() for prop in ("text-decoration", "text-decoration-line"))
        return name(node) in _STRUCK or any("line-through" in value for value in said)


def _hiding_rules(sheet: str) -> frozenset[str]:
    """'.a, #b {display: none}' -> {'.a', '#b'}; rules for print or small screens only are left aside."""
    plain = outside_at_rules(sheet)
    found: set[str] = set()
    for selectors, body in _RULE.findall(plain):
        if _HIDING.search(body):
            found.update(s for part in selectors.split(",") if _SIMPLE.match(s := part.strip().lower()))
    return frozenset(found)


def _white_font(node: etree._Element) -> bool:
    return name(node) == "font" and node.get("color", "").lower() in ("white", "#fff", "#ffffff")


def _on_ground(node: etree._Element) -> bool:
    """Whether some element around it has a background of its own, or a class that may give it one."""
    around: Iterable[etree._Element] = (node, *node.iterancestors())
    return any(a.get("bgcolor") or a.get("background") or _GROUND.search(a.get("style", "")) for a in around)
