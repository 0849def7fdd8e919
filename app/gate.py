"""The verbatim gate: what stands in quotation marks must stand, word for word, in one unit of the review it names.

Every output that quotes goes through here. What may differ is declared in `app/normal.py`: white space, soft and
line-end hyphens, ligatures, the shape of quotation marks; nothing else. "[...]" stands for words left out and
"[word]" for words of the writer: the parts between are checked one by one, in their order, in one unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.marks import Quotation, quotations
from app.normal import normal, search, span
from ingest.model import Unit

Reason = Literal["", "empty", "unattributed", "not-in-unit"]
Span = tuple[int, int]

#: Words left out or put in; "[3]" is a marker that the source prints, so it is compared like all else.
_BRACKET = re.compile(r"\[(?:\s*(?:\.\.\.|…)\s*|(?=[^\[\]]*[^\W\d_])[^\[\]]{1,200})\]")
_MARKER = re.compile(r"\[(\d{1,4})\]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a quotation stands in a unit.

    Args:
        verified: it does.
        unit: id of the unit it stands in, "" where it stands in none.
        spans: character spans in that unit's text, one for each part between brackets; empty where not verified.
        reason: why not; "" where verified.
    """

    verified: bool
    unit: str = ""
    spans: tuple[Span, ...] = ()
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class Gated:
    """A text after the gate. In `text`, what failed has lost its quotation marks; `quotations` holds every verdict."""

    text: str
    quotations: tuple[tuple[Quotation, Verdict], ...]

    @property
    def refused(self) -> int:
        """How many quotations failed."""
        return sum(not verdict.verified for _, verdict in self.quotations)


def verify(quote: str, units: Unit | Iterable[Unit]) -> Verdict:
    """Whether the words of `quote` stand in one of `units`: those of the one review it is attributed to.

    >>> from ingest.model import Unit
    >>> unit = Unit("r:1", "r", "4.2", 1, "paragraph", (), None, 0, 31, "4.2 The nurse did not record it.")
    >>> verify("The nurse did not record it", unit).verified, verify("The nurse did record it", unit).verified
    (True, False)
    """
    if not any(char.isalnum() for char in quote):
        return Verdict(False, reason="empty")
    for unit in (units,) if isinstance(units, Unit) else units:
        spans = find(quote, unit.text)
        if spans:
            return Verdict(True, unit.id, spans)
    return Verdict(False, reason="not-in-unit")


def find(quote: str, text: str) -> tuple[Span, ...]:
    """Spans in `text` of the parts of `quote`, in order; none where any part is missing."""
    source, places = normal(text)
    wanted = normal(quote)[0].strip()
    whole = search(wanted, source, 0)
    if whole:
        return (span(whole, places),)
    spans: list[Span] = []
    position = 0
    for part, edges in _parts(wanted):
        found = search(part, source, position, edges=edges)
        if found is None:
            return ()
        spans.append(span(found, places))
        position = found[1]
    return tuple(spans)


def _parts(wanted: str) -> Iterator[tuple[str, tuple[bool, bool]]]:
    """The parts that hold words, and which of their edges must be a word's: "[t]he" opens inside one.

    A bracket that the source prints itself needs no care: what stands between two parts is not compared.
    """
    bounds = [0, *(edge for bracket in _BRACKET.finditer(wanted) for edge in bracket.span()), len(wanted)]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        part = wanted[start:end]
        if any(char.isalnum() for char in part):
            inside = start > 0 and part[0].isalpha(), end < len(wanted) and part[-1].isalpha()
            yield part.strip(), (not inside[0], not inside[1])


def gate_text(text: str, sources: Sequence[Unit]) -> Gated:
    """Check each quotation in `text` against the units that its markers name: "[2]" is the second of `sources`.

    A quotation belongs to the first marker after it and to those directly behind that one, unless another quotation
    comes first; one without a marker is refused.
    """
    found = quotations(text)
    checked: list[tuple[Quotation, Verdict]] = []
    for number, quotation in enumerate(found):
        limit = found[number + 1].start if number + 1 < len(found) else len(text)
        units = _attributed(text[quotation.end : limit], sources)
        verdict = verify(quotation.words, units) if units else Verdict(False, reason="unattributed")
        checked.append((quotation, verdict))
    return Gated(_without_marks(text, checked), tuple(checked))


def _attributed(after: str, sources: Sequence[Unit]) -> list[Unit]:
    marker = _MARKER.search(after)
    units: list[Unit] = []
    while marker is not None:
        if 1 <= int(marker[1]) <= len(sources):
            units.append(sources[int(marker[1]) - 1])
        marker = _MARKER.match(after, marker.end())
    return units


def _without_marks(text: str, checked: Sequence[tuple[Quotation, Verdict]]) -> str:
    for quotation, verdict in reversed(checked):
        if not verdict.verified:
            text = text[: quotation.start] + quotation.words + text[quotation.end :]
    return text
