"""Pages of a text without form feeds: its page numbers part them."""

from __future__ import annotations

import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from structure_makers import render, reviews

from ingest.fidelity import measure
from ingest.readers.text import from_text
from ingest.structure import parse

SAID = "The school nurse recorded what the child had said, and nobody asked her about it until the following spring."
NUMBERS = range(1, 61)
WHO = ("doctor", "teacher", "neighbour", "officer", "midwife", "aunt", "landlord", "coach")
WHEN = ("in June", "too late", "at Easter", "at court", "after the move", "at the inquest", "by letter")
TEXTS = [
    f"The {WHO[number % 8]} recorded what the {WHO[number % 5]} had said {WHEN[number % 7]}, and nobody had asked the "
    f"{WHO[number % 3]} or the {WHO[number % 7]} about it {WHEN[number % 6]}."
    for number in NUMBERS
]
PARAGRAPHS = [
    [*textwrap.fill(f"{number}. {text}", 72).split("\n"), ""] for number, text in zip(NUMBERS, TEXTS, strict=True)
]
LINES = [line for paragraph in PARAGRAPHS for line in paragraph]
PER_PAGE = 34


def printed(lines: list[str], *, first: int, named: bool, head: str, foot: bool) -> str:
    """The lines with a page number at the foot or the head of each page, and a running header."""
    pages = []
    for number, start in enumerate(range(0, len(lines), PER_PAGE), first):
        mark = f"Page {number} of 20" if named else f"{number}"
        body = ([head, ""] if head else []) + lines[start : start + PER_PAGE]
        pages.append([*body, "", mark, ""] if foot else ["", mark, "", *body])
    return "\n".join(line for page in pages for line in page)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("first", [1, 4])
@pytest.mark.parametrize("head", ["", "Tarnmouth Partnership: Ash"])
def test_page_numbers_at_the_foot_tell_each_units_pages(named: bool, first: int, head: str) -> None:
    source = from_text(printed(LINES, first=first, named=named, head=head, foot=True))
    _, units = parse(source, review_id="tarn")
    found = [unit for unit in units if unit.kind == "paragraph"]
    assert [unit.label for unit in found] == [f"{number}" for number in NUMBERS]
    assert [unit.text.split(maxsplit=1)[1] for unit in found] == TEXTS
    at = [LINES.index(paragraph[0]) // PER_PAGE for paragraph in PARAGRAPHS]
    assert [unit.pages.printed[0] if unit.pages else "" for unit in found] == [f"{first + page}" for page in at]


def test_page_numbers_at_the_head() -> None:
    source = from_text("Tarnmouth Partnership\n" + printed(LINES, first=1, named=True, head="", foot=False))
    _, units = parse(source, review_id="tarn")
    found = {unit.label: unit.pages.printed for unit in units if unit.kind == "paragraph" and unit.pages}
    assert (found["1"], found["60"]) == (("1",), (f"{(len(LINES) - 1) // PER_PAGE + 1}",))


def test_numbers_that_hang_above_their_paragraphs_are_labels_and_no_pages() -> None:
    source = from_text("Findings\n\n" + "\n\n".join(f"{number}\n\n{SAID}" for number in range(1, 9)))
    _, units = parse(source, review_id="tarn")
    assert source.pages == ()
    assert [unit.label for unit in units if unit.kind == "paragraph"] == [f"{number}" for number in range(1, 9)]


@settings(deadline=None, max_examples=20)
@given(reviews(), st.integers(20, 45), st.booleans())
def test_whatever_stands_on_the_pages_their_numbers_change_no_word(parts, size: int, named: bool) -> None:
    lines = render(parts, wrap=72).split("\n")
    pages = [lines[start : start + size] for start in range(0, len(lines), size)]
    numbered = [[*page, "", f"Page {n}" if named else f"{n}", ""] for n, page in enumerate(pages, 1)]
    source = from_text("\n".join(line for page in numbered for line in page))
    text, units = parse(source, review_id="tarn")
    fidelity = measure(source, text, units)
    assert (fidelity.kept, fidelity.invented) == (1.0, 0)


@pytest.mark.parametrize("line", ["see paragraph and section see paragraph\n4.2 of", "ivxlcdm" * 30 + "\n"])
def test_a_sentence_over_thousands_of_lines_takes_time_for_each_but_once(line: str) -> None:
    started = time.process_time()
    parse(from_text("\n".join([line] * 4_000)), review_id="tarn")
    assert time.process_time() - started < 4  # 0.4 s on a quiet machine
