"""The parts of a DOCX package that do not depend on the review's text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def wrap(root: str, content: str) -> str:
    """A part whose root element is `w:root`."""
    return f'{_HEAD}<w:{root} xmlns:w="{_W}" xmlns:r="{_R}">{content}</w:{root}>'


CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in [
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("footnotes", "footnotes"),
            ("header1", "header"),
            ("settings", "settings"),
        ]
    )
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{name}.xml"/>'
        for n, (kind, name) in enumerate(
            [
                ("styles", "styles"),
                ("numbering", "numbering"),
                ("footnotes", "footnotes"),
                ("header", "header1"),
                ("settings", "settings"),
            ],
            start=1,
        )
    )
    + "</Relationships>"
)
PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>'
    "</w:sectPr>"
)
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def core(title: str, author: str) -> str:
    """Document properties with a fixed date."""
    date = "2022-06-01T09:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created></cp:coreProperties>'
    )


def _style(name: str, title: str, *, size: int = 22, bold: bool = False, outline: int = -1, indent: int = 0) -> str:
    level = f'<w:outlineLvl w:val="{outline}"/>' if outline >= 0 else ""
    hanging = f'<w:ind w:left="{indent}" w:hanging="{indent}"/>' if indent else ""
    weight = "<w:b/>" if bold else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:spacing w:after="160"/>{hanging}{level}</w:pPr>'
        f'<w:rPr>{weight}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


STYLES = wrap(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + _style("Title", "Title", size=40, bold=True)
    + "".join(_style(f"Heading{n}", f"heading {n}", size=36 - 4 * n, bold=True, outline=n - 1) for n in (1, 2, 3, 4))
    + _style("NumberedParagraph", "Numbered Paragraph", indent=720)
    + _style("Recommendation", "Recommendation", bold=True, indent=720)
    + _style("BodyText", "Body Text")
    + _style("ListBullet", "List Bullet", indent=360)
    + _style("Quote", "Quote", indent=567)
    + _style("TOCHeading", "TOC Heading", size=28, bold=True)
    + _style("TOC1", "toc 1")
    + _style("FootnoteText", "footnote text", size=18)
    + '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
)


def _level(number: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/></w:lvl>'
    )


def numbering(
    recommendations: int,
    lettered: int,
    layout: dict[str, Any],
    restarted: Mapping[int, tuple[tuple[int, ...], tuple[str, ...]]] | None = None,
) -> str:
    """Lists: 1 chapters and paragraphs, 2 bullets, `recommendations`, and from 10 one for each lettered list.

    Args:
        restarted: further lists of chapters and paragraphs: the first number and the tail of each level, by id.
    """
    lists = {
        1: _level(0, "decimal", "%1.") + _level(1, "decimal", "%1.%2") + _level(2, "decimal", "%1.%2.%3"),
        2: _level(0, "bullet", "•"),
        recommendations: _level(0, "decimal", layout.get("recommendations", "Recommendation %1")),
        4: _level(0, "lowerLetter", "(%1)"),
    }
    for number, (starts, tails) in (restarted or {}).items():
        texts = [".".join(f"%{part + 1}" for part in range(level + 1)) + tails[level] for level in range(len(starts))]
        lists[number] = "".join(_level(at, "decimal", texts[at], start) for at, start in enumerate(starts))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for n, levels in lists.items()
    )
    numbers = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in (1, 2, recommendations, *(restarted or ()))
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    letters = "".join(
        f'<w:num w:numId="{10 + n}"><w:abstractNumId w:val="4"/>{restart}</w:num>' for n in range(lettered)
    )
    return wrap("numbering", abstract + numbers + letters)


def table_head(columns: int) -> str:
    """The opening of a table with borders and equal columns."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = f'<w:gridCol w:w="{9026 // columns}"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
