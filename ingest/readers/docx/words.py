"""An independent count of a Word file's words: its text nodes in plain order, without the reader's own path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from lxml import etree

from ingest.readers.docx.names import MATH, MC, W
from ingest.readers.docx.notes import has_own_mark
from ingest.readers.superscript import note_mark

_GONE = frozenset((W + "del", W + "moveFrom", MC + "Fallback", W + "instrText"))
_TEXT = tuple(
    W + name for name in ("t", "tab", "br", "cr", "noBreakHyphen", "footnoteReference", "endnoteReference", "p")
)


def plain_words(
    roots: Iterable[etree._Element],
    marks: Mapping[tuple[str, str], str],
    hidden: Set[etree._Element],
    computed: Iterable[str],
) -> tuple[str, ...]:
    """All words that are printed.

    Args:
        roots: the parts to count: body, notes, headers and footers.
        marks: (kind, id) of a note -> the number that Word prints at its reference.
        hidden: text elements that were found not to be printed.
        computed: numbers that Word prints without storing them.
    """
    words = [word for root in roots for line in _lines(root, marks, hidden) for word in line.split()]
    return (*words, *(word for text in computed for word in text.split()))


def _lines(root: etree._Element, marks: Mapping[tuple[str, str], str], hidden: Set[etree._Element]) -> Iterator[str]:
    """The text of each paragraph; of one that holds others (text boxes), its own text only."""
    own: dict[etree._Element, list[str]] = {}
    for node in root.iter(*_TEXT, MATH + "t"):
        if node.tag == W + "p":
            own.setdefault(node, [])
            continue
        paragraph, gone = None, node in hidden
        for above in node.iterancestors():
            gone = gone or above.tag in _GONE
            if above.tag == W + "p" and paragraph is None:
                paragraph = above
        if paragraph is None or gone:
            continue
        own.setdefault(paragraph, []).append(_text(node, marks))
    yield from ("".join(parts) for parts in own.values())


def _text(node: etree._Element, marks: Mapping[tuple[str, str], str]) -> str:
    name = etree.QName(node).localname
    if name == "t":
        return (node.text or "").replace("\u00ad", "")
    if name.endswith("Reference"):
        mark = marks.get((name.removesuffix("Reference"), node.get(W + "id", "")), "")
        return "" if has_own_mark(node) else note_mark(mark)
    return "\u2011" if name == "noBreakHyphen" else " "
