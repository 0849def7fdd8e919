"""The text of one paragraph: runs in order, tracked changes accepted, fields resolved, hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.readers.docx.names import ANCHOR, CHART, DIAGRAM, DRAWING, MATH, MC, VML, W, child, val
from ingest.readers.docx.notes import has_own_mark
from ingest.readers.docx.styles import Look, ParagraphStyle, Styles, filled, look_of
from ingest.readers.docx.symbols import symbol, symbol_character
from ingest.readers.superscript import note_mark, raised

#: Elements whose content is deleted, moved away or no text: never entered.
_SKIPPED = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr",
        "customXmlPr", "commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd", "proofErr", "rt",
        "ffData", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
    )
)  # fmt: skip
#: Elements of a run that print something.
_SHOWN = frozenset(W + name for name in ("t", "sym", "noBreakHyphen", "footnoteReference", "endnoteReference"))
_LITTLE = 4  # half points: text of 2 points or less is not meant to be read


@dataclass(slots=True)
class Fields:
    """Complex fields that are open, outermost first: the instruction, and whether the result has begun.

    A field may run over many paragraphs, as a table of contents does.
    """

    open: list[tuple[list[str], bool]] = field(default_factory=list)

    def showing(self) -> bool:
        """Whether text that comes now is printed: no field is still in its instruction."""
        return all(result for _, result in self.open)

    def within_contents(self) -> bool:
        """Whether text that comes now belongs to a table of contents."""
        return any(result and "".join(words).split()[:1] == ["TOC"] for words, result in self.open)

    def mark(self, kind: str) -> str:
        """A field character of that kind; the instruction of the field that it closes, '' otherwise."""
        if kind == "begin":
            self.open.append(([], False))
        elif kind == "separate" and self.open:
            self.open[-1] = (self.open[-1][0], True)
        elif kind == "end" and self.open:
            words, result = self.open.pop()
            return "" if result else "".join(words).strip()
        return ""

    def instruct(self, words: str) -> None:
        """More of the instruction of the innermost field."""
        if self.open and not self.open[-1][1]:
            self.open[-1][0].append(words)


@dataclass(slots=True)
class Line:
    """What one paragraph holds, gathered run by run."""

    pieces: list[tuple[str, Look]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)  # (kind, id, marker)
    boxes: list[tuple[etree._Element, bool]] = field(default_factory=list)  # (content, has a fill)
    hidden: list[tuple[etree._Element, str]] = field(default_factory=list)  # what is not seen, and its text
    struck: list[tuple[etree._Element, str]] = field(default_factory=list)  # what a line runs through, and its text
    seen: list[str] = field(default_factory=list)  # pictures, charts, equations... that are not read
    begun: bool = False  # something is printed already
    page_before: bool = False
    page_after: bool = False
    contents: bool = False

    @property
    def text(self) -> str:
        """All of it, runs of white space made one space, manual line breaks kept."""
        lines = ("".join(piece for piece, _ in self.pieces)).split("\n")
        return "\n".join(line for line in (" ".join(part.split()) for part in lines) if line)

    def paragraphs(self) -> list[Line]:
        """The line, parted where an empty line of manual breaks sets two paragraphs apart."""
        groups: list[list[tuple[str, Look]]] = [[]]
        breaks = 0
        for piece, look in self.pieces:
            if piece.strip(" \n") and breaks > 1 and groups[-1]:
                groups.append([])
            breaks = piece.count("\n") + (0 if piece.strip(" \n") else breaks)
            groups[-1].append((piece, look))
        whole = [replace(self, pieces=group, notes=[], boxes=[], page_before=False) for group in groups]
        whole[0].page_before = self.page_before
        whole[-1].notes, whole[-1].boxes = self.notes, self.boxes
        return whole

    def bold(self) -> bool:
        """Whether all that is printed is bold."""
        looks = [look.bold for piece, look in self.pieces if piece.strip()]
        return bool(looks) and all(looks)

    def size(self, default: int) -> int:
        """Font size of most of the text, in half points."""
        sizes: dict[int, int] = {}
        for piece, look in self.pieces:
            sizes[look.size or default] = sizes.get(look.size or default, 0) + len(piece.strip())
        return max(sizes, key=lambda size: sizes[size]) if sizes else default


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind a paragraph: whether white text can be read there."""

    shaded: bool = False


