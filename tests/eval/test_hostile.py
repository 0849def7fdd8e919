"""What hostile files cost, measured as `make bench-hostile` does, on smaller ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.bench import hostile
from ingest.readers import read


def test_a_pdf_of_some_pages_is_read_with_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    path.write_bytes(hostile.pdf(4))
    source = read(path)
    assert [page.number for page in source.pages] == [1, 2, 3, 4]
    assert [block.text.split()[0] for block in source.blocks if block.text[:1].isdigit()] == [
        "1.1",
        "1.2",
        "1.3",
        "1.4",
    ]


def test_the_same_words_in_one_paragraph_or_many() -> None:
    one, many = hostile.prose(9_000, paragraph=20_000), hostile.prose(9_000, paragraph=1_000)
    assert (one.count("\n\n"), many.count("\n\n")) == (0, 8)
    assert [word for word in many.split() if not word[0].isdigit()] == [
        word for word in one.split() if not word[0].isdigit()
    ]


@pytest.mark.slow
def test_a_run_of_stops_is_added_and_asked_about_within_the_limits(tmp_path: Path) -> None:
    added, asked, size = hostile.measure(tmp_path / "stops", "stops.txt", hostile.FILES["stops.txt"])
    assert (added.status, asked.status) == (0, 0)
    assert added.said.startswith("added")
    assert 0 < max(added.memory, asked.memory) < hostile.MEMORY
    assert size < 5_000_000


@pytest.mark.slow
def test_one_long_paragraph_costs_what_the_same_words_in_short_ones_do(tmp_path: Path) -> None:
    shares = hostile.paragraph(tmp_path, 100_000)
    assert {name: share for name, share in shares.items() if share > hostile.AS_MUCH and "MB" in name} == {}
