"""DOCX written part by part, so that every build has the same bytes: heading styles, footnotes, a tracked change,
and numbers that Word computes (`numbering: auto`) and does not write in the text. With `numbering: restarts` a new list
begins wherever the count would give another number than the source has."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from sample.render import word_parts
from sample.render.document import Block, Document, Part
from sample.render.gold import Placed
from sample.render.inline import runs

_FIXED = (2022, 6, 1, 9, 0, 0)
# Ids in numbering.xml; each lettered list and each list that begins again has its own.
_LEVELS, _BULLETS, _RECOMMENDATIONS, _LETTERS, _RESTARTED = 1, 2, 3, 10, 1000


def render(document: Document, path: Path) -> Placed:
    """Write the review as DOCX and say in which order its blocks stand."""
    writer = _Writer(document)
    body = writer.body()
    author = document.meta["author"]
    parts = {
        "[Content_Types].xml": word_parts.CONTENT_TYPES,
        "_rels/.rels": word_parts.RELATIONS,
        "docProps/core.xml": word_parts.core(
            document.meta["title"], author if isinstance(author, str) else "; ".join(author)
        ),
        "word/document.xml": word_parts.wrap("document", f"<w:body>{body}{word_parts.PAGE}</w:body>"),
        "word/_rels/document.xml.rels": word_parts.DOCUMENT_RELATIONS,
        "word/styles.xml": word_parts.STYLES,
        "word/numbering.xml": word_parts.numbering(
            _RECOMMENDATIONS, writer.lettered, document.layout, dict(enumerate(writer.restarted, _RESTARTED))
        ),
        "word/footnotes.xml": word_parts.wrap("footnotes", writer.footnotes()),
        "word/header1.xml": word_parts.wrap("hdr", _paragraph(_run(document.meta["title"]))),
        "word/settings.xml": word_parts.wrap("settings", "<w:compat/>"),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())
    return writer.placed


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.auto = document.layout.get("numbering") in ("auto", "restarts")
        self.counters: list[int | None] = [None] * 3  # of the list in use, None for a level not reached yet
        self.starts: tuple[int, ...] = (1, 1, 1)
        self.tails: tuple[str, ...] = (".", "", "")  # what stands after a number of each level
        self.restarted: list[tuple[tuple[int, ...], tuple[str, ...]]] = []  # starts and tails of each further list
        self.recommendations = 0
        self.lettered = 0  # lists of letters so far
        self.placed = Placed()

    def body(self) -> str:
        out: list[str] = []
        table: list[Block] = []
        for block in self.document.blocks:
            if table and block.table != table[0].table:
                out.append(self._table(table))
                table = []
            self._place(block)
            if block.table:
                table.append(block)
            else:
                out.append(self._block(block))
        if table:
            out.append(self._table(table))
        return "".join(out)

    def _place(self, block: Block) -> None:
        self.placed.put(block)
        for marker in block.notes:
            self.placed.put(self.document.footnotes[marker])

    def footnotes(self) -> str:
        notes = [word_parts.SEPARATORS]
        for marker, note in self.document.footnotes.items():
            reference = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            text = _paragraph(reference + _run(" ") + self._runs(note.parts[0].text), style="FootnoteText")
            notes.append(f'<w:footnote w:id="{marker}">{text}</w:footnote>')
        return "".join(notes)

    def _block(self, block: Block) -> str:
        if block.kind == "toc":
            return self._contents()
        if block.kind == "front_matter":
            return _paragraph(self._runs(block.parts[0].text), style="Title")
        if block.kind == "heading":
            return self._heading(block)
        return "".join(self._part(block, part, first=number == 0) for number, part in enumerate(block.parts))

    def _contents(self) -> str:
        chapters = [block for block in self.document.blocks if block.kind == "heading" and block.level == 1]
        lines = [
            _run(chapter.title) + "<w:r><w:tab/></w:r>" + _run(str(3 + 2 * n)) for n, chapter in enumerate(chapters)
        ]
        title = _paragraph(_run("Contents"), style="TOCHeading")
        return title + "".join(_paragraph(line, style="TOC1") for line in lines)

    def _heading(self, block: Block) -> str:
        style = f"Heading{block.level}"
        text = self._runs(block.parts[0].text)
        if number := self._computed(block.label):
            return _paragraph(text, style=style, number=number)
        return _paragraph((_run(f"{block.label} ") if block.label else "") + text, style=style)

    def _part(self, block: Block, part: Part, *, first: bool) -> str:
        text = self._runs(part.text)
        if part.style == "bullet":
            return _paragraph(text, style="ListBullet", number=(_BULLETS, 0))
        if part.style == "letter":
            return self._letter(part)
        if part.style == "quote":
            return _paragraph(text, style="Quote")
        if not (first and block.label):
            return _paragraph(text, style="BodyText")
        if block.kind == "recommendation":
            return self._recommendation(block, text)
        if number := self._computed(block.label):
            return _paragraph(text, style="NumberedParagraph", number=number)
        return _paragraph(_run(block.label) + "<w:r><w:tab/></w:r>" + text, style="NumberedParagraph")

    def _letter(self, part: Part) -> str:
        if part.text.startswith("(a)"):
            self.lettered += 1
        text = self._runs(re.sub(r"^\([a-z]\) ", "", part.text))
        return _paragraph(text, style="ListBullet", number=(_LETTERS + self.lettered - 1, 0))

    def _recommendation(self, block: Block, text: str) -> str:
        if self.auto and block.label == f"Recommendation {self.recommendations + 1}":
            self.recommendations += 1
            return _paragraph(text, style="Recommendation", number=(_RECOMMENDATIONS, 0))
        return _paragraph(_run(f"{block.label}: ", bold=True) + text, style="Recommendation")

    def _computed(self, label: str) -> tuple[int, int] | None:
        """(list, level) by which Word's own count gives this label here, None where the label is typed."""
        if not self.auto or not re.fullmatch(r"\d+(?:\.\d+){0,2}\.?", label):
            return None
        numbers = [int(part) for part in label.rstrip(".").split(".")]
        level, tail = len(numbers) - 1, "." if label.endswith(".") else ""
        if numbers != self._next(level) or tail != self.tails[level]:
            self._restart(numbers, tail)
        self.counters = [*self.counters[:level], numbers[-1], None, None, None][:3]
        return (_RESTARTED + len(self.restarted) - 1 if self.restarted else _LEVELS), level

    def _next(self, level: int) -> list[int]:
        """The number that Word would print next: a level above that was not reached yet shows its start."""
        shown = [start if count is None else count for count, start in zip(self.counters, self.starts, strict=True)]
        return [*shown[:level], shown[level] + (self.counters[level] is not None)]

    def _restart(self, numbers: list[int], tail: str) -> None:
        if self.document.layout["numbering"] == "auto":
            raise ValueError(f"automatic numbering does not give {numbers} here")
        level = len(numbers) - 1
        self.starts = tuple([*numbers, 1, 1][:3])
        self.tails = tuple(tail if at == level else old for at, old in enumerate(self.tails))
        self.counters = [None] * 3
        self.restarted.append((self.starts, self.tails))

    def _table(self, rows: list[Block]) -> str:
        out = [word_parts.table_head(len(rows[0].cells))]
        for row in rows:
            marks = "<w:trPr><w:tblHeader/></w:trPr>" if row.header else ""
            cells = "".join(f"<w:tc>{_paragraph(self._runs(cell, bold=row.header))}</w:tc>" for cell in row.cells)
            out.append(f"<w:tr>{marks}{cells}</w:tr>")
        return "".join(out) + "</w:tbl>" + _paragraph("")

    def _runs(self, text: str, *, bold: bool = False) -> str:
        return "".join(_styled(style, run, bold=bold) for style, run in runs(text))


def _styled(style: str, text: str, *, bold: bool) -> str:
    if style == "note":
        reference = f'<w:footnoteReference w:id="{text}"/>'
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{reference}</w:r>'
    if style in ("ins", "del"):
        tag = "w:delText" if style == "del" else "w:t"
        run = f'<w:r><{tag} xml:space="preserve">{escape(text)}</{tag}></w:r>'
        by = 'w:author="Partnership office" w:date="2022-05-30T10:00:00Z"'
        return f'<w:{style} w:id="9{len(text)}" {by}>{run}</w:{style}>'
    return _run(text, bold=bold or style == "bold", italic=style == "italic", raised=style == "sup")


def _run(text: str, *, bold: bool = False, italic: bool = False, raised: bool = False) -> str:
    marks = "<w:b/>" * bold + "<w:i/>" * italic + '<w:vertAlign w:val="superscript"/>' * raised
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(content: str, *, style: str = "", number: tuple[int, int] | None = None) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"
