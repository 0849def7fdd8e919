"""One review in every format: does the parse say the same whichever format it is published in?

    python -m eval.bench.formats [--show N] [--only NAME] [--keep DIR]

The reviews of the sample are rendered from their sources. Where the real reviews stand beside the checkout, the parse
of their text is set again as PDF (one column, two columns, numbers in the margin), Word with automatic numbering, web
page and Markdown, in a folder that is deleted afterwards. Each row: labels F1, units F1, share of the numbered
paragraphs whose printed pages are right, words kept and invented.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.bench.structure import HOME
from eval.rendered import document
from eval.structure import StructureScore, gold_unit, norm, plain_words, score, unlabelled
from ingest.errors import IngestError
from ingest.fidelity import measure
from ingest.model import Fidelity, Unit
from ingest.readers import read
from ingest.structure import parse
from sample.build import FORMATS, sources
from sample.render.document import Document, load
from sample.render.gold import records

_PDF = {"header": "Learning review", "footer": "Page {n} of {m}", "hanging": 46}
_BESIDE: dict[str, object] = {"font": "Times", "header": "Report", "footer": "{n}", "hanging": -46, "roman": True}
#: Name of a layout -> format of `sample.build.FORMATS` and the layout asked of it.
LAYOUTS: dict[str, tuple[str, dict[str, object]]] = {
    "text": ("txt", {"style": "extraction", "header": "Learning review"}),
    "Markdown": ("md", {}),
    "HTML": ("html", {}),
    "Word": ("docx", {"numbering": "restarts"}),
    "PDF": ("pdf1", {"pdf": _PDF}),
    "PDF, margin": ("pdf1", {"pdf": _BESIDE}),
    "PDF, 2 columns": ("pdf2", {"pdf": {**_PDF, "hanging": 0, "justified": True, "hyphens": True, "roman": True}}),
}
COLUMNS = ("review", "format", "labels F1", "units F1", "pages", "kept", "invented")
_EDGE = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One review in one format. `pages`: share of numbered paragraphs on the right pages, None without pages."""

    review: str
    form: str
    score: StructureScore
    pages: float | None
    fidelity: Fidelity

    @property
    def cells(self) -> tuple[str, ...]:
        """As printed."""
        labels = f"{self.score.labels.f1:.4f}" if self.score.labels.wanted else "-"
        pages = "-" if self.pages is None else f"{self.pages:.4f}"
        kept = (f"{self.fidelity.kept:.4f}", str(self.fidelity.invented))
        return (self.review, self.form, labels, f"{self.score.units.f1:.4f}", pages, *kept)


def documents(reviews: Path) -> Iterator[Document]:
    """The sample's sources, then the real reviews that are there, as their text is parsed; slides are left out."""
    yield from (found for found in map(load, sources()) if not _is_deck(found))
    for path in sorted(reviews.glob("*.txt")) if reviews.is_dir() else ():
        _, units = parse(read(path), review_id="bench")
        found = document(units, path.stem, {})
        if not _is_deck(found):
            yield found


def _is_deck(found: Document) -> bool:
    return any(block.kind == "slide" for block in found.blocks)


def row(found: Document, form: str, folder: Path) -> Row:
    """Render a document in one of `LAYOUTS`, read it again and compare.

    Raises:
        IngestError: what was rendered cannot be read.
    """
    renderer, layout = LAYOUTS[form]
    suffix, render = FORMATS[renderer]
    path = folder / f"{found.id}.{form.replace(', ', '-').replace(' ', '-').lower()}{suffix}"
    gold = records(found, render(replace(found, layout=layout), path))
    source = read(path)
    text, units = parse(source, review_id="bench")
    pages = _pages_right(gold, units) if source.pages else None
    return Row(
        found.id, form, score([gold_unit(record) for record in gold], units), pages, measure(source, text, units)
    )


def _pages_right(gold: Sequence[dict[str, Any]], units: Sequence[Unit]) -> float | None:
    """Share of the numbered paragraphs found with the very printed pages on which they were set."""
    printed: dict[tuple[str, ...], list[list[str]]] = defaultdict(list)  # in the order of printing
    for unit in units:
        key = (norm(unit.label), *unlabelled(plain_words(unit.text), unit.label)[:_EDGE])
        printed[key].append(list(unit.pages.printed) if unit.pages else [])
    wanted = [record for record in gold if record["kind"] in ("paragraph", "recommendation") and "pages" in record]
    wanted = [record for record in wanted if record["label"]]
    right: list[bool] = []
    for record in wanted:
        label = record["label"]
        on = printed[(norm(label), *unlabelled(plain_words(record["start"]), label)[:_EDGE])]
        right.append(bool(on) and on.pop(0) == record["pages"]["printed"])
    return sum(right) / len(right) if right else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if a file that was rendered cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", type=int, default=0, help="list so many units missed or extra in each file")
    parser.add_argument("--only", default="", help="reviews whose name begins so")
    parser.add_argument("--keep", type=Path, help="folder for the files, which are deleted otherwise")
    options = parser.parse_args(arguments)
    console, table, failed = Console(width=130), Table(*COLUMNS), 0
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        for found in documents(HOME.parent / "shared" / "reviews"):
            for form in LAYOUTS if found.id.startswith(options.only) else ():
                try:
                    measured = row(found, form, folder)
                except IngestError as error:
                    console.print(f"{found.id}, {form}: {error}")
                    failed = 1
                    continue
                table.add_row(*measured.cells)
                _show(console, measured, options.show)
    console.print(table)
    return failed


def _show(console: Console, measured: Row, most: int) -> None:
    for missed in measured.score.missed[:most]:
        console.print(f"{measured.review}, {measured.form}: missed {missed.kind} {missed.label} {missed.start}")
    for extra in measured.score.extra[:most]:
        console.print(f"{measured.review}, {measured.form}: extra {extra}")


if __name__ == "__main__":
    sys.exit(main())
