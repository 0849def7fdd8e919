"""A parsed review as a document that `sample.render` can set again in any format: what a format adds or loses shows.

What its parse says is taken as true: the measure is of agreement between formats, not of the parse itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.model import Unit
from sample.render.document import Block, Document, Part

#: What the typesetter's fonts have.
_CHARSET = "cp1252"
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SPOKEN = re.compile(r"[A-Za-z]{3,}.* \w+")
_DEEPEST = 3


def document(units: Sequence[Unit], name: str, layout: dict[str, object]) -> Document:
    """The units as a document, set in the given layout; running headers are left out."""
    notes = {unit.marker: _note(unit) for unit in units if unit.kind == "footnote" and unit.marker.isdigit()}
    carried: set[str] = set()
    blocks = tuple(_blocks(units, notes, carried))
    meta = {"title": name, "board": name, "author": name}
    return Document(name, meta, layout, blocks, {marker: notes[marker] for marker in notes if marker in carried})


def _note(unit: Unit) -> Block:
    text = unit.text.removeprefix(unit.label).strip()
    return Block("footnote", parts=(Part("text", _plain(text)),), marker=unit.marker, section=unit.section)


def _blocks(units: Sequence[Unit], notes: dict[str, Block], carried: set[str]) -> Iterator[Block]:
    listed = False
    heads = {" | ".join(cell for cell in unit.columns if cell) for unit in units if unit.columns}
    for number, (_, group) in enumerate(groupby(units, key=_table), 1):
        members = list(group)
        if members[0].cells:
            yield from _rows(members, number, notes, carried)
            continue
        for unit in members:
            if unit.kind in ("footnote", "boilerplate") or (unit.kind == "heading" and unit.text in heads):
                continue
            if unit.kind == "toc":
                if not listed:
                    yield Block("toc")
                listed = True
                continue
            yield _block(unit, notes, carried)


def _table(unit: Unit) -> tuple[object, ...]:
    """Units of one table stand together."""
    return (unit.columns, len(unit.cells)) if unit.cells else ()


def _rows(units: Sequence[Unit], table: int, notes: dict[str, Block], carried: set[str]) -> Iterator[Block]:
    section = units[0].section
    if any(units[0].columns):
        cells = tuple(_plain(cell) or "-" for cell in units[0].columns)
        yield Block("table_row", cells=cells, header=True, table=table, section=section)
    for unit in units:
        cells = tuple(_marked(cell, notes, carried) for cell in unit.cells)
        yield Block(unit.kind, label=unit.label, cells=cells, table=table, section=unit.section)


def _block(unit: Unit, notes: dict[str, Block], carried: set[str]) -> Block:
    lines = unit.text.split("\n")
    if unit.kind == "heading":
        text = " ".join(lines)
        number = re.match(r"\d+(?:\.\d+)*\.?(?=\s)", text)
        body = text[number.end() :].strip() if number else text
        level = min(len(unit.section) + 1, _DEEPEST)
        title = (Part("text", _plain(body)),)
        return Block("heading", label=number[0] if number else "", level=level, parts=title, section=unit.section)
    if unit.kind == "front_matter":
        return Block("front_matter", parts=(Part("text", _plain(" ".join(lines))),))
    kind, label, first = _opening(unit, lines[0])
    parts = tuple(_part(line, notes, carried) for line in [first, *lines[1:]] if line)
    return Block(kind, label=label, parts=parts, section=unit.section)


def _opening(unit: Unit, line: str) -> tuple[str, str, str]:
    """Kind, label and the rest of the first line; a recommendation that is only a list's item is set as it is typed."""
    if not unit.label or not line.startswith(unit.label):
        return ("paragraph" if unit.kind == "recommendation" else unit.kind), "", line
    typed = re.match(r"\s*[:.)–-]?", line[len(unit.label) :])
    tail = typed[0].strip() if typed else ""
    rest = line[len(unit.label) :].lstrip(" :.)–-")
    if unit.kind == "recommendation" and not _SPOKEN.fullmatch(unit.label):
        return "paragraph", unit.label + tail, rest
    return unit.kind, unit.label + tail if unit.label.isdigit() else unit.label, rest


def _part(line: str, notes: dict[str, Block], carried: set[str]) -> Part:
    if line.startswith("• "):
        return Part("bullet", _marked(line[2:], notes, carried))
    return Part("text", _marked(line, notes, carried))


def _marked(text: str, notes: dict[str, Block], carried: set[str]) -> str:
    """Raised digits as the marker of a note at its first place, else as raised digits."""

    def set_again(match: re.Match[str]) -> str:
        digits = match[0].translate(_DIGITS)
        if digits in notes and digits not in carried:
            carried.add(digits)
            return f"[^{digits}]"
        return f"^{digits}^"

    return _RAISED.sub(set_again, _plain(text))


def _plain(text: str) -> str:
    """Without signs that are marks of the sample's notation, and what the fonts have not got replaced."""
    text = re.sub(r"[*^{}\[\]|]", "", text)
    kept = "".join(sign if _RAISED.fullmatch(sign) or _known(sign) else "-" for sign in text)
    return " ".join(kept.split())


def _known(sign: str) -> bool:
    try:
        sign.encode(_CHARSET)
    except UnicodeEncodeError:
        return False
    return sign.isprintable()