class Inline:
    """Reads paragraphs of one part (the body, the notes, a header); fields may run from one to the next."""

    def __init__(self, styles: Styles, marks: dict[tuple[str, str], str]) -> None:
        self._styles = styles
        self._marks = marks
        self.fields = Fields()

    def read(self, paragraph: etree._Element, style: ParagraphStyle, ground: Ground) -> Line:
        """The line of a `w:p`."""
        line = Line(contents=self.fields.within_contents())
        beneath = style.look.over(self._styles.base)
        for node in _visible(paragraph):
            if node.tag == W + "r":
                self._run(node, line, beneath, ground)
            elif node.tag == W + "fldSimple":
                line.contents = line.contents or (node.get(W + "instr") or "").split()[:1] == ["TOC"]
            elif node.tag == MATH + "oMath":
                line.pieces.append(("".join(part.text or "" for part in node.iter(MATH + "t")), beneath))
                line.seen.append("equation")
        line.contents = line.contents or self.fields.within_contents()
        return line

    def _run(self, run: etree._Element, line: Line, beneath: Look, ground: Ground) -> None:
        props = child(run, "rPr")
        look = look_of(props).over(self._styles.run(val(props, "rStyle"))).over(beneath)
        hidden = _unseen(look, ground)
        for node in _visible(run, runs=True):
            if hidden and node.tag in _SHOWN:
                line.hidden.append((node, node.text or ""))
                continue
            if look.struck and node.tag in _SHOWN:
                line.struck.append((node, node.text or ""))
                continue
            text = self._piece(node, line, look)
            if text and self.fields.showing():
                line.pieces.append((raised(text) if look.raised == "superscript" else text, look))
                if not text.isspace():
                    line.begun, line.page_after = True, False

    def _piece(self, node: etree._Element, line: Line, look: Look) -> str:
        name = node.tag
        if name == W + "t":
            return _plain(node.text or "", look.font or "")
        if name in (W + "tab", W + "ptab"):
            return " "
        if name == W + "br" or name == W + "cr":
            return self._break(node, line)
        if name == W + "noBreakHyphen":
            return "\u2011"
        if name == W + "sym":
            return symbol(node.get(W + "font", ""), node.get(W + "char", ""))
        if name in (W + "footnoteReference", W + "endnoteReference"):
            return self._note(node, line)
        self._other(node, line)
        return ""

    def _break(self, node: etree._Element, line: Line) -> str:
        if node.get(W + "type") == "page":
            if line.begun:
                line.page_after = True
            else:
                line.page_before = True
            return " "
        return "\n"

    def _note(self, node: etree._Element, line: Line) -> str:
        kind = etree.QName(node).localname.removesuffix("Reference")
        mark = self._marks.get((kind, node.get(W + "id", "")), "")
        printed = "" if has_own_mark(node) else note_mark(mark)
        line.notes.append((kind, node.get(W + "id", ""), mark))
        return printed

    def _other(self, node: etree._Element, line: Line) -> None:
        name = node.tag
        if name == W + "fldChar":
            unfinished = self.fields.mark(node.get(W + "fldCharType", ""))
            if unfinished.split()[:1] and unfinished.split()[0] in ("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"):
                line.seen.append("number field")
            line.contents = line.contents or self.fields.within_contents()
        elif name == W + "instrText":
            self.fields.instruct(node.text or "")
        elif name == W + "lastRenderedPageBreak":
            line.page_before = line.page_before or not line.begun
        elif name == W + "txbxContent":
            line.boxes.append((node, _box_filled(node)))
        elif name in (DRAWING + "blip", VML + "imagedata"):
            line.seen.append("picture")
        elif name == CHART:
            line.seen.append("chart")
        elif name == DIAGRAM:
            line.seen.append("diagram")
        elif name == W + "object":
            line.seen.append("embedded object")
        elif name == VML + "textpath":
            line.seen.append("watermark")


def _visible(parent: etree._Element, runs: bool = False) -> Iterator[etree._Element]:
    """The descendants that are printed, in order; of alternatives the first. Runs are entered one by one.

    Kept on a stack of its own, because Word nests wrappers (content controls, smart tags) to any depth.
    """
    stack = list(reversed(parent))
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED and node.tag != W + "instrText":
            continue
        if node.tag == MC + "AlternateContent":
            choice = node.find(MC + "Choice")
            chosen = choice if choice is not None else node.find(MC + "Fallback")
            stack.extend(reversed(chosen) if chosen is not None else ())
            continue
        yield node
        if node.tag in (W + "txbxContent", MATH + "oMath") or (node.tag == W + "r" and not runs):
            continue
        if node.tag != W + "p":
            stack.extend(reversed(node))


def _plain(text: str, font: str) -> str:
    text = text.replace("\u00ad", "").replace("\u00a0", " ")
    if any("\ue000" <= c <= "\uf8ff" for c in text):
        return "".join(symbol_character(font or "symbol", ord(c)) if "\uf020" <= c <= "\uf0ff" else c for c in text)
    return text


def _unseen(look: Look, ground: Ground) -> bool:
    if look.hidden or (look.size is not None and look.size <= _LITTLE):
        return True
    color = (look.color or "auto").lower()
    if filled(look.shade):
        return color == (look.shade or "").lower()
    return color in ("ffffff", "white") and not ground.shaded


def _box_filled(content: etree._Element) -> bool:
    """Whether the shape around a text box has a fill of its own, or none is known to be missing."""
    shape = content.getparent()
    shape = shape.getparent() if shape is not None else None
    if shape is None:
        return True
    if shape.get("fillcolor") or shape.get("filled") == "t":
        return filled((shape.get("fillcolor") or "x").lstrip("#"))
    return any(
        (parent := node.getparent()) is not None and parent.tag.endswith("}spPr")
        for node in shape.iter(DRAWING + "solidFill", DRAWING + "gradFill", DRAWING + "blipFill", DRAWING + "pattFill")
    )


def behind_text(paragraph: etree._Element) -> bool:
    """Whether a picture or shape is set behind the text here, on which white text may stand."""
    return any(node.get("behindDoc") in ("1", "true") for node in paragraph.iter(ANCHOR)) or any(
        "z-index:-" in (node.get("style") or "") for node in paragraph.iter(VML + "shape", VML + "rect")
    )
