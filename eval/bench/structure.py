"""The parse against gold structure, in one table: the sample's own gold and, where it is there, `../shared/gold`.

    python -m eval.bench.structure [--show N]

Each row is a review: labels F1, units F1, nearest heading, words kept and invented, seconds to read and parse it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.structure import GoldUnit, StructureScore, load_gold, score
from ingest.errors import IngestError
from ingest.fidelity import measure
from ingest.readers import READERS, read
from ingest.structure import parse

HOME = Path(__file__).resolve().parent.parent.parent
FOLDERS = (
    (HOME / "sample" / "gold", HOME / "sample" / "reviews"),
    (HOME.parent / "shared" / "gold", HOME.parent / "shared" / "reviews"),
)
COLUMNS = ("review", "labels F1", "units F1", "heading", "kept", "invented", "units", "seconds")


def pairs() -> Iterator[tuple[Path, Path]]:
    """Gold files, each with the review that it describes."""
    for gold, reviews in FOLDERS:
        for path in sorted(gold.glob("*.jsonl")) if gold.is_dir() else ():
            stem = path.stem.removeprefix("structure_")
            files = [file for file in sorted(reviews.glob(f"{stem}.*")) if file.suffix in READERS]
            yield from ((path, file) for file in files)


def row(gold: tuple[GoldUnit, ...], review: Path) -> tuple[tuple[str, ...], StructureScore]:
    """One review measured: the cells of its row, and what was missed.

    Raises:
        IngestError: the review cannot be read.
    """
    started = time.perf_counter()
    source = read(review)
    text, units = parse(source, review_id="bench")
    seconds = time.perf_counter() - started
    fidelity = measure(source, text, units)
    found = score(gold, units)
    labels = f"{found.labels.f1:.4f}" if found.labels.wanted else "-"
    cells = (f"{found.units.f1:.4f}", f"{found.headings:.4f}", f"{fidelity.kept:.4f}", str(fidelity.invented))
    return (review.name, labels, *cells, str(len(units)), f"{seconds:.2f}"), found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if there is no gold or a review cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", type=int, default=0, help="list so many units missed or extra in each review")
    options = parser.parse_args(arguments)
    table = Table(*COLUMNS)
    failed = 0
    console = Console(width=130)
    for gold_path, review in pairs():
        try:
            cells, found = row(load_gold(gold_path), review)
        except IngestError as error:
            console.print(f"{review.name}: {error}")
            failed = 1
            continue
        table.add_row(*cells)
        for missed in found.missed[: options.show]:
            console.print(f"{review.name}: missed {missed.kind} {missed.label} {missed.start}", style="dim")
    console.print(table)
    return failed or int(not table.row_count)


if __name__ == "__main__":
    sys.exit(main())
