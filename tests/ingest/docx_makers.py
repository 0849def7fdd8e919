"""Word files from raw XML, so that a test controls every element of numbering, notes and tables."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#: part name -> kind of relation, for the parts that a document links to.
LINKED = {
    "styles.xml": "styles",
    "numbering.xml": "numbering",
    "settings.xml": "settings",
    "footnotes.xml": "footnotes",
    "endnotes.xml": "endnotes",
    "comments.xml": "comments",
    "header1.xml": "header",
    "footer1.xml": "footer",
    "footer2.xml": "footer",
}
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in range(1, 5)
)
DEFAULT_STYLES = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'


def r(text: str, props: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str = "", *, style: str = "", num: tuple[int, int] | None = None, props: str = "") -> str:
    """A paragraph; content is text, or runs where it begins with an element. `num`: (numId, level from 0)."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        inner += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    runs = content if content.startswith("<") else r(content) if content else ""
    return f"<w:p><w:pPr>{inner}{props}</w:pPr>{runs}</w:p>"


def level(index: int, text: str, fmt: str = "decimal", *, start: int | None = 1, extra: str = "") -> str:
    """A level of a list."""
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{index}">{begin}<w:numFmt w:val="{fmt}"/>{extra}<w:lvlText w:val="{escape(text)}"/></w:lvl>'


def abstract(key: int, *levels: str, extra: str = "") -> str:
    """An abstract list definition."""
    return f'<w:abstractNum w:abstractNumId="{key}">{extra}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, overrides: str = "") -> str:
    """A list that refers to an abstract definition."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def start_override(index: int, start: int) -> str:
    """Restarts one level where its list is first used."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def cell(content: str = "", props: str = "") -> str:
    """A table cell; content is text, or paragraphs where it begins with an element."""
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    """A table row of cells or of plain texts."""
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str, props: str = "") -> str:
    """A table."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>{''.join(rows)}</w:tbl>"


def note(key: int, text: str, kind: str = "footnote") -> str:
    """A note as it stands in footnotes.xml."""
    content = text if text.startswith("<") else p(f"<w:r><w:{kind}Ref/></w:r>" + r(" " + text))
    return f'<w:{kind} w:id="{key}">{content}</w:{kind}>'


def ref(key: int, kind: str = "footnote", extra: str = "") -> str:
    """A run with the reference to a note."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{key}"{extra}/></w:r>'


def field(instruction: str, result: str) -> str:
    """A complex field with its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def document(body: str) -> str:
    """document.xml."""
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def parts(body: str, *, styles: str = "", numbering: str = "", **others: str) -> dict[str, str]:
    """The parts of a file by name; others are given as `footnotes=...`, `settings=...`, without their root element."""
    roots = {"styles": styles or DEFAULT_STYLES + HEADINGS, "numbering": numbering, **others}
    tags = {"header1": "hdr", "footer1": "ftr", "footer2": "ftr"}
    found = {
        f"word/{name}.xml": f"<w:{tags.get(name, name)} {NAMESPACES}>{xml}</w:{tags.get(name, name)}>"
        for name, xml in roots.items()
        if xml
    }
    return {"word/document.xml": document(body), **found}


def write(path: Path, files: Mapping[str, str | bytes], *, extra_relations: str = "") -> Path:
    """A Word file of these parts."""
    links = "".join(
        f'<Relationship Id="{base.removesuffix(".xml")}" Type="{_OFFICE}{LINKED[base]}" Target="{base}"/>'
        for name in files
        if (base := name.removeprefix("word/")) in LINKED
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}">'
            f'<Relationship Id="d" Type="{_OFFICE}officeDocument" Target="word/document.xml"/>'
            '<Relationship Id="c" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
            'core-properties" Target="docProps/core.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}">{links}{extra_relations}</Relationships>',
        )
        for name, data in files.items():
            archive.writestr(name, data)
    return path
