"""Conventions that few reviews use: what is a label there, and what is not."""

from __future__ import annotations

from ingest.model import Unit
from ingest.readers.text import from_text
from ingest.source import Block, Source
from ingest.structure import parse

SAID = "The school nurse recorded what the child had said."


def _parsed(text: str) -> tuple[Unit, ...]:
    return parse(from_text(text), review_id="tarn")[1]


def test_numbers_that_restart_in_each_chapter_are_labels_though_bullets_begin_with_dates() -> None:
    chapter = "{0}\n\n" + "\n\n".join(f"{number}. {SAID}" for number in range(1, 6))
    bullets = "\n\n• 5.1.15: strategy discussion held\n• 14.30 call to the out of hours team\n• seen at home\n\n"
    text = bullets.join(chapter.format(title) for title in ("Introduction", "Chronology", "Appraisal"))
    found = _parsed(text)
    assert [unit.label for unit in found if unit.kind == "paragraph"] == ["1", "2", "3", "4", "5"] * 3
    assert found[5].text.endswith(
        "• 5.1.15: strategy discussion held\n• 14.30 call to the out of hours team\n• seen at home"
    )


def test_numbers_in_round_brackets_label_paragraphs_where_nothing_else_does() -> None:
    prose = "\n\n".join(f"({number}) {SAID} {SAID}" for number in range(1, 6))
    assert [unit.label for unit in _parsed(prose) if unit.label] == ["(1)", "(2)", "(3)", "(4)", "(5)"]


def test_numbers_in_round_brackets_after_a_colon_are_a_list() -> None:
    listed = "\n\n".join(f"({number}) {SAID}" for number in range(1, 5))
    text = f"1.1 {SAID}\n\n1.2 {SAID}\n\n1.3 The panel agreed:\n\n{listed}\n\n1.4 {SAID}"
    assert [unit.label for unit in _parsed(text) if unit.label] == ["1.1", "1.2", "1.3", "1.4"]


def test_a_number_within_a_sentence_that_a_line_end_parts_is_no_label() -> None:
    pages = [Block(f"[{number}] {SAID}") for number in range(1, 6)]
    cut = [
        Block("[6] The panel held that all of this is what was said in"),
        Block("3.1 and 3.2 below.", break_before=True),
    ]
    _, found = parse(Source((*pages, *cut)), review_id="tarn")
    assert [unit.label for unit in found] == ["[1]", "[2]", "[3]", "[4]", "[5]", "[6]"]


def test_a_table_between_bars_without_outer_bars_is_read_by_rows() -> None:
    table = "Date | Event | Agency\n5.1.15 | A call about shouting | Police\n12.1.15 | No reply | Nursery"
    text = f"1.1 {SAID}\n\n{table}\n\n1.2 {SAID}"
    rows = [unit.cells for unit in _parsed(text) if unit.cells]
    assert rows[-2:] == [("5.1.15", "A call about shouting", "Police"), ("12.1.15", "No reply", "Nursery")]


