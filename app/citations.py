"""Pinpoint citations in every style. Parts that are not known are left out, never invented; pages are as printed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote as url_quote

from app.typeset import as_name, in_marks
from index.model import ReviewCard
from ingest.ids import slug
from ingest.metadata.kinds import DOCUMENTS, NAMES
from ingest.model import Pages, Unit

#: Character spans in a unit's text of what is quoted of it; none where nothing is.
Spans = Iterable[tuple[int, int]]
OPENING_WORDS = 8
#: A label that is a number and no more: "7.3.32", "[12]", "R4".
_NUMBER = re.compile(r"\W*[\w.]{0,12}\W*")
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def pinpoint(unit: Unit, review: ReviewCard, quoted: Spans = ()) -> str:
    """A reference a person can follow: "Norfolk Safeguarding Children Board, Case R (2017), para 7.3.32, p. 39"."""
    return ", ".join(each for each in (work(review), place(unit, quoted)) if each)


def place(unit: Unit, quoted: Spans = ()) -> str:
    """Where in its review a unit stands, or what is quoted of it: "para 7.3.32, p. 39", "para 22.4(iii), p. 80"."""
    return ", ".join(each for each in (locator(unit, quoted), pages(unit.pages)) if each)


def part(unit: Unit, quoted: Spans) -> str:
    """The label of the narrowest numbered part of a unit that holds all of `quoted`: "(iii)"; "" where none does."""
    spans = tuple(quoted)
    holding = [
        each.label
        for each in unit.parts
        if each.label and spans and all(each.start <= start and end <= each.end for start, end in spans)
    ]
    return holding[-1] if holding else ""


def work(review: ReviewCard) -> str:
    """The review itself: board, subject and year; its title, or else its file name, where those are not known.

    A document that is not the report of its case says so: "Westmarch Children Board, Child K (2018), summary".
    """
    name = as_name(review.subject or review.title or review.source)
    if review.subject and not review.board and review.title:
        name = as_name(review.title)
    if review.year and review.year not in name:
        name = f"{name} ({review.year})"
    return ", ".join(part for part in (as_name(review.board), name, document(review, name)) if part)


def document(review: ReviewCard, name: str = "") -> str:
    """Which of the documents of its case it is, "" for the report itself and where the name says it already."""
    told = review.document or DOCUMENTS.get(review.kind, "")
    return "" if told.lower() in name.lower() else as_name(told)


def locator(unit: Unit, quoted: Spans = ()) -> str:
    """Where in the review: "para 7.3.32", "recommendation 17", "note 7", or section and opening words; with the part
    of a long numbered unit in which all stands that is `quoted`: "para 22.4(iii)"."""
    named = _numbered(unit)
    named = named and named + part(unit, quoted)
    if named and unit.occurrence > 1:
        return f"{named} ({_ORDINALS.get(unit.occurrence, f'{unit.occurrence}th')} so numbered)"
    if named:
        return named
    section = f"section {as_name(unit.section[-1])}" if unit.section else ""
    return ", ".join(part for part in (section, _opening(unit)) if part)


def _numbered(unit: Unit) -> str:
    label = _one_line(unit.label).rstrip(".:)")
    label = label if _NUMBER.fullmatch(label) else as_name(label)
    if unit.kind == "footnote" and (unit.marker or label):
        return f"note {unit.marker or label}"
    if not label:
        return ""
    if label[0].isalpha() and " " in label:
        # A word of its own: "Recommendation 3" within a sentence is "recommendation 3".
        return label[0].lower() + label[1:] if label[1:2].islower() else label
    if unit.kind == "recommendation":
        return f"recommendation {label}"
    if unit.kind in ("slide", "table_row"):
        return f"{'slide' if unit.kind == 'slide' else 'row'} {label}"
    return f"para {label}"


def _opening(unit: Unit) -> str:
    """How an unnumbered unit begins: its first words, of a table row its first cell."""
    if unit.kind == "table_row":
        key = _one_line(next((cell for cell in unit.cells if cell.strip()), unit.text))
        words = key.split()
        return f"row {in_marks(' '.join(words[:OPENING_WORDS]))}{'…' if len(words) > OPENING_WORDS else ''}"
    words = _one_line(unit.text).split()
    return f"beginning {in_marks(' '.join(words[:OPENING_WORDS]).rstrip(' ,;:|'))}…" if words else ""


def pages(found: Pages | None) -> str:
    """ "p. 39", "pp. 39-40"; "PDF p. 45" where no number is printed; "" where the source has no pages."""
    if found is None:
        return ""
    if found.printed:
        return _page_range("p.", "pp.", found.printed)
    return _page_range("PDF p.", "PDF pp.", tuple(map(str, found.pdf))) if found.pdf else ""


def _page_range(one: str, many: str, numbers: tuple[str, ...]) -> str:
    return f"{one} {numbers[0]}" if len(numbers) == 1 else f"{many} {numbers[0]}-{numbers[-1]}"


def link(unit: Unit, base: str = "") -> str:
    """The passage's address on the page: `/review/<review>#<unit id>`, after `base`."""
    return f"{base}/review/{url_quote(unit.review)}#{url_quote(unit.id, safe=':')}"


