"""What a style gives to a paragraph or a run, its ancestors included (ECMA-376 Part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from lxml import etree

from ingest.readers.docx.names import W, child, number, switch, val

_HEADING = re.compile(r"^heading\s*([1-9])$", re.I)
_TOC = re.compile(r"^(toc\s*([1-9]|heading)|table of (figures|authorities)|contents( heading)?)$", re.I)
BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set; None where nothing is said and what lies beneath decides."""

    bold: bool | None = None
    hidden: bool | None = None
    color: str | None = None
    shade: str | None = None
    size: int | None = None
    raised: str | None = None
    struck: bool | None = None
    font: str | None = None

    def over(self, beneath: Look) -> Look:
        """This look laid over another."""
        merged = {
            f.name: mine if (mine := getattr(self, f.name)) is not None else getattr(beneath, f.name)
            for f in fields(self)
        }
        return Look(**merged)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What paragraphs of one style are; `outline` from 0, 9 and None: body text.

    Args:
        ids, ilvls: of the style itself and its ancestors, nearest first; a level is None where none is set.
    """

    ids: tuple[str, ...] = ()
    ilvls: tuple[int | None, ...] = ()
    name: str = ""
    outline: int | None = None
    num_id: str | None = None
    toc: bool = False
    title: bool = False
    shade: str | None = None
    indent: int = 0
    break_before: bool = False
    look: Look = Look()


class Styles:
    """All styles of a file, resolved when asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        nodes = root.findall(W + "style") if root is not None else []
        self._nodes = {node.get(W + "styleId", ""): node for node in nodes}
        self._default = next(
            (node.get(W + "styleId", "") for node in nodes if _is_default(node, "paragraph")),
            "",
        )
        self.base = look_of(child(root, "docDefaults", "rPrDefault", "rPr"))
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, Look] = {}

    def paragraph(self, style: str | None) -> ParagraphStyle:
        """The paragraph style of that id, or the default one."""
        key = style if style in self._nodes else self._default
        key = key or ""
        if key not in self._paragraphs:
            chain = self._chain(key)
            resolved = ParagraphStyle()
            for node in reversed(chain):
                resolved = _refined(resolved, node)
            ids = tuple(node.get(W + "styleId", "") for node in chain)
            ilvls = tuple(number(node, "pPr", "numPr", "ilvl") for node in chain)
            self._paragraphs[key] = replace(resolved, ids=ids, ilvls=ilvls)
        return self._paragraphs[key]

    def run(self, style: str | None) -> Look:
        """The character style of that id; an empty look where there is none."""
        if style is None or style not in self._nodes:
            return Look()
        if style not in self._runs:
            look = Look()
            for node in reversed(self._chain(style)):
                look = look_of(child(node, "rPr")).over(look)
            self._runs[style] = look
        return self._runs[style]

    def body_size(self) -> int:
        """Font size of body text, in half points."""
        return self.paragraph(None).look.over(self.base).size or 20

    def header_row(self, style: str | None) -> bool:
        """Whether a table style sets its first row apart."""
        return any(
            part.get(W + "type") == "firstRow" and len(part) > 0
            for node in self._chain(style or "")
            for part in node.findall(W + "tblStylePr")
        )

    def shades(self, style: str | None) -> bool:
        """Whether a table style fills any cell with a colour."""
        return any(filled(shade.get(W + "fill")) for node in self._chain(style or "") for shade in node.iter(W + "shd"))

    def list_styles(self) -> dict[str, str]:
        """Numbering style -> the `w:num` it stands for."""
        found = ((key, val(node, "pPr", "numPr", "numId")) for key, node in self._nodes.items() if _numbering(node))
        return {key: num for key, num in found if num is not None}

    def _chain(self, key: str) -> list[etree._Element]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while key in self._nodes and key not in seen:
            seen.add(key)
            chain.append(self._nodes[key])
            key = val(self._nodes[key], "basedOn") or ""
        return chain


def look_of(props: etree._Element | None) -> Look:
    """The look that a `w:rPr` sets, its character style left aside."""
    if props is None:
        return Look()
    fonts = child(props, "rFonts")
    raised = val(props, "vertAlign")
    position = number(props, "position")
    if raised is None and position is not None and position >= 4:
        raised = "superscript"
    return Look(
        bold=switch(props, "b"),
        hidden=switch(props, "vanish"),
        color=val(props, "color"),
        shade=shade_of(props),
        size=number(props, "sz"),
        raised=raised,
        struck=_struck(props),
        font=fonts.get(W + "ascii") or fonts.get(W + "hAnsi") if fonts is not None else None,
    )


def _struck(props: etree._Element) -> bool | None:
    """Whether a line, or two, run through the text."""
    once, twice = switch(props, "strike"), switch(props, "dstrike")
    return None if once is None and twice is None else bool(once or twice)


def shade_of(props: etree._Element | None) -> str | None:
    """The fill behind a run, paragraph or cell: six hexadecimal digits, "auto", or None."""
    shade = child(props, "shd")
    if shade is not None:
        if shade.get(W + "val") == "solid":
            return shade.get(W + "color") or "000000"
        return shade.get(W + "fill") or ("808080" if shade.get(W + "themeFill") else "auto")
    return val(props, "highlight")


def filled(color: str | None) -> bool:
    """Whether a fill is a colour that white text can be read on."""
    return color is not None and color.lower() not in ("auto", "none", "white", "ffffff", "")


def _refined(style: ParagraphStyle, node: etree._Element) -> ParagraphStyle:
    props = child(node, "pPr")
    name = val(node, "name") or ""
    heading = _HEADING.match(name)
    outline = number(props, "outlineLvl")
    if outline is None and heading:
        outline = int(heading[1]) - 1
    num_id = val(props, "numPr", "numId")
    shade, indent, breaks = shade_of(props), indent_of(props), switch(props, "pageBreakBefore")
    return ParagraphStyle(
        name=name,
        outline=style.outline if outline is None else outline,
        num_id=style.num_id if num_id is None else num_id,
        toc=style.toc or bool(_TOC.match(name)),
        title=style.title or name.lower() == "title",
        shade=style.shade if shade is None else shade,
        indent=style.indent if indent is None else indent,
        break_before=style.break_before if breaks is None else breaks,
        look=look_of(child(node, "rPr")).over(style.look),
    )


def indent_of(props: etree._Element | None) -> int | None:
    """Left indent in twentieths of a point, None where it is not set."""
    left = number(props, "ind", attribute="left")
    return number(props, "ind", attribute="start") if left is None else left


def _is_default(node: etree._Element, kind: str) -> bool:
    return node.get(W + "type") == kind and node.get(W + "default", "0").lower() in ("1", "true", "on")


def _numbering(node: etree._Element) -> bool:
    return bool(node.get(W + "type") == "numbering")
