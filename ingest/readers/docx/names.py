"""Names of WordprocessingML (ECMA-376 Part 1, 17) that the reader looks for, and how their values are read."""

from __future__ import annotations

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

W = f"{{{_MAIN}}}"
REL = f"{{{_RELS}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
VML = "{urn:schemas-microsoft-com:vml}"

#: Namespaces of the "strict" variant of the format and the usual ones they stand for.
STRICT: tuple[tuple[bytes, bytes], ...] = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _RELS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", DRAWING[1:-1].encode()),
)


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at the end of a path of WordprocessingML names, None where any is missing."""
    for name in path:
        if node is None:
            return None
        node = node.find(W + name)
    return node


def val(node: etree._Element | None, *path: str, attribute: str = "val") -> str | None:
    """The `w:val` (or another attribute) of the element at the end of a path."""
    found = child(node, *path)
    return None if found is None else found.get(W + attribute)


def number(node: etree._Element | None, *path: str, attribute: str = "val") -> int | None:
    """The same as a whole number; None where it is missing or is none."""
    text = val(node, *path, attribute=attribute)
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None


def switch(node: etree._Element | None, *path: str) -> bool | None:
    """An on/off property: `<w:b/>` is on, `<w:b w:val="0"/>` is off, nothing is None."""
    found = child(node, *path)
    if found is None:
        return None
    return found.get(W + "val", "true").lower() not in ("0", "false", "off", "none")
