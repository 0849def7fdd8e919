"""One web page to a Source: the main content in order, and a word on all that is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.model import Problem
from ingest.readers.html.decode import decode
from ingest.readers.html.flow import Aside, Flow
from ingest.readers.html.frame import main_content
from ingest.readers.html.lists import ListNumbers
from ingest.readers.html.names import BLOCKS, name
from ingest.readers.html.notes import find_notes
from ingest.readers.html.visible import Sight
from ingest.settings import Limits
from ingest.source import Block, Source

_META = {
    "title": "title", "dc.title": "title", "author": "author", "dc.creator": "author", "date": "created",
    "dc.date": "created", "dcterms.issued": "created", "article:published_time": "created",
    "description": "description", "keywords": "keywords",
}  # fmt: skip
_OF_HEAD = {"title", "meta", "link", "style", "script", "base", "noscript", "template", ""}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_QUOTED = 60
_PARSER_DEPTH = 2_000  # libxml2 leaves out, without a word, what is nested deeper than 2,048


def read_html(path: Path, limits: Limits) -> Source:
    """Read a web page.

    Raises:
        UnreadableFile: it cannot be opened, is empty, or holds no text.
        LimitExceeded: it is larger, or nested deeper, than `limits` allow.
    """
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise LimitExceeded(f"{path.name} has {size:,} bytes, more than the {limits.file_bytes:,} allowed.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile(f"{path.name} is empty.", remedy="Look for a whole copy of it.")
    text, problems = decode(data)
    return read_markup(text, path.name, limits, problems)


def read_markup(text: str, file: str, limits: Limits, problems: tuple[Problem, ...] = ()) -> Source:
    """The same for markup that is decoded already; `file` names it in errors."""
    root = _parse(text, file, limits)
    sight, aside = Sight(root), Aside()
    main = main_content(root)
    notes = find_notes(main)
    flow = Flow(main, sight, notes, ListNumbers(root, sight.sheet, sight.hides), aside, limits)
    blocks = tuple(flow.blocks(main))
    if not blocks:
        raise UnreadableFile(
            f"{file} holds no text that is shown on the page.",
            remedy="If the page fills itself by script, save it from a browser, or print it to PDF.",
        )
    return Source(
        blocks=blocks,
        words=_words(main, aside, blocks),
        properties=tuple(_properties(root)),
        problems=(*problems, *_problems(root, main, aside)),
    )


def _parse(text: str, file: str, limits: Limits) -> etree._Element:
    # An XML declaration in a decoded string is refused by the parser, and a null byte would end the text.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _CONTROL.sub(" ", text), count=1)
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(f"{file} cannot be read as HTML ({error}).") from error
    if root is None:
        raise UnreadableFile(f"{file} holds no text.", remedy="Look for a whole copy of it.")
    deepest = min(limits.depth, _PARSER_DEPTH)
    if _depth(root) > deepest or any("depth" in entry.message for entry in parser.error_log):
        raise LimitExceeded(
            f"{file} is nested more than {deepest:,} elements deep.",
            remedy="Save the page from a browser, which closes its elements, or print it to PDF.",
        )
    _mend(root)
    return root


def _mend(root: etree._Element) -> None:
    """Bring out of the head what belongs to the body: libxml2 leaves it there where a page writes neither tag."""
    head = root.find("head")
    strays = [node for node in head if name(node) not in _OF_HEAD] if head is not None else []
    if not strays:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    for place, node in enumerate(strays):
        body.insert(place, node)


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _words(main: etree._Element, aside: Aside, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """All words shown, counted on the plain text of the page: its text nodes, apart at each block's edge."""
    pieces: list[str] = []
    stack: list[etree._Element | str] = [main]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        edge = " " if name(item) in BLOCKS or name(item) == "br" else ""
        if item not in aside.dropped:
            stack.append(edge)
            for inner in reversed(item):
                stack.extend((inner.tail or "", inner))
            stack.append(edge + (item.text or ""))
    plain = "".join(pieces).replace("\u00ad", "").split()
    labels = [word for label in aside.labels for word in label.split()]
    markers = [block.marker for block in blocks if block.marker]
    return (*plain, *labels, *markers[aside.typed_marks :])


def _properties(root: etree._Element) -> Iterator[tuple[str, str]]:
    title = next(root.iter("title"), None)
    if title is not None and (text := " ".join("".join(str(t) for t in title.itertext()).split())):
        yield "title", text
    for meta in root.iter("meta"):
        key = _META.get((meta.get("name") or meta.get("property") or "").lower())
        if key and (value := " ".join((meta.get("content") or "").split())):
            yield key, value


def _problems(root: etree._Element, main: etree._Element, aside: Aside) -> Iterator[Problem]:
    for text in aside.hidden:
        yield Problem("hidden-text", f"Hidden or invisible text is left out: “{_short(text)}”.")
    for text in aside.deleted:
        yield Problem("deleted-text", f"Text marked as deleted or struck out is left out: “{_short(text)}”.")
    if aside.pictures:
        count = len(aside.pictures)
        yield Problem(
            "picture", f"{count} picture{'s' if count > 1 else ''} not read as text: “{_short(aside.pictures[0])}”."
        )
    around = sum(len(text.split()) for text in aside.framed)
    if name(main) != "body":
        body = next(root.iter("body"), root)
        around += _plain_count(body) - _plain_count(main)
    if around > 0:
        yield Problem("page-frame", f"Menus and other parts around the main content are left out ({around:,} words).")


def _plain_count(node: etree._Element) -> int:
    return sum(
        len(str(text).split())
        for inner in node.iter()
        if name(inner) not in ("script", "style", "template", "noscript")
        for text in (inner.text, inner.tail if inner is not node else None)
        if text
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
