"""Tables, recommendations, actions, notes and slides."""

from __future__ import annotations

import pytest

from ingest.model import Unit
from ingest.readers.text import from_text
from ingest.source import Block, Source
from ingest.structure import parse

SAID = "The school nurse recorded what the child had said."


def units(text: str) -> tuple[Unit, ...]:
    return parse(from_text(text), review_id="tarn")[1]


def of_kind(found: tuple[Unit, ...], kind: str) -> list[Unit]:
    return [unit for unit in found if unit.kind == kind]


CHRONOLOGY = f"""5. Significant Events

5.1 {SAID} The main events were:

Date\tEvent
5.1.15\tThe mother rang the surgery
5.1.15\tThe nurse visited and found bruising to the
\t

\tleft arm
12.1.15\tNo reply

Date\tEvent
2.2.15\tThe case was closed

5.2 {SAID}
"""


def test_a_chronology_is_read_row_by_row() -> None:
    rows = of_kind(units(CHRONOLOGY), "table_row")

    assert [row.text for row in rows] == [
        "5.1.15 | The mother rang the surgery",
        "5.1.15 | The nurse visited and found bruising to the left arm",
        "12.1.15 | No reply",
        "2.2.15 | The case was closed",
    ]
    assert {row.columns for row in rows} == {("Date", "Event")}
    assert rows[1].cells == ("5.1.15", "The nurse visited and found bruising to the left arm")
    assert {row.label for row in rows} == {""}


def test_column_headings_are_a_heading_and_are_not_printed_twice() -> None:
    found = units(CHRONOLOGY)

    assert [unit.text for unit in of_kind(found, "heading")] == ["5. Significant Events", "Date | Event"]
    assert [unit.text for unit in of_kind(found, "boilerplate")] == ["Date | Event"]


def test_rows_belong_to_the_paragraph_that_introduces_them() -> None:
    found = units(CHRONOLOGY)
    by_id = {unit.id: unit for unit in found}

    assert {by_id[row.parent].label for row in of_kind(found, "table_row")} == {"5.1"}


def test_text_between_two_parts_of_a_table_goes_on_in_its_row() -> None:
    text = (
        "| Theme | Why |\n|---|---|\n| Thresholds | They were not |\n\nunderstood by the school.\n\n"
        "| | |\n|---|---|\n| Supervision | It was rare. |\n\n" + f"4.1 {SAID}\n\n4.2 {SAID}"
    )

    assert [row.text for row in of_kind(units(text), "table_row")] == [
        "Thresholds | They were not understood by the school.", "Supervision | It was rare.",
    ]  # fmt: skip


def test_a_title_within_a_table_heads_the_rows_below() -> None:
    text = (
        "13 Summary of Recommendations\n\nNumber\tRecommendation\nTarnmouth Constabulary\t\n"
        "1 Page 13\tOfficers should tell the school.\nTarn Hospital\t\n2 Page 19\tFathers should be seen.\n"
    )
    rows = of_kind(units(text), "recommendation")

    assert [(row.label, row.section[-1]) for row in rows] == [("1", "Tarnmouth Constabulary"), ("2", "Tarn Hospital")]


def test_an_action_plan_names_owner_and_deadline() -> None:
    text = (
        "ACTION PLAN\n\nNo.\tAction\tLead\tTimescale\n1\tIssue the guidance\tHead of Service\tMay 2019\n"
        "2\tAudit forty cases\tBoard manager\tJune 2019\n"
    )
    rows = of_kind(units(text), "recommendation")

    assert [(row.label, row.owner, row.deadline) for row in rows] == [
        ("1", "Head of Service", "May 2019"), ("2", "Board manager", "June 2019"),
    ]  # fmt: skip


AFTER = f"7.1 {SAID}\n\n7.2 {SAID}\n\n"


@pytest.mark.parametrize(
    ("printed", "label", "text"),
    [
        ("Recommendation 3: The Board should ask.", "Recommendation 3", "Recommendation 3: The Board should ask."),
        ("Recommendation 3\n\nThe Board should ask.", "Recommendation 3", "Recommendation 3\nThe Board should ask."),
        (
            "**Recommendation Three** The Board should ask.",
            "Recommendation Three",
            "Recommendation Three The Board should ask.",
        ),
        (
            "1. Single Agency Recommendation (Tarn Police)\n\nThe Board should ask.",
            "1",
            "1. Single Agency Recommendation (Tarn Police)\nThe Board should ask.",
        ),
        (
            "Recommendation: The Board should ask every school.",
            "",
            "Recommendation: The Board should ask every school.",
        ),
        ("R3. The Board should ask.", "R3", "R3. The Board should ask."),
    ],
)
def test_a_recommendation_after_a_paragraph(printed: str, label: str, text: str) -> None:
    found = units(f"{AFTER}{printed}\n\n7.3 {SAID}")
    recommendation = of_kind(found, "recommendation")[0]

    assert (recommendation.label, recommendation.text) == (label, text)
    assert recommendation.parent == next(unit.id for unit in found if unit.label == "7.2")
    assert [unit.label for unit in of_kind(found, "paragraph")] == ["7.1", "7.2", "7.3"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Recommendation 3 was accepted by the Board.",
        "Recommendation 3 above was not.",
        "Recommendations were made before.",
    ],
)
def test_speaking_of_a_recommendation_makes_none(sentence: str) -> None:
    assert of_kind(units(f"{AFTER}{sentence}\n\n7.3 {SAID}"), "recommendation") == []


