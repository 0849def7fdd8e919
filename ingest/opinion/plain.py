"""Files without pages, each by the shortest way through it: text nodes in document order, lines as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from lxml import etree

from ingest.opinion.raw import Piece, Raw
from ingest.patterns import linear
from ingest.readers.decoding import decode
from ingest.readers.docx.package import Package
from ingest.readers.html.decode import decode as decode_page
from ingest.readers.html.names import BLOCKS, UNREAD
from ingest.settings import Limits

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTES, _EDGES = ("footnotes", "endnotes"), ("header", "footer")
_TARGET = linear(r"\]\(([^()\s]*)(?:\s+\"[^\"]*\")?\)")
_TAG = linear(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>|<!--.*?-->")
_CELL = re.compile(r"\t|(?<!\\)\|| {3,}")
_UNSHOWN = frozenset((*UNREAD, "head", "title"))
_STRUCK = frozenset(("del", "s", "strike"))
_FRAME = frozenset(("nav", "header", "footer", "aside"))
_MAIN = frozenset(("main",))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def look_at_text(path: Path) -> Raw:
    """The lines of a text or Markdown file, cut at tabs and bars; pages by form feed."""
    text, _ = decode(path.read_bytes(), path.name)
    pieces: list[Piece] = []
    for line in re.split(r"[\n\f]", text):
        plain = unescape(_TAG.sub("", _TARGET.sub(r"]\t\1\t", line)))
        cells = [cell for cell in _CELL.split(plain) if any(map(str.isalnum, cell))]
        pieces.extend(Piece(cell.strip(), opens=place == 0) for place, cell in enumerate(cells))
    return Raw(tuple(pieces))


def look_at_word(path: Path, limits: Limits) -> Raw:
    """The `w:t` of a Word file, paragraph by paragraph, cut at tabs, breaks and notes."""
    with Package(path, limits) as package:
        roots = [package.xml(package.main), *(package.related(package.main, kind) for kind in _NOTES)]
        for relation in package.relations(package.main).values():
            if relation.kind in _EDGES and not relation.external:
                roots.append(package.xml(relation.target))
        return Raw(tuple(piece for root in roots if root is not None for piece in _word_pieces(root)))


def _word_pieces(root: etree._Element) -> Iterator[Piece]:
    text, kind = "", ""
    for node in root.iter():
        if not isinstance(node.tag, str) or not node.tag.startswith(_WORD):
            continue
        name = node.tag[len(_WORD) :]
        if name == "t":
            now = _word_kind(node)
            if now != kind:
                yield from _piece(text, kind)
                text, kind = "", now
            text += node.text or ""
        elif name in ("p", "tab", "br", "cr", "footnoteReference", "endnoteReference", "tc"):
            yield from _piece(text, kind)
            text = ""
    yield from _piece(text, kind)


def _word_kind(node: etree._Element) -> str:
    """What is said of a run: that it is struck out, hidden, deleted."""
    if any(above.tag == _WORD + "moveFrom" for above in node.iterancestors()):
        return "moved"
    run = node.getparent()
    props = run.find(_WORD + "rPr") if run is not None else None
    if props is not None:
        for name, kind in (("strike", "struck out"), ("dstrike", "struck out"), ("vanish", "hidden")):
            mark = props.find(_WORD + name)
            if mark is not None and mark.get(_WORD + "val", "1") not in ("0", "false", "off"):
                return kind
    return ""


def _piece(text: str, kind: str) -> Iterator[Piece]:
    text = text.replace("\u00ad", "").strip()
    if any(map(str.isalnum, text)):
        yield Piece(text, kind=kind)


def look_at_web(path: Path) -> Raw:
    """The text nodes of a web page's body, apart at each block's edge; what is typed into its form fields."""
    text, _ = decode_page(path.read_bytes())
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _CONTROL.sub(" ", text), count=1)
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    if root is None:
        return Raw(())
    return Raw((*_web_pieces(root), *_typed(root)))


def _web_pieces(root: etree._Element) -> Iterator[Piece]:
    text, kind = "", ""
    outside = root.find(".//main") is not None  # all else is frame: menus, a link that skips them
    depths = dict.fromkeys(("unshown", "struck out", "frame", "main"), 0)
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        opening = event == "start"
        if tag in BLOCKS or tag in ("br", "sup", "td", "th"):
            yield from _piece(text, kind)
            text = ""
        for name, tags in (("unshown", _UNSHOWN), ("struck out", _STRUCK), ("frame", _FRAME), ("main", _MAIN)):
            depths[name] += (tag in tags) * (1 if opening else -1)
        said = "" if depths["unshown"] else str((node.text if opening else node.tail) or "")
        now = (
            "frame"
            if depths["frame"] or (outside and not depths["main"])
            else "struck out"
            if depths["struck out"]
            else ""
        )
        if said.strip() and now != kind:
            yield from _piece(text, kind)
            text, kind = "", now
        text += said
    yield from _piece(text, kind)


def _typed(root: etree._Element) -> Iterator[Piece]:
    for node in root.iter("input", "textarea"):
        value = str(node.get("value") or node.text or "").strip()
        if node.get("type", "text").lower() in ("text", "") and any(map(str.isalnum, value)):
            yield Piece(value, kind="form field")
