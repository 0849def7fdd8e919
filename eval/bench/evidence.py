"""How well the units that answer labelled questions are found, and beside an earlier run of the same, paired.

    python -m eval.bench.evidence --library LIBRARY [--keep OUT.json] [--beside EARLIER.json] FILE...

FILE is of labelled evidence (`docs/evidence.md`), or of the same rows with a sentence's `text` in place of its unit and
digest. A unit that says the answer or denies it counts 2, one that says a part of it counts 1. A question is put to the
reviews that it was labelled on; one whose labels no unit of the library bears is left out and counted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.evidence.model import rows
from eval.ranking import rank_measures
from eval.statistics import compare, estimate
from index.engine import Index
from index.model import Filters
from index.query import understand
from index.scope import where
from ingest.library import Library
from ingest.model import Review
from ingest.settings import load_settings

#: What a unit is worth that has a sentence of this label.
WORTH: Mapping[str, int] = {"says": 2, "denies": 2, "part": 1}
SHOWN = ("hit@1", "hit@5", "nDCG@10")
DEPTH = 20
#: Measure -> question id -> value.
Values = dict[str, dict[str, float]]


def gold_of(row: Mapping[str, Any], reviews: Mapping[str, Review]) -> dict[str, int]:
    """Unit id -> worth, of the units of a labelled question that are in the library.

    Args:
        row: of a file of labelled evidence. reviews: by source file.
    """
    found: dict[str, int] = {}
    for sentence in row["sentences"]:
        worth = WORTH.get(sentence["says"], 0)
        review = reviews.get(sentence["review"])
        for unit in _units(sentence, review) if worth and review else ():
            found[unit] = max(worth, found.get(unit, 0))
    return found


def _units(sentence: Mapping[str, Any], review: Review) -> Iterator[str]:
    text = " ".join(sentence.get("text", "").split())
    for unit in review.units:
        printed = bool(text) and unit.label == sentence["label"] and text in " ".join(unit.text.split())
        if printed or unit.id == sentence.get("unit"):
            yield unit.id


def measures(gold: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Sequence[str]]) -> Values:
    """hit@1 and hit@5 (any unit that answers or says a part) and nDCG@10 of rankings by unit id."""
    found: Values = {"nDCG@10": rank_measures(gold, ranked)["nDCG@10"]}
    for first in (1, 5):
        hits = {name: float(any(unit in gold[name] for unit in ranked[name][:first])) for name in gold}
        found[f"hit@{first}"] = hits
    return found


def rank(index: Index, row: Mapping[str, Any], reviews: Mapping[str, Review]) -> list[str]:
    """The units that the index finds first for a question, within the reviews that it was labelled on."""
    sources = row.get("reviews_scope") or sorted({sentence["review"] for sentence in row["sentences"]})
    scope = where(Filters(reviews=tuple(reviews[source].id for source in sources if source in reviews)))
    found = index.searcher.rank(understand(row["question"], index.catalogue.about), scope)
    return [candidate.unit for candidate in found[:DEPTH]]


def run(library: Library, index: Index, files: Iterable[Path]) -> tuple[Values, int]:
    """The measures of all questions of some files that have an answer, and how many have none here."""
    reviews = {review.source.split("/")[-1]: review for review in library.reviews()}
    gold: dict[str, dict[str, int]] = {}
    ranked: dict[str, list[str]] = {}
    without = 0
    for row in (row for path in files for row in rows(path)):
        owed = gold_of(row, reviews)
        if owed:
            gold[row["id"]], ranked[row["id"]] = owed, rank(index, row, reviews)
        without += not owed
    return measures(gold, ranked), without


def table(found: Values, earlier: Values | None = None) -> Iterator[str]:
    """A line for each measure: its mean with a 95 % interval, and the paired change from an earlier run."""
    for name in SHOWN:
        one = estimate(list(found[name].values()))
        line = f"{name:8} {one.mean:.3f} [{one.low:.3f}, {one.high:.3f}]"
        both = sorted(found[name].keys() & earlier[name].keys()) if earlier else []
        if earlier and both:
            ours, theirs = ({key: values[name][key] for key in both} for values in (found, earlier))
            change = compare(theirs, ours)
            line += f"   {change.difference:+.3f} [{change.low:+.3f}, {change.high:+.3f}] on {len(both)}"
        yield line


def main() -> None:
    """Reads the arguments, measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="where the values of each question are written")
    parser.add_argument("--beside", type=Path, help="values that an earlier run kept")
    parser.add_argument("files", type=Path, nargs="+")
    given = parser.parse_args()
    settings = load_settings(library=given.library)
    library = Library.open(settings.library)
    with Index.open(library, settings) as index:
        found, without = run(library, index, given.files)
    print(f"{len(found['hit@1'])} questions; {without} have no answer in this library")
    earlier = json.loads(given.beside.read_text(encoding="utf-8")) if given.beside else None
    print("\n".join(table(found, earlier)))
    if given.keep:
        given.keep.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