def harvard(unit: Unit, review: ReviewCard, quoted: Spans = ()) -> str:
    """ "(Norfolk Safeguarding Children Board, 2017, p. 39, para 7.3.32)"."""
    author = as_name(review.board or review.title or review.source)
    parts = (author, review.year, document(review, author), pages(unit.pages), locator(unit, quoted))
    return f"({', '.join(each for each in parts if each)})"


def oscola(unit: Unit, review: ReviewCard, quoted: Spans = ()) -> str:
    """As OSCOLA cites reports: author, *title* (kind of review, year) then the paragraph in square brackets."""
    title = _title(review)
    inside = ", ".join(part for part in (NAMES.get(review.kind, review.kind), review.year) if part)
    label = unit.label.rstrip(".:)")
    numbered = label[:1].isdigit() and unit.kind == "paragraph"
    place = f"[{label}{part(unit, quoted)}]" if numbered else locator(unit, quoted)
    head = ", ".join(part for part in (review.board, f"*{_one_line(title)}*") if part)
    return " ".join(part for part in (head, f"({inside})" if inside else "", place) if part)


def _title(review: ReviewCard) -> str:
    """The title, with which of the documents of its case it is."""
    title = review.title or review.subject or review.source
    told = document(review, title)
    return f"{title} ({told})" if told else title


def markdown(unit: Unit, review: ReviewCard, base: str = "", *, quoted: Spans = ()) -> str:
    """The pinpoint as a Markdown link to the passage; nothing in a title is taken as Markdown."""
    text = re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", pinpoint(unit, review, quoted))
    return f"[{text}]({link(unit, base)})"


def html_link(unit: Unit, review: ReviewCard, base: str = "", *, quoted: Spans = ()) -> str:
    """The pinpoint as an HTML link to the passage, escaped."""
    return f'<a href="{html.escape(link(unit, base))}">{html.escape(pinpoint(unit, review, quoted))}</a>'


def bibtex(unit: Unit, review: ReviewCard, quoted: Spans = ()) -> str:
    """A BibTeX entry of the review, with the pinpoint as its note."""
    fields = {
        "author": f"{{{_tex(review.board)}}}" if review.board else "",
        "title": f"{{{_tex(_title(review))}}}",
        "type": _tex(NAMES.get(review.kind, review.kind)),
        "institution": _tex(review.board),
        "year": review.year,
        "note": _tex(", ".join(each for each in (locator(unit, quoted), pages(unit.pages)) if each)),
    }
    lines = [f"  {key} = {{{value}}}" for key, value in fields.items() if value]
    return f"@techreport{{{slug(review.id)},\n" + ",\n".join(lines) + "\n}"


def ris(unit: Unit, review: ReviewCard, quoted: Spans = ()) -> str:
    """A RIS record of the review, type RPRT; SP is the page as printed."""
    printed = unit.pages.printed if unit.pages else ()
    fields = [
        ("TY", "RPRT"),
        ("AU", review.board),
        ("TI", _title(review)),
        ("PB", review.board),
        ("PY", review.year),
        ("SP", printed[0] if printed else ""),
        ("EP", printed[-1] if len(printed) > 1 else ""),
        ("M3", NAMES.get(review.kind, review.kind)),
        ("N1", locator(unit, quoted)),
    ]
    return "\r\n".join([*(f"{tag}  - {_one_line(value)}" for tag, value in fields if value), "ER  - ", ""])


class Style(Protocol):
    """Cites a unit of a review, or what is quoted of it."""

    def __call__(self, unit: Unit, review: ReviewCard, *, quoted: Spans = ()) -> str:
        """The citation."""
        ...


STYLES: dict[str, Style] = {
    "pinpoint": pinpoint,
    "harvard": harvard,
    "oscola": oscola,
    "bibtex": bibtex,
    "ris": ris,
    "markdown": markdown,
    "html": html_link,
}


def _tex(text: str) -> str:
    escaped = re.sub(r"([#$%&_{}])", r"\\\1", _one_line(text).replace("\\", "/"))
    return escaped.replace("~", r"\textasciitilde{}").replace("^", r"\textasciicircum{}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
