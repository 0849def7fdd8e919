"""One Word file to a Source: body with its notes, then running headers and footers, then what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.model import Problem
from ingest.readers.docx.body import Body, Seen
from ingest.readers.docx.inline import Ground, Inline
from ingest.readers.docx.names import REL, W, child, switch
from ingest.readers.docx.notes import KINDS, note_marks, note_texts
from ingest.readers.docx.numbering import Numbering
from ingest.readers.docx.package import Package
from ingest.readers.docx.styles import Styles, filled
from ingest.readers.docx.words import plain_words
from ingest.settings import Limits
from ingest.source import Block, Source

_CORE = {
    "title": "title", "creator": "author", "created": "created", "modified": "modified", "subject": "subject",
    "keywords": "keywords", "description": "description", "lastModifiedBy": "last modified by",
}  # fmt: skip
_QUOTED = 60


def read_docx(path: Path, limits: Limits) -> Source:
    """Read a Word file.

    Raises:
        UnreadableFile: it is damaged, encrypted, in the format from before 2007, or no Word file.
        LimitExceeded: it unpacks to more, or is nested deeper, than `limits` allow.
    """
    with Package(path, limits) as package:
        try:
            return _read(package, limits)
        except RecursionError as error:
            raise LimitExceeded(f"{path.name} is nested too deeply to read.") from error


def _read(package: Package, limits: Limits) -> Source:
    main = package.main
    document = package.xml(main)
    body = child(document, "body")
    if document is None or body is None:
        raise UnreadableFile(f"{package.name} is damaged: it has no document body.", remedy="Look for a whole copy.")
    settings = package.related(main, "settings")
    styles = Styles(package.related(main, "styles"))
    numbering = Numbering(package.related(main, "numbering"), styles.list_styles())
    marks = note_marks(body, settings)
    notes = _notes(package, main)
    walker = Body(styles, numbering, Inline(styles, marks), notes, limits)
    background = child(document, "background")
    shaded = background is not None and filled(background.get(W + "color"))
    blocks = list(walker.blocks(body, Ground(shaded)))
    edges = list(_edges(package, main, body, settings))
    furniture = _furniture(edges, walker)
    used = [notes[key] for key in marks if key in notes]
    computed = walker.seen.labels + [block.marker for block in blocks if block.kind == "footnote"]
    return Source(
        blocks=(*blocks, *furniture),
        words=plain_words([body, *used, *edges], marks, walker.seen.hidden_nodes, computed),
        properties=_properties(package),
        problems=tuple(_problems(package, main, document, walker.seen)),
    )


def _notes(package: Package, main: str) -> dict[tuple[str, str], etree._Element]:
    found = {}
    for kind in KINDS:
        for key, node in note_texts(package.related(main, kind + "s"), kind).items():
            found[kind, key] = node
    return found


def _edges(
    package: Package, main: str, body: etree._Element, settings: etree._Element | None
) -> Iterator[etree._Element]:
    """The headers and footers that are printed, each once; first and even pages have theirs only where switched on."""
    relations = package.relations(main)
    even = bool(switch(settings, "evenAndOddHeaders"))
    done: set[str] = set()
    for section in body.iter(W + "sectPr"):
        first = bool(switch(section, "titlePg"))
        for node in section.iterchildren(W + "headerReference", W + "footerReference"):
            when = node.get(W + "type", "default")
            relation = relations.get(node.get(REL + "id", ""))
            if (
                relation is None
                or relation.target in done
                or (when == "first" and not first)
                or (when == "even" and not even)
            ):
                continue
            done.add(relation.target)
            root = None if relation.external else package.xml(relation.target)
            if root is not None:
                yield root


def _furniture(edges: list[etree._Element], walker: Body) -> list[Block]:
    """Their text; of the pictures in them (emblems of the board) only a watermark is worth a word."""
    unread = list(walker.seen.unread)
    with walker.apart("edge"):
        blocks = [block for root in edges for block in walker.blocks(root, Ground(True))]
    walker.seen.unread[:] = unread + [seen for seen in walker.seen.unread[len(unread) :] if seen[0] == "watermark"]
    return [Block(text=f"{block.label} {block.text}".strip(), kind="furniture", size=block.size) for block in blocks]


def _properties(package: Package) -> tuple[tuple[str, str], ...]:
    core = package.related("", "core-properties")
    found = []
    for node in core if core is not None else ():
        name = _CORE.get(etree.QName(node).localname) if isinstance(node.tag, str) else None
        if name and node.text and node.text.strip():
            found.append((name, " ".join(node.text.split())))
    return tuple(found)


def _problems(package: Package, main: str, document: etree._Element, seen: Seen) -> Iterator[Problem]:
    for text in seen.hidden:
        yield Problem("hidden-text", f"Hidden or invisible text is left out: “{_short(text)}”.")
    for text in seen.struck:
        yield Problem("struck-text", f"Text that is struck out is left out: “{_short(text)}”.")
    for what, count in Counter(what for what, _ in seen.unread).items():
        at = next((where for kind, where in seen.unread if kind == what), "")
        where = f", the first at “{_short(at)}”" if at else ""
        code, many = what.replace(" ", "-"), f"{count} {what}{'s' if count > 1 else ''}"
        if what == "equation":
            yield Problem(code, f"{many} read as plain characters only{where}.")
        elif what == "number field":
            yield Problem(code, f"{many} that Word computes {'are' if count > 1 else 'is'} missing{where}.")
        else:
            yield Problem(code, f"{many} not read as text{where}.")
    comments = package.related(main, "comments")
    if comments is not None and (count := len(comments.findall(W + "comment"))):
        yield Problem("comment", f"{count} comment{'s' if count > 1 else ''} in the margin left out.")
    changes = sum(1 for _ in document.iter(W + "ins", W + "del", W + "moveFrom"))
    if changes:
        yield Problem("tracked-change", f"{changes} tracked changes were read as accepted.")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
