"""`python -m eval.bench.pdf`: numbered paragraphs of real reports found on their page, and pages read a second.

With the reports in `../shared/reports` also: numbers against those printed (`eval/datasets/reports/`, read from the
pages), numbered units without words, and the share of the words that stands in headings.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.model import Unit
from ingest.readers.pdf import read_pdf
from ingest.settings import Limits
from ingest.source import Source
from ingest.structure import parse

DATASETS = Path(__file__).resolve().parents[1] / "datasets" / "reports"
REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold" / "pdf"
_LABEL = re.compile(r"^(\d+(?:\.\d+)+)\.?(?=\s|$)")


def gold(path: Path) -> Counter[tuple[str, int]]:
    """(number, PDF page) of each numbered paragraph."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return Counter((line["num"].rstrip("."), int(line["page"])) for line in lines)


def found(source: Source) -> Counter[tuple[str, int]]:
    """(number, PDF page) of each block that begins with a number of two parts or more."""
    return Counter(_labels(source))


def _labels(source: Source) -> Iterator[tuple[str, int]]:
    for block in source.blocks:
        match = _LABEL.match(block.text)
        if match and block.kind in ("text", "list_item", "heading"):
            yield match[1], block.page or 0


def labelled(units: Iterable[Unit]) -> Counter[tuple[str, int]]:
    """(number, PDF page) of each numbered unit."""
    return Counter(
        (unit.label.rstrip("."), unit.pages.pdf[0])
        for unit in units
        if unit.label and unit.pages and unit.kind in ("paragraph", "recommendation", "heading")
    )


def wordless(units: Iterable[Unit]) -> list[str]:
    """Labels of the numbered units that have no words besides."""
    return [
        unit.label
        for unit in units
        if unit.label and not any(map(str.isalpha, unit.text.removeprefix(unit.label))) and unit.kind != "footnote"
    ]


def in_headings(units: Iterable[Unit]) -> float:
    """Share of the words that stand in headings."""
    counts: Counter[bool] = Counter()
    for unit in units:
        counts[unit.kind == "heading"] += len(unit.text.split())
    return counts[True] / max(1, counts.total())


def f1(expected: Counter[tuple[str, int]], actual: Counter[tuple[str, int]]) -> float:
    """Harmonic mean of precision and recall over (number, page) pairs."""
    right = sum((expected & actual).values())
    return 2 * right / max(1, sum(expected.values()) + sum(actual.values()))


def main() -> None:
    """Print one line for each report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED, help="PDFs with NAME.numbers.jsonl beside them")
    parser.add_argument("--show", action="store_true", help="name what was missed and what was made up")
    options = parser.parse_args()
    for numbers in sorted(options.folder.glob("*.numbers.jsonl")):
        path = numbers.with_name(numbers.name.replace(".numbers.jsonl", ".pdf"))
        start = time.process_time()
        source = read_pdf(path, Limits(ocr=False))
        seconds = time.process_time() - start
        expected, actual = gold(numbers), found(source)
        print(
            f"{path.name}: labels F1 {f1(expected, actual):.4f} ({sum(expected.values())} numbered paragraphs), "
            f"{len(source.pages) / seconds:.1f} pages/s of CPU time"
        )
        if options.show:
            _differences(expected, actual)
    for numbers in sorted(DATASETS.glob("*.jsonl")):
        if (REPORTS / f"{numbers.stem}.pdf").exists():
            _report(numbers, show=options.show)


def _report(numbers: Path, *, show: bool) -> None:
    """Print the line of a report whose printed numbers are known."""
    source = read_pdf(REPORTS / f"{numbers.stem}.pdf", Limits(ocr=False))
    _, units = parse(source, review_id=numbers.stem)
    expected, actual = gold(numbers), labelled(units)
    empty = wordless(units)
    print(
        f"{numbers.stem}.pdf: labels F1 {f1(expected, actual):.4f} ({sum(expected.values())}), "
        f"{len(empty)} numbered units without words, {in_headings(units):.1%} of words in headings"
    )
    if show:
        _differences(expected, actual)
        print("  without words:", empty)


def _differences(expected: Counter[tuple[str, int]], actual: Counter[tuple[str, int]]) -> None:
    print("  missed:", sorted((expected - actual).elements()))
    print("  extra: ", sorted((actual - expected).elements()))


if __name__ == "__main__":
    main()
