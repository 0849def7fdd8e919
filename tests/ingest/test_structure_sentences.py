"""A sentence in a heading style: text where a template misuses the style, a heading where it heads something."""

from __future__ import annotations

import pytest

from ingest.model import Unit
from ingest.readers.docx import read_docx
from ingest.readers.html.reader import read_markup
from ingest.readers.markdown import from_markdown
from ingest.settings import Limits
from ingest.structure import parse
from tests.ingest import docx_makers as d

FIRST = "The panel met four times in the old library and read what it was sent."
SECOND = "Its members came from six agencies and one came from a charity."
THIRD = "The report was written in the winter and was read by the family first."
PROSE = "Nobody had asked the neighbour, who kept a diary of the noise."


def kinds(source) -> dict[str, str]:
    _, units = parse(source, review_id="tarn")
    return {unit.text: unit.kind for unit in units}


def in_word(tmp_path, *paragraphs: tuple[str, str]) -> tuple[Unit, ...]:
    body = "".join(d.p(text, style=style) for style, text in paragraphs)
    source = read_docx(d.write(tmp_path / "a.docx", d.parts(body)), Limits())
    return parse(source, review_id="tarn")[1]


def test_numbered_paragraphs_in_a_heading_style_are_paragraphs(tmp_path) -> None:
    units = in_word(
        tmp_path,
        ("Heading1", "1. Introduction"),
        ("Heading2", f"1.1 {FIRST}"),
        ("Heading2", f"1.2 {SECOND}"),
        ("", "A line without any number belongs to it."),
        ("Heading1", "2. Background"),
        ("Heading2", f"2.1 {THIRD}"),
    )

    assert [(unit.kind, unit.label) for unit in units] == [
        ("heading", "1"),
        ("paragraph", "1.1"),
        ("paragraph", "1.2"),
        ("heading", "2"),
        ("paragraph", "2.1"),
    ]
    assert {unit.section for unit in units if unit.kind == "paragraph"} == {("1. Introduction",), ("2. Background",)}


@pytest.mark.parametrize("read", [lambda text: read_markup(text, "a.html", Limits())])
def test_in_a_web_page_too(read) -> None:
    found = kinds(read(f"<main><h2>Methods</h2><h3>1.1 {FIRST}</h3><h3>1.2 {SECOND}</h3><h3>1.3 {THIRD}</h3></main>"))

    assert [found[f"1.{n} {text}"] for n, text in enumerate((FIRST, SECOND, THIRD), 1)] == ["paragraph"] * 3
    assert found["Methods"] == "heading"


def test_in_markdown_too() -> None:
    found = kinds(from_markdown(f"# Methods\n\n## {FIRST}\n\n## {SECOND}\n\n## {THIRD}\n"))

    assert [found[text] for text in (FIRST, SECOND, THIRD)] == ["paragraph"] * 3


def test_a_finding_told_in_a_sentence_heads_what_stands_below(tmp_path) -> None:
    units = in_word(
        tmp_path,
        ("Heading1", "Findings"),
        ("Heading2", "Finding 1: The agencies did not hear what the boy had told them."),
        ("", PROSE),
        ("Heading2", "Finding 2: The plan was closed before anyone had met his father."),
        ("", FIRST),
        ("Heading2", "Finding 3: The letters to the school were sent to an old address."),
        ("", SECOND),
    )

    assert [unit.kind for unit in units if unit.text.startswith("Finding ")] == ["heading"] * 3
    assert [unit.text for unit in units if unit.kind == "paragraph"] == [PROSE, FIRST, SECOND]


def test_a_statement_over_its_own_numbers_is_a_heading(tmp_path) -> None:
    units = in_word(
        tmp_path,
        ("Heading2", "4.1 The agencies did not hear what the boy had told them."),
        ("", f"4.1.1 {FIRST}"),
        ("", f"4.1.2 {SECOND}"),
    )

    assert [unit.kind for unit in units] == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "title", ["Learning and conclusions.", "WHAT THE SERVICES KNEW OF THE FAMILY BEFORE IT MOVED.", "What Was Known?"]
)
def test_a_title_with_a_stop_stays_a_heading(tmp_path, title: str) -> None:
    units = in_word(tmp_path, ("Heading1", title), ("Heading1", "Terms of Reference"), ("", PROSE))

    assert [unit.kind for unit in units if unit.text == title] != ["paragraph"]
