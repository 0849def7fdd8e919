"""Makes a sentence fit to be quoted alone: what "this" or "he" points to comes with it, and whoever speaks in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answers.evidence import Sentence
from app.answers.model import Quote
from app.answers.sentences import lead_in, row_key, spans
from app.gate import verify
from ingest.model import Unit

#: "It was agreed that" points to nothing before it.
_EXPLETIVE = (
    r"It\s+(?:is|was|has\s+been|had\s+been|would\s+be|should\s+be|must\s+be|cannot\s+be|remains|seems|appears|appeared)\s+"
    r"(?:(?:also|now|not|therefore|however|very|widely|generally|well)\s+)*(?:alleged|agreed|said|noted|decided|thought"
    r"|believed|known|found|recommended|recognised|acknowledged|accepted|understood|considered|concluded|clear|unclear"
    r"|likely|unlikely|important|essential|vital|possible|impossible|difficult|worth|striking|evident|apparent|notable"
    r"|debatable|hoped|expected|assumed|suggested|established|reported|recorded|documented)\b"
)
_DANGLING = re.compile(
    rf"^(?!{_EXPLETIVE})(?:This(?!\s+(?:\w+\s+){{0,3}}(?:review|report|summary|document|chapter|section)\b)|That|These"
    r"|Those|Such|He|She|They|It|His|Her|Hers|Their|Theirs|Its|Him|Them|Both(?!\s+(?:of|the|[a-z]+s)\b)|However"
    r"|Therefore|Also|In addition|Similarly|As a result|Consequently|Furthermore|Moreover|Here"
    r"|There(?!\s+(?:is|are|was|were|has|have|had|should|needs?)\b)|The (?:latter|former|same|above))\b"
)
_PRONOUN = re.compile(r"^(?:This|That|These|Those|Such|He|She|They|It|His|Her|Their|Its|Both|The (?:latter|former))\b")
#: A heading that tells what a page is for, and nothing of what it is about.
_BARE_HEADING = re.compile(
    r"[\W\d]*(?:(?:executive |overall )?summary|introduction|background|context|analysis|conclusions?|findings?"
    r"|learning|lessons|(?:key |significant )?events|narrative|chronology|methodology|recommendations?|appendix"
    r"|discussion|overview|january|february|march|april|may|june|july|august|september|october|november|december)?"
    r"(?:\W+and\W+\w+)?[\W\d]*",
    re.IGNORECASE,
)
#: Words that a sentence and what it brings have at most.
_MOST = 80
#: Words of whole sentences between two quotations of a unit that are quoted with them rather than left out.
_GAP = 8
_OPEN, _CLOSED = "“", "”"


def quote(sentence: Sentence) -> Quote:
    """The sentence as it is quoted: one that points back, or is said by somebody, brings the one before, or a note of
    its heading where it is the first."""
    unit, (start, end) = sentence.hit.unit, sentence.span
    if unit.cells:
        return Quote(sentence.hit, start, end, note=_row_note(sentence))
    if not _points_back(unit, start, end):
        return Quote(sentence.hit, start, end, note=_list_note(sentence))
    first = _brought(unit, start, end)
    if first < start:
        return Quote(sentence.hit, first, end)
    heading = " ".join(unit.section[-1].split()) if unit.section else ""
    said = unit.text[start:end]
    named = not _BARE_HEADING.fullmatch(heading) and bool(_PRONOUN.match(said) or _is_speech(said))
    return Quote(sentence.hit, start, end, note=heading if named else "")


def _points_back(unit: Unit, start: int, end: int) -> bool:
    said = unit.text[start:end]
    return bool(_DANGLING.match(said)) or _is_speech(said) or _opened(unit.text, start)


def _is_speech(said: str) -> bool:
    """Whether a sentence is what somebody says, without who: "“I rang four times.”"."""
    closed = said.find(_CLOSED)
    return said.startswith(_OPEN) and (closed < 0 or not any(map(str.isalpha, said[closed:])))


def _opened(text: str, place: int) -> bool:
    """Whether a place lies within quotation marks that were opened before it."""
    return text.rfind(_OPEN, 0, place) > text.rfind(_CLOSED, 0, place)


def _brought(unit: Unit, start: int, end: int) -> int:
    """Where the quotation begins that a sentence needs: at the nearest sentence before that stands alone."""
    first = start
    for span in reversed([span for span in spans(unit) if span[1] <= start]):
        if len(unit.text[span[0] : end].split()) > _MOST:
            break
        first = span[0]
        if not _points_back(unit, *span):
            break
    return first


def _row_note(sentence: Sentence) -> str:
    """The key of a table row that a cell of it needs."""
    key = row_key(sentence.hit.unit)
    return "" if key in sentence.text else key


def _list_note(sentence: Sentence) -> str:
    """The line that introduces the list, for a fragment of it."""
    unit = sentence.hit.unit
    if len(sentence.text.split()) > 12 or sentence.text[:1].isupper():
        return ""
    led = lead_in(unit, sentence.span)
    return "" if led is None else unit.text[led[0] : led[1]].rstrip(": \n")


def quoted(chosen: Sequence[Sentence]) -> list[Quote]:
    """What was chosen, as it is quoted: nothing is shown as a quotation that the gate refuses, whatever made it."""
    quotes = joined([quote(each) for each in chosen])
    return [each for each in quotes if verify(each.words, each.hit.unit).verified]


def joined(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotations of one unit that touch or overlap become one, and so do those with a few words of prose between."""
    done: list[Quote] = []
    for each in sorted(quotes, key=lambda found: (found.hit.unit.id, found.start)):
        last = done[-1] if done else None
        if last and last.hit.unit.id == each.hit.unit.id and _near(last, each):
            done[-1] = Quote(last.hit, last.start, max(last.end, each.end), last.note)
        else:
            done.append(each)
    order = {quote.hit.unit.id: place for place, quote in reversed(list(enumerate(quotes)))}
    return sorted(done, key=lambda found: (order[found.hit.unit.id], found.start))


def _near(one: Quote, other: Quote) -> bool:
    between = one.hit.unit.text[one.end : max(one.end, other.start)]
    prose = not one.hit.unit.cells and one.hit.unit.kind not in ("slide", "list_item_group") and "\n\n" not in between
    return not between.strip() or (prose and len(between.split()) <= _GAP and between.strip()[-1] in ".?!”\"'’")
