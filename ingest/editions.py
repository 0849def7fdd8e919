"""What becomes of a unit's id when its review is parsed again or a new edition replaces it.

Ids come from a unit's opening words (`ingest/ids.py`), so most stay as they are. An id that is gone is either an alias
(the words stand, changed or moved, in a unit of the new edition) or a tombstone (they do not).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Review, Unit

#: Share of an old unit's word triples that must stand in its successor; less if the printed label is the same.
ENOUGH = 0.6
ENOUGH_WITH_LABEL = 0.3
_WORD = re.compile(r"[^\W_]+")
_CANDIDATES = 5


def succeed(old: Review, new: Review) -> Review:
    """The new edition, with an alias or a tombstone for every id that was ever given and is gone."""
    present = {unit.id for unit in new.units}
    gone = [unit for unit in old.units if unit.id not in present]
    successors = _Successors(new.units) if gone else None
    moved: dict[str, str] = {}
    for unit in gone:
        successor = successors.of(unit) if successors else None
        if successor is not None:
            moved[unit.id] = successor
    for former, then in old.aliases.items():
        now = then if then in present else moved.get(then)
        if now is not None:
            moved[former] = now
    aliases = {former: now for former, now in moved.items() if former not in present}
    ever = {unit.id for unit in old.units} | set(old.aliases) | set(old.tombstones)
    return replace(new, aliases=aliases, tombstones=tuple(sorted(ever - present - set(aliases))))


@dataclass(frozen=True, slots=True)
class _Shape:
    id: str
    label: tuple[str, int]
    kind: str
    triples: frozenset[tuple[str, ...]]


class _Successors:
    """Finds the unit of the new edition in which an old unit's words stand."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._shapes = [_shape(unit) for unit in units]
        self._holding: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._labelled: dict[tuple[str, int], int] = {}
        self._worded: dict[tuple[str, ...], str] = {}
        for unit in units:
            self._worded.setdefault(_words(unit.text), unit.id)
        for number, shape in enumerate(self._shapes):
            for triple in shape.triples:
                self._holding[triple].append(number)
            if shape.label[0]:
                self._labelled.setdefault(shape.label, number)

    def of(self, unit: Unit) -> str | None:
        """Id of the successor, None where there is none."""
        same = self._worded.get(_words(unit.text))
        if same is not None:
            return same
        shape = _shape(unit)
        best = max(
            ((self._fit(shape, self._shapes[number]), -number) for number in self._candidates(shape)), default=(0.0, 0)
        )
        return self._shapes[-best[1]].id if best[0] > 0 else None

    def _candidates(self, shape: _Shape) -> set[int]:
        shared: Counter[int] = Counter()
        for triple in shape.triples:
            holders = self._holding.get(triple, ())
            if len(holders) <= 50:  # a phrase that stands everywhere tells nothing
                shared.update(holders)
        near = {number for number, _ in shared.most_common(_CANDIDATES)}
        if shape.label in self._labelled:
            near.add(self._labelled[shape.label])
        return near

    def _fit(self, old: _Shape, new: _Shape) -> float:
        """0 where the new unit is no successor; the same label and kind decide between equals."""
        if not old.triples:
            return 0.0
        share = len(old.triples & new.triples) / len(old.triples)
        same_label = bool(old.label[0]) and old.label == new.label
        if share < (ENOUGH_WITH_LABEL if same_label else ENOUGH):
            return 0.0
        return share + 0.1 * same_label + 0.01 * (old.kind == new.kind)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))


def _shape(unit: Unit) -> _Shape:
    words, label = _words(unit.text), _words(unit.label)
    if words[: len(label)] == label:
        words = words[len(label) :]
    size = min(3, len(words))
    triples = frozenset(tuple(words[at : at + size]) for at in range(len(words) - size + 1)) if words else frozenset()
    return _Shape(unit.id, (unit.label, unit.occurrence), unit.kind, triples)
