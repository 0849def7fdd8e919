"""A parse against gold structure: labels, units, nearest headings, words kept.

Texts are compared by their words alone (`plain_words`): letters and digits in lower case, markup, bullets,
quotation marks and dashes aside. A unit is known by its first and last six words, its label dropped.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.model import UNSEARCHED, Unit

EDGE_WORDS = 6
#: Gold kinds that are citable units.
COUNTED = frozenset({"paragraph", "recommendation", "table_row", "list_item_group", "slide", "footnote"})
_INLINE = re.compile(r"</?(?:sup|sub|b|i|u|em|strong|small)>")
_TAG = re.compile(r"<(?!https?:)[^>]{1,60}>")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_WORD = re.compile(r"[a-z0-9£%]+")
_NUMBERED = re.compile(r"\d+(?:\.\d+)+")


@dataclass(frozen=True, slots=True)
class GoldUnit:
    """A unit checked by eye: its label as printed, its first and last eight words without the label."""

    label: str
    kind: str
    section: tuple[str, ...]
    start: str
    end: str
    header_row: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Precision, recall and their harmonic mean: P = hits / found, R = hits / wanted, F1 = 2PR / (P + R)."""

    hits: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of what was found that was wanted."""
        return self.hits / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found."""
        return self.hits / max(1, self.wanted)

    @property
    def f1(self) -> float:
        """Harmonic mean of both, 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class StructureScore:
    """How well a parse agrees with gold.

    Args:
        labels: numbered paragraphs whose label and first six words agree.
        units: citable units whose beginning and end agree.
        headings: share of the matched units whose last or last but one heading is the gold's nearest.
        edge_words: share of the words at the gold units' edges that stand in the parse.
        missed: gold units without a match. extra: ids of parsed units without a match.
    """

    labels: Share
    units: Share
    headings: float
    edge_words: float
    missed: tuple[GoldUnit, ...]
    extra: tuple[str, ...]


def load_gold(path: Path) -> tuple[GoldUnit, ...]:
    """Gold units of a JSON Lines file, in reading order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(gold_unit(json.loads(line)) for line in lines if line.strip())


def gold_unit(data: dict[str, object]) -> GoldUnit:
    """One gold record, as it stands in a line of the file."""
    section = data.get("section") or []
    assert isinstance(section, list)
    return GoldUnit(
        label=str(data.get("label") or ""),
        kind=str(data["kind"]),
        section=tuple(map(str, section)),
        start=str(data["start"]),
        end=str(data["end"]),
        header_row=bool(data.get("header_row")),
    )


def score(gold: Sequence[GoldUnit], units: Sequence[Unit]) -> StructureScore:
    """Score the units of one review, both in reading order."""
    wanted = [unit for unit in gold if unit.kind in COUNTED and not unit.header_row]
    found = [unit for unit in units if unit.kind not in UNSEARCHED]
    words = [unlabelled(plain_words(unit.text), unit.label) for unit in found]
    matches = _match(wanted, words)
    return StructureScore(
        labels=_labels(gold, found, words),
        units=Share(len(matches), len(found), len(wanted)),
        headings=_headings(wanted, found, matches),
        edge_words=_edge_words(gold, units),
        missed=tuple(unit for at, unit in enumerate(wanted) if at not in matches),
        extra=tuple(unit.id for at, unit in enumerate(found) if at not in set(matches.values())),
    )


def _match(wanted: Sequence[GoldUnit], words: Sequence[list[str]]) -> dict[int, int]:
    """Place of each gold unit -> place of the first parsed unit, not yet taken, with its beginning and end."""
    by_start: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, unit_words in enumerate(words):
        if unit_words:
            by_start[tuple(unit_words[:EDGE_WORDS])].append(at)
    matches: dict[int, int] = {}
    taken: set[int] = set()
    for place, unit in enumerate(wanted):
        end = plain_words(unit.end)[-EDGE_WORDS:]
        for at in by_start[_start(unit)]:
            if at not in taken and words[at][-len(end) :] == end:
                matches[place] = at
                taken.add(at)
                break
    return matches


def _start(unit: GoldUnit) -> tuple[str, ...]:
    return tuple(unlabelled(plain_words(unit.start), unit.label)[:EDGE_WORDS])


def _labels(gold: Sequence[GoldUnit], found: Sequence[Unit], words: Sequence[list[str]]) -> Share:
    wanted = Counter(
        (norm(unit.label), _start(unit)) for unit in gold if unit.kind == "paragraph" and _numbered(unit.label)
    )
    parsed = Counter(
        (norm(unit.label), tuple(unit_words[:EDGE_WORDS]))
        for unit, unit_words in zip(found, words, strict=True)
        if unit.kind == "paragraph" and _numbered(unit.label)
    )
    return Share((wanted & parsed).total(), parsed.total(), wanted.total())


def _headings(wanted: Sequence[GoldUnit], found: Sequence[Unit], matches: dict[int, int]) -> float:
    right = [
        plain_words(wanted[place].section[-1]) in [plain_words(heading) for heading in found[at].section[-2:]]
        for place, at in matches.items()
        if wanted[place].section
    ]
    return sum(right) / len(right) if right else 0.0


def _edge_words(gold: Sequence[GoldUnit], units: Sequence[Unit]) -> float:
    edges = Counter(
        word for unit in gold if unit.kind != "toc" for word in plain_words(unit.start) + plain_words(unit.end)
    )
    kept = Counter(word for unit in units for word in _all_words(unit))
    return (edges & kept).total() / max(1, edges.total())


def _all_words(unit: Unit) -> Iterable[str]:
    return plain_words(unit.text) + plain_words(unit.label) + plain_words(" ".join(unit.section))


def plain_words(text: str) -> list[str]:
    """Letters and digits only, lower case.

    >>> plain_words("**20<sup>th</sup> May** – “see” [the note](#)")
    ['20th', 'may', 'see', 'the', 'note']
    """
    text = html.unescape(_TAG.sub(" ", _INLINE.sub("", text)))
    return _WORD.findall(unicodedata.normalize("NFKC", _LINK_TARGET.sub(" ", text)).lower())


def norm(label: str) -> str:
    """A label without its stop and without "para": 'Para 7.3.2.' -> '7.3.2'."""
    return re.sub(r"^para(?:graph)?\.?\s+", "", label.strip().lower()).rstrip(".:)")


def _numbered(label: str) -> bool:
    return bool(_NUMBERED.fullmatch(norm(label)))


def unlabelled(words: list[str], label: str) -> list[str]:
    """Words without the label at their head, and without a page reference printed beside it in a table."""
    head = plain_words(label)
    words = words[len(head) :] if head and words[: len(head)] == head else words
    return words[2:] if len(words) > 2 and words[0] == "page" and words[1].isdigit() else words
