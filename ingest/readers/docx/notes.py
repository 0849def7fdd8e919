"""Footnotes and endnotes: their text by id, and the number that Word prints at each reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.docx.formats import printed
from ingest.readers.docx.names import MC, W, child, number, switch, val

KINDS = ("footnote", "endnote")
_GONE = frozenset((W + "del", W + "moveFrom", MC + "Fallback"))


@dataclass(frozen=True, slots=True)
class Scheme:
    """How notes of one kind are numbered in one section; `restart`: "continuous", "eachSect" or "eachPage"."""

    format: str
    start: int = 1
    restart: str = "continuous"


def note_texts(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    """Note id -> its element, the separators between text and notes left aside."""
    nodes = root.findall(W + kind) if root is not None else []
    return {node.get(W + "id", ""): node for node in nodes if node.get(W + "type", "normal") == "normal"}


def note_marks(body: etree._Element, settings: etree._Element | None) -> dict[tuple[str, str], str]:
    """(kind, id) -> number as printed, for every note that a visible reference in the body leads to."""
    marks: dict[tuple[str, str], str] = {}
    for kind in KINDS:
        count: int | None = None
        for section, references in _sections(body, kind):
            scheme = _scheme(kind, section, settings)
            if count is None or scheme.restart == "eachSect":
                count = scheme.start
            for reference in references:
                key = (kind, reference.get(W + "id", ""))
                if has_own_mark(reference):
                    marks.setdefault(key, own_mark(reference))
                    continue
                marks.setdefault(key, printed(count, scheme.format))
                count += 1
    return marks


def has_own_mark(reference: etree._Element) -> bool:
    """Whether the author chose the mark, which then stands as text after the reference and is not counted."""
    return reference.get(W + "customMarkFollows", "0") in ("1", "true", "on")


def own_mark(reference: etree._Element) -> str:
    """The mark that the author chose: '*'."""
    return "".join(part.text or "" for part in reference.itersiblings(W + "t")).strip()


def _sections(body: etree._Element, kind: str) -> Iterator[tuple[etree._Element | None, list[etree._Element]]]:
    """References by section; a section's properties stand at its end."""
    waiting: list[etree._Element] = []
    ending: etree._Element | None = None  # properties within a paragraph: the section ends after that paragraph
    for node in body.iter(W + kind + "Reference", W + "sectPr"):
        if ending is not None and _paragraph_of(ending) not in set(node.iterancestors()):
            yield ending, waiting
            ending, waiting = None, []
        if node.tag == W + "sectPr":
            ending = node
        elif not _gone(node):
            waiting.append(node)
    yield ending, waiting


def _paragraph_of(section: etree._Element) -> etree._Element | None:
    return next(section.iterancestors(W + "p"), None)


def _gone(node: etree._Element) -> bool:
    return any(above.tag in _GONE for above in node.iterancestors()) or bool(switch(node.getparent(), "rPr", "vanish"))


def _scheme(kind: str, section: etree._Element | None, settings: etree._Element | None) -> Scheme:
    own, general = child(section, kind + "Pr"), child(settings, kind + "Pr")
    start = number(own, "numStart")
    return Scheme(
        format=val(own, "numFmt") or val(general, "numFmt") or ("decimal" if kind == "footnote" else "lowerRoman"),
        start=number(general, "numStart") or 1 if start is None else start,
        restart=val(own, "numRestart") or val(general, "numRestart") or "continuous",
    )
