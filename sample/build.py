"""Build the sample collection from its sources.

    python -m sample.build                    write sample/reviews and sample/gold
    python -m sample.build --every-format DIR write the reviews of EVERY_FORMAT in all formats, with their gold

The gold structure is written from the sources, never from a parser.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from sample.render import markdown, pdf, slides, text, web, word
from sample.render.document import Document, load
from sample.render.gold import Placed, records

HERE = Path(__file__).resolve().parent
SOURCES, REVIEWS, GOLD = HERE / "sources", HERE / "reviews", HERE / "gold"

Renderer = Callable[[Document, Path], Placed]

#: Format name to suffix and renderer. `pdf1` and `pdf2` are a PDF with one and with two columns.
FORMATS: dict[str, tuple[str, Renderer]] = {
    "txt": (".txt", text.render),
    "md": (".md", markdown.render),
    "html": (".html", web.render),
    "docx": (".docx", word.render),
    "pdf1": (".pdf", pdf.one_column),
    "pdf2": (".pdf", pdf.two_columns),
    "slides": (".pdf", slides.render),
}

#: Reviews that are rendered in all formats: "the same review in every format".
EVERY_FORMAT = ("thornmere-rowan-lcspr", "westmarch-child-k-overview")


def sources() -> tuple[Path, ...]:
    """All sources, in name order."""
    return tuple(sorted(SOURCES.glob("*.md")))


def render(source: Path, format: str, path: Path) -> Placed:  # noqa: A002
    """Render one source to `path` in a format of FORMATS; says where each block stands."""
    return FORMATS[format][1](load(source), path)


def build(reviews: Path = REVIEWS, gold: Path = GOLD) -> None:
    """Write all reviews in their own formats, their gold structure, and the expected metadata."""
    reviews.mkdir(parents=True, exist_ok=True)
    gold.mkdir(parents=True, exist_ok=True)
    metadata: dict[str, object] = {}
    for source in sources():
        document = load(source)
        suffix, renderer = FORMATS[document.layout["format"]]
        placed = renderer(document, reviews / f"{document.id}{suffix}")
        _write_gold(document, placed, gold / f"{document.id}.jsonl")
        metadata[document.id] = {"source": document.id + suffix, **document.meta}
    (gold / "metadata.json").write_text(json.dumps(metadata, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def every_format(folder: Path) -> None:
    """Write each review of EVERY_FORMAT as `folder/ID.FORMAT.suffix` with its gold beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in EVERY_FORMAT:
        for form, (suffix, renderer) in FORMATS.items():
            if form == "slides":
                continue
            document = load(SOURCES / f"{name}.md")
            placed = renderer(document, folder / f"{name}.{form}{suffix}")
            _write_gold(document, placed, folder / f"{name}.{form}.jsonl")


def _write_gold(document: Document, placed: Placed, path: Path) -> None:
    lines = [json.dumps(record, ensure_ascii=False) for record in records(document, placed)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every-format", metavar="DIR", type=Path)
    parsed = parser.parse_args(arguments)
    if parsed.every_format:
        every_format(parsed.every_format)
    else:
        build()


if __name__ == "__main__":
    main()
