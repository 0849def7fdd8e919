"""Lines of a text: pages, page numbers and running headers, and which lines were broken only to fit the page."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from ingest.source import Page

_RULE = re.compile(r"\s{0,3}(?:(?:-\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,}|={5,}|·{5,})\s*")
_STARTS_BLOCK = re.compile(
    r"\s*(?:[-*+•●▪◦‣·➢✓►]\s|#{1,6}\s|\||>|\(?[a-z0-9]{1,3}[.)]\s|\d+(?:\.\d+)+|\[\d+\]\s|[⁰¹²³⁴⁵⁶⁷⁸⁹]|</?\w)|.*\t",
    re.IGNORECASE,
)
#: The end of a line that asks for a number, and a number in mid-sentence: "...by paragraph" / "4.2 of the guidance".
_ASKS = re.compile(
    r"\b(?:paragraphs?|paras?\.?|sections?|chapters?|recommendations?|findings?|appendix|see|and)$", re.I
)
_ASKED = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})*,?\s+[a-z]")
_WORD = re.compile(r"[^\W\d_]+")
_MARKER_ALONE = re.compile(r"\s*(?:<sup>\s*\d{1,3}\s*</sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*")
_FEWEST_WRAPPED = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Args:
        number: its place among the lines that are not blank.
        blank_before: blank lines above it. page_break: a form feed, a rule or a run of blanks stands above it.
        hard_break_before: the line above ends in two spaces, a break that the author set.
        page: 1-based; None where the text has no form feeds.
    """

    text: str
    number: int
    blank_before: int = 0
    page_break: bool = False
    hard_break_before: bool = False
    page: int | None = None


def split_lines(text: str) -> tuple[list[Line], tuple[Page, ...]]:
    """The lines that are not blank, and the pages if form feeds part them."""
    sheets = _flush_left(text.replace("\r\n", "\n")).split("\f")
    if len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    paged = len(sheets) > 1
    lines: list[Line] = []
    for sheet, content in enumerate(sheets, 1):
        blanks, broken, hard = 0, sheet > 1, False
        for raw in content.split("\n"):
            text_line = raw.rstrip(" \u00a0")
            if not text_line.strip() or _is_rule(text_line, blanks, lines):
                broken = broken or bool(text_line.strip()) or blanks >= 1
                blanks += 1
                hard = False
                continue
            lines.append(Line(text_line, len(lines), blanks, broken, hard, sheet if paged else None))
            blanks, broken, hard = 0, False, raw.endswith("  ") and not raw.endswith("\t  ")
    return lines, tuple(Page(number) for number in range(1, len(sheets) + 1)) if paged else ()


def _flush_left(text: str) -> str:
    """Without the margin that all lines share."""
    margins = [len(line) - len(line.lstrip(" ")) for line in text.replace("\f", "\n").split("\n") if line.strip()]
    margin = min(margins, default=0)
    return re.sub(rf"(?m)^ {{{margin}}}", "", text).replace("\f" + " " * margin, "\f") if margin else text


def _is_rule(text: str, blanks: int, lines: list[Line]) -> bool:
    """A rule stands after a blank line; right under a line of text it underlines a title."""
    return bool(_RULE.fullmatch(text)) and (blanks > 0 or not lines)


def join_wrapped(lines: list[Line]) -> list[Line]:
    """Lines as their paragraphs: a line that ends only where the page was full is joined to the next."""
    width = _wrap_width(lines)
    if not width:
        return lines
    vocabulary = {word.lower() for line in lines for word in _WORD.findall(line.text)}
    paragraphs: list[tuple[Line, list[str]]] = []
    last = ""
    for line in lines:
        if paragraphs and (_was_wrapped(last, line, width) or _MARKER_ALONE.fullmatch(last)):
            pieces = paragraphs[-1][1]
            if re.search(r"[a-z]-$", last):
                pieces[-1] = _unhyphenated(pieces[-1], line.text, vocabulary)
                pieces.append(line.text.strip())
            else:
                pieces += [" ", line.text.strip()]
        else:
            paragraphs.append((line, [line.text]))
        last = line.text
    return [replace(line, text="".join(pieces)) if len(pieces) > 1 else line for line, pieces in paragraphs]


def _unhyphenated(piece: str, after: str, vocabulary: set[str]) -> str:
    """Without its hyphen, if the word that it parts stands whole elsewhere in the text ("follow-" / "ing")."""
    head = re.search(r"(?<![^\W\d_])[^\W\d_]++-$", piece)
    tail = _WORD.match(after.strip())
    whole = (head[0][:-1] + tail[0]).lower() if head and tail else ""
    return piece[:-1] if whole in vocabulary else piece


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the text is wrapped, 0 where each paragraph stands on one line."""
    followed = [
        len(line.text) for line, after in itertools.pairwise(lines) if not after.blank_before and "\t" not in line.text
    ]
    if len(followed) < _FEWEST_WRAPPED:
        return 0
    width = sorted(followed)[int(0.95 * (len(followed) - 1))]
    if not 30 <= width <= 200 or sum(len(line.text) > 2 * width for line in lines) > 0.1 * len(lines):
        return 0
    near = sum(length >= 0.75 * width for length in followed)
    return width if near >= 0.35 * len(followed) else 0


def _was_wrapped(last: str, line: Line, width: int) -> bool:
    """The first word of the line would not have fitted on the one above, or that one breaks off in a sentence."""
    if line.blank_before or line.page_break or line.hard_break_before or "\t" in last:
        return False
    if _STARTS_BLOCK.match(line.text) and not (_ASKS.search(last) and _ASKED.match(line.text)):
        return False
    if re.match(r"\s*#{1,6}\s", last):
        return False
    first = line.text.split(maxsplit=1)[0]
    if len(last) + 1 + len(first) > 0.93 * width:
        return True
    if re.search(r"(?:https?://|www\.)\S+$", last):
        return False  # an address fills its line without meaning to be broken
    return first[0].islower() and len(last) >= 0.5 * width and last[-1] not in ".:;!?"