def test_a_summary_numbered_by_itself_before_a_report_numbered_by_chapters() -> None:
    summary = "\n\n".join(f"{number}. {SAID} {SAID} {SAID}" for number in range(1, 6))
    report = "\n\n".join(f"2.{number} {SAID}" for number in range(1, 5))
    listed = "\n\n".join(f"{number}. what the school knew" for number in range(1, 5))
    text = f"Executive summary\n\n{summary}\n\n1. Introduction\n\n1.1 {SAID}\n\n1.2 The panel asked:\n\n{listed}"
    found = _parsed(f"{text}\n\n2. Analysis\n\n{report}")
    labels = [unit.label for unit in found if unit.kind == "paragraph"]
    assert labels == ["1", "2", "3", "4", "5", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4"]
    assert found[1].section == ("Executive summary",)


def test_paragraphs_numbered_by_the_letter_of_their_part() -> None:
    text = "\n\n".join(
        f"Part {part}: {title}\n\n" + "\n\n".join(f"{part}{number} {SAID}" for number in range(1, 4))
        for part, title in zip("ABC", ("The Review", "The Story", "The Learning"), strict=True)
    )
    found = [unit for unit in _parsed(text) if unit.kind == "paragraph"]
    assert [unit.label for unit in found] == [f"{part}{number}" for part in "ABC" for number in (1, 2, 3)]
    assert found[4].section == ("Part B: The Story",)


def test_a_letter_and_a_number_that_name_something_are_no_label() -> None:
    text = "\n\n".join(f"{road} {SAID}" for road in ("A1 The road north was closed.", "A2 Nobody rang.", "B7 Nobody."))
    assert [unit.label for unit in _parsed(f"Introduction\n\n{text}") if unit.label] == []


def test_titles_above_titles_in_text_without_any_marks() -> None:
    twice = f"{SAID} {SAID}"
    text = (
        f"Introduction\n\n{twice}\n\nThe story of Ash\n\nBirth and early months\n\n{twice}\n\n{twice}\n\n"
        f"March 2015\n\n{twice}\n\nWhat we learned\n\nFathers\n\n{twice}"
    )
    found = _parsed(text)
    assert [unit.text for unit in found if unit.kind == "heading"] == [
        "Introduction",
        "The story of Ash",
        "Birth and early months",
        "March 2015",
        "What we learned",
        "Fathers",
    ]
    assert [unit.section[-1] for unit in found if unit.kind == "paragraph"] == [
        "Introduction",
        "Birth and early months",
        "Birth and early months",
        "March 2015",
        "Fathers",
    ]


def test_the_title_of_endnotes_at_the_end_is_no_part_of_the_last_paragraph() -> None:
    text = f"1.1 {SAID}¹\n\n1.2 {SAID}\n\n1.3 {SAID}\n\nEndnotes\n\n¹ Tarnmouth Procedures, section 3."
    assert [(unit.kind, unit.text) for unit in _parsed(text)][-3:] == [
        ("paragraph", f"1.3 {SAID}"),
        ("heading", "Endnotes"),
        ("footnote", "¹ Tarnmouth Procedures, section 3."),
    ]


def test_numbers_with_a_zero_to_fill_them() -> None:
    text = "\n\n".join(f"{c}.{n:02d} {SAID}" for c in (1, 2) for n in range(1, 13))
    assert [unit.label for unit in _parsed(text)] == [f"{c}.{n:02d}" for c in (1, 2) for n in range(1, 13)]


def test_times_of_day_among_numbered_paragraphs_are_no_labels() -> None:
    times = ("14.05 The ambulance was called.", "- 9.05 Nobody came.")
    text = f"1.1 {SAID}\n\n1.2 {SAID}\n\n{times[0]}\n\n1.3 {SAID}\n\n{times[1]}\n\n1.4 {SAID}"
    assert [unit.label for unit in _parsed(text)] == ["1.1", "1.2", "1.3", "1.4"]


def test_a_paragraph_that_was_put_in_later_has_a_letter() -> None:
    text = "\n\n".join(f"2.{number} {SAID}" for number in ("1", "2", "2a", "2b", "3", "4"))
    assert [unit.label for unit in _parsed(text)] == ["2.1", "2.2", "2.2a", "2.2b", "2.3", "2.4"]


def test_terms_of_reference_of_a_report_numbered_by_chapters_are_a_list() -> None:
    aim = (
        "To establish what each of the services knew of the family, and whether what was known was shared in good time."
    )
    terms = "\n\n".join(f"{number}. {aim}" for number in range(1, 6))
    report = "\n\n".join(f"1.{number} {SAID}" for number in range(1, 6))
    found = _parsed(f"1. Introduction\n\n{report}\n\nAppendix 1: Terms of reference\n\n{terms}")
    assert [unit.label for unit in found if unit.kind == "paragraph"] == [f"1.{number}" for number in range(1, 6)]
    assert found[-1].kind == "list_item_group"