ACTIONS = f"""7.1 {SAID}

7.2 {SAID}

9. Response Plan

Action One

In reference to paragraph 7.1 the Board should issue guidance.

Response: **Completed**

- Guidance was issued to all
schools.

Timescale: May 2019

Action Two

Lead – Head of Service

Supervision should be recorded.

Response: **Outstanding**

- A form is being written.

When both actions have been completed the Board will report on them in public, and will ask the family for their view.
"""


def test_an_action_holds_its_response_and_its_timescale() -> None:
    actions = of_kind(units(ACTIONS), "recommendation")

    assert [action.label for action in actions] == ["Action One", "Action Two"]
    assert actions[0].text.startswith(
        "Action One\nIn reference to paragraph 7.1 the Board should issue guidance.\nResponse:"
    )
    assert (actions[0].deadline, actions[1].owner) == ("May 2019", "Head of Service")


def test_an_action_names_the_paragraph_that_it_answers() -> None:
    found = units(ACTIONS)

    assert of_kind(found, "recommendation")[0].parent == next(unit.id for unit in found if unit.label == "7.1")


def test_a_sentence_that_closes_the_plan_is_a_paragraph() -> None:
    assert units(ACTIONS)[-1].kind == "paragraph"
    assert units(ACTIONS)[-1].text.startswith("When both actions")


def test_labelled_items_that_a_paragraph_recommends_are_recommendations() -> None:
    listed = "- i. That the Board sets out a plan.\n- ii. That training is given to all:\n  - to nurses"
    text = f"23 Recommendations\n\n23.1 I recommend the following:\n\n{listed}\n\n23.2 {SAID}"
    found = units(text)
    items = of_kind(found, "recommendation")

    assert [(item.label, item.text) for item in items] == [
        ("i", "i. That the Board sets out a plan."), ("ii", "ii. That training is given to all:\n• to nurses"),
    ]  # fmt: skip
    assert {item.parent for item in items} == {next(unit.id for unit in found if unit.label == "23.1")}


def test_labelled_items_elsewhere_belong_to_their_paragraph() -> None:
    listed = "- i. The mother’s health and her own childhood\n- ii. The father’s absence"
    text = f"2. Story\n\n2.1 The referral named:\n\n{listed}\n\n2.2 {SAID}"

    assert [unit.label for unit in units(text)] == ["2", "2.1", "2.2"]


def test_a_note_at_the_end_belongs_to_the_unit_with_its_marker() -> None:
    found = units(f"1.1 {SAID}¹\n\n1.2 {SAID}²\n\n1.3 {SAID}\n\n¹ In May.\n\n² In June.")
    by_id = {unit.id: unit for unit in found}

    assert [by_id[note.parent].label for note in of_kind(found, "footnote")] == ["1.1", "1.2"]


SLIDES = """# Child Q: Summary

- Two children
- Extended family near by

# Child Q: Narrative

2015: the family moved.

- no visit was made

# Child Q: Narrative, cont.

- The case was closed
- It was opened again

# Child Q: Recommendations

## Listening to children

- Nobody asked.

**Recommendation 1: The Board should ask.**

## Seeing fathers

- Nobody looked.
"""


def test_a_deck_is_read_slide_by_slide() -> None:
    found = units(SLIDES)

    assert [unit.text for unit in of_kind(found, "slide")] == [
        "• Two children\n• Extended family near by",
        "2015: the family moved.\n• no visit was made",
        "• The case was closed\n• It was opened again",
        "• Nobody asked.",
        "• Nobody looked.",
    ]
    assert of_kind(found, "slide")[3].section == ("Child Q: Recommendations", "Listening to children")
    assert [unit.label for unit in of_kind(found, "recommendation")] == ["Recommendation 1"]


def test_each_page_of_a_deck_is_a_slide() -> None:
    blocks = tuple(
        Block(text, kind, page=page, level=1 if kind == "heading" else 0)
        for page in range(1, 7)
        for text, kind in (
            (f"Theme {page}", "heading"),
            (f"first point of {page}", "list_item"),
            ("second point", "list_item"),
        )
    )
    found = parse(Source(blocks), review_id="tarn")[1]

    assert len(of_kind(found, "slide")) == 6


def test_furniture_is_boilerplate_and_parts_nothing() -> None:
    blocks = (Block(f"1.1 {SAID} She"), Block("Page 3", "furniture"), Block("told no one."), Block(f"1.2 {SAID}"))
    found = parse(Source(blocks), review_id="tarn")[1]

    assert [(unit.kind, unit.text) for unit in found] == [
        ("paragraph", f"1.1 {SAID} She told no one."), ("boilerplate", "Page 3"), ("paragraph", f"1.2 {SAID}"),
    ]  # fmt: skip


