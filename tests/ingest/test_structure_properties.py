"""Any review that is made of numbers, lists, notes, tables and page breaks is recovered from its text."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from structure_makers import Heading, Paragraph, Part, Recommendation, render, reviews

from ingest.fidelity import measure, words
from ingest.model import Unit
from ingest.readers.text import from_text
from ingest.structure import parse

LAYOUTS = st.fixed_dictionaries(
    {
        "wrap": st.sampled_from((0, 0, 72, 100)),
        "bullets": st.booleans(),
        "stop": st.sampled_from(("", ".")),
        "hanging": st.booleans(),
    }
)
PATIENT = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def parsed(text: str) -> tuple[Unit, ...]:
    return parse(from_text(text), review_id="made")[1]


def expected(parts: list[Part]) -> list[tuple[str, str, list[str]]]:
    """Kind, label and words of each unit that must be found, notes aside."""
    units: list[tuple[str, str, list[str]]] = []
    for part in parts:
        if isinstance(part, Heading):
            units.append(("heading", part.label, words(f"{part.label} {part.title}")))
        elif isinstance(part, Paragraph):
            text = " ".join([part.label, *part.sentences, *part.items])
            units.append(("paragraph", part.label, words(text)))
        elif isinstance(part, Recommendation):
            units.append(("recommendation", part.label, words(" ".join([part.label, *part.sentences]))))
        else:
            units.append(("heading", "", words(" ".join(part.columns))))
            units += [("table_row", "", words(" ".join(row))) for row in part.rows]
    return units


def found(units: tuple[Unit, ...]) -> list[tuple[str, str, list[str]]]:
    bare = [(unit, re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", unit.text)) for unit in units if unit.kind != "footnote"]
    return [(unit.kind, unit.label, words(text)) for unit, text in bare]


@PATIENT
@given(reviews(), LAYOUTS)
def test_every_unit_is_recovered(parts: list[Part], layout: dict[str, object]) -> None:
    layout["hanging"] = layout["hanging"] and not layout["bullets"]

    assert found(parsed(render(parts, **layout))) == expected(parts)


@PATIENT
@given(reviews(), LAYOUTS)
def test_no_word_is_lost_or_invented(parts: list[Part], layout: dict[str, object]) -> None:
    source = from_text(render(parts, **layout))
    text, units = parse(source, review_id="made")
    fidelity = measure(source, text, units)

    assert (fidelity.kept, fidelity.invented) == (1.0, 0)
    assert all(text[unit.start : unit.end] == unit.text for unit in units)
    assert len({unit.id for unit in units}) == len(units)


@PATIENT
@given(reviews())
def test_a_note_belongs_to_the_paragraph_with_its_marker(parts: list[Part]) -> None:
    units = parsed(render(parts))
    by_id = {unit.id: unit for unit in units}
    carriers = [by_id[unit.parent].label for unit in units if unit.kind == "footnote"]

    assert carriers == [part.label for part in parts if isinstance(part, Paragraph) and part.note]


@PATIENT
@given(reviews())
def test_a_recommendation_follows_its_paragraph(parts: list[Part]) -> None:
    units = parsed(render(parts))
    by_id = {unit.id: unit for unit in units}
    followed, last = [], ""
    for part in parts:
        last = part.label if isinstance(part, Paragraph) else last
        if isinstance(part, Recommendation):
            followed.append(last)

    assert [by_id[unit.parent].label for unit in units if unit.kind == "recommendation"] == followed


@PATIENT
@given(reviews(), st.text(max_size=40))
def test_the_same_unit_keeps_its_id_when_another_review_text_is_added(parts: list[Part], noise: str) -> None:
    before = {unit.id for unit in parsed(render(parts)) if unit.kind == "paragraph"}
    grown = [*parts, Heading("9", "An Addition"), Paragraph("9.1", ["This was added in a later edition."])]
    after = {unit.id for unit in parsed(render(grown)) if unit.kind == "paragraph"}

    assert before <= after


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=600))
def test_any_text_at_all_is_parsed_and_kept(text: str) -> None:
    source = from_text(text)
    canonical, units = parse(source, review_id="any")

    assert all(canonical[unit.start : unit.end] == unit.text for unit in units)
    assert measure(source, canonical, units).invented == 0
