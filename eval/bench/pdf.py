"""`python -m eval.bench.pdf`: numbered paragraphs of real reports found on their page, and pages read a second."""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ingest.readers.pdf import read_pdf
from ingest.settings import Limits
from ingest.source import Source

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
            print("  missed:", sorted((expected - actual).elements()))
            print("  extra: ", sorted((actual - expected).elements()))


if __name__ == "__main__":
    main()
