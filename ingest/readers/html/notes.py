"""Footnotes of a page: which links are note markers, and which elements hold the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.html.names import classes, name

_MARK = re.compile(r"^[\[(]?\s*(?:(?:foot|end)?note\s+)?(\d{1,4}|[ivxlc]{1,7}|[a-z]|[*†‡§]+)\s*[\])]?$", re.I)
_NOTE_NAME = re.compile(
    r"^#?_?(fn|ftn|edn|footnote|endnote|note|cite_note|sdfootnote|sdendnote|_?ftn|f|n)[-_:.]?\w*", re.I
)
_BACK = re.compile(
    r"^(?:↩\ufe0e?|↩|↑|\^|⏎|back( to (content|text|top))?\.?|return( to text)?|jump up to:?\s*.*)$", re.I
)
_HOLDERS = frozenset(("li", "aside", "div", "dd", "p", "tr", "section"))
_PARTS = {"footnotes", "endnotes", "footnote-list", "doc-endnotes"}


@dataclass(frozen=True, slots=True)
class Notes:
    """Markers in the text and the notes they lead to.

    Args:
        markers: link or `<sup>` element -> marker as printed, without brackets.
        holders: element that holds a note -> its marker.
        backs: links from a note back to the text, no text of their own.
    """

    markers: dict[etree._Element, str]
    holders: dict[etree._Element, str]
    backs: frozenset[etree._Element]


def find_notes(root: etree._Element) -> Notes:
    """All note markers and notes: a marker is a short link forward to an element that holds the note."""
    order: dict[etree._Element, int] = {}
    targets: dict[str, etree._Element] = {}
    links: list[etree._Element] = []
    for index, node in enumerate(root.iter()):
        order[node] = index
        for key in (node.get("id"), node.get("name") if name(node) == "a" else None):
            if key:
                targets.setdefault(key, node)
        if name(node) == "a" and (node.get("href") or "").startswith("#"):
            links.append(node)
    markers: dict[etree._Element, str] = {}
    holders: dict[etree._Element, str] = {}
    backs: set[etree._Element] = set()
    for link in links:
        target = targets.get((link.get("href") or "")[1:])
        text = " ".join("".join(_strings(link)).split())
        found = _MARK.match(text)
        if target is None:
            if _BACK.match(text):
                backs.add(link)
            continue
        if found and order[target] > order[link] and _is_marker(link):
            holder = _holder(target)
            if holder is not None:
                markers[link] = found[1]
                holders.setdefault(holder, found[1])
        elif order[target] <= order[link] and (found or _BACK.match(text)):
            backs.add(link)
    holders.update({node: mark for node, mark in _unlinked(root) if node not in holders})
    inside = {link for link in backs if any(above in holders for above in (link, *link.iterancestors()))}
    return Notes(markers, holders, frozenset(inside))


def _strings(node: etree._Element) -> Iterator[str]:
    return (text for text in node.itertext() if isinstance(text, str))


def _is_marker(link: etree._Element) -> bool:
    above = link.getparent()
    return (
        (above is not None and name(above) == "sup")
        or any(name(inner) == "sup" for inner in link)
        or link.get("rel") == "footnote"
        or link.get("role") == "doc-noteref"
        or bool(classes(link) & {"footnote", "footnote-ref", "noteref", "footnote-reference"})
        or bool(_NOTE_NAME.match(link.get("href", "")))
    )


def _holder(target: etree._Element) -> etree._Element | None:
    """The element around a note's anchor that holds the whole note."""
    for node in (target, *target.iterancestors()):
        if name(node) in ("p", "td", "dt", "th") and (outer := node.getparent()) is not None:
            if name(outer) in ("li", "aside", "tr") or (name(outer) == "div" and outer.get("id")):
                return outer
            return node
        if name(node) in _HOLDERS:
            return node
        if name(node) in ("body", "main", "article"):
            return None
    return None


def _unlinked(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Notes that no link leads to: items of a list of footnotes, asides with that role."""
    for node in root.iter("section", "div", "aside", "ol"):
        if classes(node) & _PARTS or node.get("role", "") in ("doc-endnotes", "doc-footnotes"):
            items = [item for item in node.iter("li") if not any(name(a) == "li" for a in item.iterancestors())]
            yield from ((item, str(index)) for index, item in enumerate(items, 1))
        elif node.get("role", "") == "doc-footnote":
            yield node, ""
