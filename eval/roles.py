"""Units whose role and voice are known: those labelled by hand in real reviews, and those of the sample's gold."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.structure import plain_words
from ingest.ids import slug
from ingest.model import UNSEARCHED, Review, Unit
from ingest.readers import READERS, read
from ingest.structure import parse

HOME = Path(__file__).resolve().parent.parent
LABELS = HOME / "eval" / "datasets" / "roles.jsonl"
SECOND = HOME / "eval" / "datasets" / "roles-second.jsonl"
REVIEWS = HOME.parent / "shared" / "reviews"
#: The first so many labels are the stratified draw, the rest a supplement of rarer roles.
DRAWN = 300
_OPENING = 5


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader says of a unit."""

    role: str
    voice: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A review with the labels of some of its units.

    Args:
        case: shared by the documents about one case, so that they are held out together.
        real: a published review, not one of the sample.
    """

    name: str
    case: str
    units: tuple[Unit, ...]
    labels: dict[str, Label]
    real: bool


def labels(path: Path = LABELS) -> dict[str, Label]:
    """id -> label, in the order of the file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["id"]: Label(row["role"], row["voice"]) for row in rows}


def real_reviews(folder: Path = REVIEWS) -> Iterator[Labelled]:
    """The reviews labelled by hand; none where the folder is not there."""
    known = labels()
    for path in sorted(folder.glob("*.txt")) if folder.is_dir() else ():
        name = slug(path.stem)
        _, units = parse(read(path), review_id=name)
        yield Labelled(name, name, units, {unit.id: known[unit.id] for unit in units if unit.id in known}, real=True)


def sample_reviews() -> Iterator[Labelled]:
    """The sample, its gold matched to the parse by the first words of each unit."""
    for gold in sorted((HOME / "sample" / "gold").glob("*.jsonl")):
        review = next(path for path in (HOME / "sample" / "reviews").glob(f"{gold.stem}.*") if path.suffix in READERS)
        _, units = parse(read(review), review_id=gold.stem)
        rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        yield Labelled(gold.stem, "-".join(gold.stem.split("-")[:2]), units, _matched(units, rows), real=False)


def _matched(units: Iterable[Unit], rows: Iterable[dict[str, str]]) -> dict[str, Label]:
    waiting: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for unit in units:
        if unit.kind not in UNSEARCHED:
            waiting[tuple(plain_words(unit.text.removeprefix(unit.label))[:_OPENING])].append(unit.id)
    found = {}
    for row in rows:
        same = waiting.get(tuple(plain_words(row["start"])[:_OPENING]))
        if row["kind"] not in UNSEARCHED and same:
            found[same.pop(0)] = Label(row["role"], row["voice"])
    return found


def known_voices(reviews: Iterable[Review]) -> dict[str, str]:
    """Unit id -> voice: as labelled by hand, else as the sample's gold has it, else as parsed."""
    by_hand = labels() if LABELS.is_file() else {}
    voices: dict[str, str] = {}
    for review in reviews:
        voices |= {unit.id: unit.voice for unit in review.units}
        gold = HOME / "sample" / "gold" / f"{review.id}.jsonl"
        if gold.is_file():
            rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
            voices |= {unit: label.voice for unit, label in _matched(review.units, rows).items()}
        voices |= {unit.id: by_hand[unit.id].voice for unit in review.units if unit.id in by_hand}
    return voices


def agreement(first: Sequence[str], second: Sequence[str]) -> tuple[float, float]:
    """Share of equal labels, and Cohen's kappa (1960): (observed - chance) / (1 - chance)."""
    total = len(first)
    observed = sum(one == other for one, other in zip(first, second, strict=True)) / total
    chance = sum(first.count(name) * second.count(name) for name in set(first)) / total**2
    return observed, (observed - chance) / (1 - chance) if chance < 1 else 1.0