def test_a_numbered_paragraph_between_two_tables_is_in_neither() -> None:
    row = Block("a | b", "table_row", cells=("May", "The nurse rang"), table=1)
    blocks = (Block(f"1.1 {SAID}"), row, Block(f"1.2 {SAID}"), row, Block(f"1.3 {SAID}"))
    found = parse(Source(blocks), review_id="tarn")[1]

    assert [unit.label for unit in of_kind(found, "paragraph")] == ["1.1", "1.2", "1.3"]
    assert [unit.text for unit in of_kind(found, "table_row")] == ["May | The nurse rang"] * 2


def test_recommendations_typed_as_lettered_paragraphs() -> None:
    found = units(
        "4 Recommendations\n\n"
        "4.1 The review makes these recommendations:\n\n"
        "a) The partnership should publish its escalation policy within three months.\n\n"
        "b) The trust should record every attempt to see the child alone.\n"
    )
    assert [(unit.kind, unit.label) for unit in found][-2:] == [("recommendation", "a)"), ("recommendation", "b)")]


def test_short_names_of_recommendations_need_no_stop_where_they_count() -> None:
    found = units(
        "10.1 The board is asked to accept the following.\n\n"
        "R1 The board should replace the tool with one that families can read.\n\n"
        "R2 “Lifestyle choice” should not be written of a child.\n"
    )
    assert [(unit.kind, unit.label) for unit in found][-2:] == [("recommendation", "R1"), ("recommendation", "R2")]


def test_a_titled_recommendation_may_go_on_in_its_line() -> None:
    found = units(
        "6.1 The nurse did not know of the order.\n\n"
        "4. Single Agency Recommendation (Larkham Community Trust) The trust should review its records.\n"
    )
    assert [(unit.kind, unit.label) for unit in found] == [("paragraph", "6.1"), ("recommendation", "4")]


def test_endnotes_with_roman_numbers_belong_to_their_paragraphs() -> None:
    blocks = (
        Block("1.1 The nurse visited weekly.ⁱ"),
        Block("1.2 The guidance asks for less.ⁱᵛ"),
        Block("Record of visits.", kind="footnote", marker="i"),
        Block("Guidance of 2014.", kind="footnote", marker="iv"),
    )
    found = parse(Source(blocks), review_id="tarn")[1]
    label = {unit.id: unit.label for unit in found}
    assert [(note.marker, label[note.parent]) for note in of_kind(found, "footnote")] == [("i", "1.1"), ("iv", "1.2")]


def test_a_recommendation_over_the_whole_width_of_its_table_of_actions() -> None:
    rows = (
        Block("", "table_row", cells=("Action", "Lead", "By when"), table=1, header=True),
        Block("", "table_row", cells=(f"Recommendation 1: {SAID}", "", ""), table=1),
        Block("", "table_row", cells=("Write to schools.", "Designated Nurse", "June 2021"), table=1),
        Block("", "table_row", cells=(f"Recommendation 2: {SAID}", "", ""), table=1),
        Block("", "table_row", cells=("Write to homes.", "Designated Nurse", "May 2021"), table=1),
    )
    _, found = parse(Source((Block("Action plan", "heading", level=1), *rows)), review_id="tarn")
    assert [(unit.kind, unit.label) for unit in found[2:]] == [
        ("recommendation", "Recommendation 1"),
        ("table_row", ""),
        ("recommendation", "Recommendation 2"),
        ("table_row", ""),
    ]


def test_numbered_paragraphs_set_as_a_table_go_on_overleaf() -> None:
    rows = [Block("", "table_row", cells=(f"2.{number}", SAID), table=1, page=1) for number in range(1, 7)]
    rest = Block("", "table_row", cells=("", "and told no one of it."), table=2, page=2, break_before=True)
    last = Block("", "table_row", cells=("2.7", SAID), table=2, page=2)
    _, found = parse(Source((*rows, rest, last)), review_id="tarn")
    assert [unit.label for unit in found] == [f"2.{number}" for number in range(1, 8)]
    assert found[5].text == f"2.6 {SAID}\nand told no one of it."


def test_titles_between_numbered_paragraphs_that_are_set_as_a_table() -> None:
    rows: list[Block] = []
    for chapter, title in enumerate(("Introduction", "What happened", "Analysis"), 1):
        rows.append(Block("", "table_row", cells=(f"{chapter}. {title}", ""), table=1, bold=True))
        rows += [Block("", "table_row", cells=(f"{chapter}.{n}", SAID), table=1) for n in range(1, 4)]
    _, found = parse(Source(tuple(rows)), review_id="tarn")
    assert [unit.section for unit in found if unit.label == "2.2"] == [("2. What happened",)]
    assert [unit.text for unit in found if unit.kind == "heading"] == [
        "1. Introduction",
        "2. What happened",
        "3. Analysis",
    ]
