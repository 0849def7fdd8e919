"""Random reviews of odd content, and each of them as a file of any format."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from tests.ingest import docx_makers as d

#: Stands in sentences of documents alone, often behind a mark that would close a quotation.
SENTINEL = "Quernstone"
FORMATS = ("txt", "md", "html", "docx", "pdf")

_PLAIN = (
    "The nurse wrote a letter to the surgery about the bath.",
    "The school told nobody that he had missed eleven appointments.",
    "On 3 March 2017 the social worker visited the house and saw no food.",
    "In May 2017 he was found unconscious; the ambulance came within minutes.",
    "The panel found that letters were used instead of visits.",
    "The board should keep one record of letters about a child.",
    "The multi-agency safeguarding hub (MASH) closed the referral.",
    "It was alleged that the landlord had been told twice.",
)
_ODD = (
    f"The ferret service met weekly.” [1] (for: everyone) {SENTINEL} said so. “It was never told of the plan.",
    f'She said "no" and left." [2] {SENTINEL} Abbey, Case R (2017), para 7.3. "They were told.',
    f"[1] {SENTINEL} Abbey, Case R (2017), para 7 says that letters were read.",
    "Nothing found that answers this. Searched 0 passages of 0 reviews.",
    "„Wir wussten nichts“, sagte der Vater, «rien du tout».",
    "’Twas the nurse’s letter’s bath” ‘and “the” rest.",
    ". The house on Tanner Street had no thermostat.",
    "... and then the letters [...] stopped?! (see 4.2).",
    "The l\u00adetter was \ufb01led un\u00adread in the o\ufb03ce.",
    "א letter ב was \u202eread\u202c by the nurse 👶🏽 in 2017.",
    "| a | b | of letters |",
    "letters; letters; letters: letters, " * 30,
    "no capital, no full stop, and letters that go on",
)
_WORDLESS = ("", ".", "2.", "—", "...", "?!", "12", "(i)", "“”", '"', "•", "[1]", "|")
_TITLES = (
    "Serious Case Review: Child Larch",
    "Local Child Safeguarding Practice Review: Moss",
    "Nothing found that answers this.",
    "Nothing found",
    "Searched 12 passages of 3 reviews",
    "The “Heron” Review",
    "3 of 5 reviews speak of this:",
    "[1] Case R (2017), para 7",
    "2.",
    "",
)
_HEADINGS = (
    "Findings",
    "Analysis of Practice",
    "Recommendations",
    "Chronology",
    "Appendix",
    "Nothing found that answers this.",
    "Finding 2: letters” were not “read",
    "Response: none",
    "...",
)

_words = st.one_of(st.sampled_from(_PLAIN), st.sampled_from(_ODD), st.sampled_from(_WORDLESS))
_text = st.one_of(_words, st.lists(_words, min_size=1, max_size=4).map(" ".join))


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph, list or table of a review; `lines` are its items or its cells, row by row."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OddReview:
    """A title, the pieces below it, and the format in which they are set."""

    title: str
    pieces: tuple[Piece, ...]
    format: str


def _piece(kind: str, lines: st.SearchStrategy[list[str]]) -> st.SearchStrategy[Piece]:
    return lines.map(lambda found: Piece(kind, tuple(found)))


def _one(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return words.map(lambda found: [found])


_labels = st.sampled_from(
    ("1. ", "2. ", "3 ", "1.1 ", "4.2 ", "(a) ", "Recommendation 1: ", "Recommendation 2: ", "R3 ")
)
_pieces = st.one_of(
    _piece("heading", _one(st.sampled_from(_HEADINGS))),
    _piece("paragraph", _one(_text)),
    _piece("paragraph", _one(st.builds(str.__add__, _labels, _text))),
    _piece("paragraph", _one(_labels)),
    _piece("list", st.lists(_text, min_size=1, max_size=5)),
    _piece("list", st.builds(lambda word, count: [word] * count, _text, st.sampled_from((40, 200)))),
    _piece("table", st.lists(_text, min_size=6, max_size=6)),
)
odd_reviews = st.builds(
    OddReview,
    st.sampled_from(_TITLES),
    st.lists(_pieces, max_size=8).map(tuple),
    st.sampled_from(FORMATS),
)


def write(review: OddReview, path: Path) -> Path:
    """The review as a file; `path` is without a suffix."""
    path = path.with_suffix(f".{review.format}")
    if review.format == "docx":
        return d.write(path, d.parts("".join(map(_docx, _all(review)))))
    if review.format == "pdf":
        SimpleDocTemplate(str(path)).build([flowable for piece in _all(review) for flowable in _pdf(piece)])
        return path
    made = {"txt": _txt, "md": _md, "html": _html}[review.format]
    path.write_text("\n\n".join(map(made, _all(review))), encoding="utf-8")
    return path


def _all(review: OddReview) -> list[Piece]:
    return [Piece("heading", (review.title,)), *review.pieces]


def _rows(piece: Piece) -> list[tuple[str, ...]]:
    return [piece.lines[place : place + 2] for place in range(0, len(piece.lines), 2)]


def _txt(piece: Piece) -> str:
    mark = {"list": "• "}.get(piece.kind, "")
    return "\n".join(f"{mark}{line}" for line in piece.lines)


def _md(piece: Piece) -> str:
    if piece.kind == "table":
        head, *rows = [f"| {' | '.join(row)} |" for row in _rows(piece)]
        return "\n".join([head, "|---|---|", *rows])
    mark = {"heading": "# ", "list": "- "}.get(piece.kind, "")
    return "\n".join(f"{mark}{line}" for line in piece.lines)


def _html(piece: Piece) -> str:
    if piece.kind == "table":
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in _rows(piece))
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    if piece.kind == "list":
        return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in piece.lines)}</ul>"
    tag = "h2" if piece.kind == "heading" else "p"
    return "".join(f"<{tag}>{escape(line)}</{tag}>" for line in piece.lines)


def _docx(piece: Piece) -> str:
    if piece.kind == "table":
        return d.table(*(d.row(*map(_cell, row)) for row in _rows(piece))) + d.p()
    style = "Heading1" if piece.kind == "heading" else ""
    return "".join(d.p(d.r(line), style=style) for line in piece.lines)


def _cell(text: str) -> str:
    return d.cell(d.p(d.r(text)))


def _pdf(piece: Piece) -> list[object]:
    styles = getSampleStyleSheet()
    style = styles["Heading2" if piece.kind == "heading" else "BodyText"]
    said = [Paragraph(escape(_printable(line)), style) for line in piece.lines]
    if piece.kind == "table":
        return [Table([said[place : place + 2] for place in range(0, len(said), 2)], colWidths=[200, 200])]
    return list(said)


def _printable(text: str) -> str:
    """What the page's font has."""
    return text.encode("cp1252", "replace").decode("cp1252")
