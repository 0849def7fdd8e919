"""Labels, sections, continuations and lists: what a reader of a review would call a paragraph."""

from __future__ import annotations

import pytest

from ingest.model import Unit
from ingest.readers.text import from_text
from ingest.source import Block, Page, Source
from ingest.structure import parse

SAID = "The school nurse recorded what the child had said."


def units(text: str) -> tuple[Unit, ...]:
    canonical, found = parse(from_text(text), review_id="tarn")
    assert all(canonical[unit.start : unit.end] == unit.text for unit in found)
    return found


def outline(text: str) -> list[tuple[str, str, str]]:
    """Kind, label and first words of each unit."""
    return [(unit.kind, unit.label, unit.text[:40]) for unit in units(text)]


def labelled(text: str, kind: str = "paragraph") -> list[str]:
    return [unit.label for unit in units(text) if unit.kind == kind]


CHAPTERS = f"""1. Background

1.1 {SAID}

1.2 {SAID}

2. What Happened

2.1 {SAID}

2.2 {SAID}
"""


def test_chapters_and_paragraphs() -> None:
    assert [(unit.kind, unit.label, unit.section) for unit in units(CHAPTERS)] == [
        ("heading", "1", ()),
        ("paragraph", "1.1", ("1. Background",)),
        ("paragraph", "1.2", ("1. Background",)),
        ("heading", "2", ()),
        ("paragraph", "2.1", ("2. What Happened",)),
        ("paragraph", "2.2", ("2. What Happened",)),
    ]


def test_a_paragraph_runs_over_a_page_break_and_a_footnote() -> None:
    found = units(CHAPTERS.replace("what the child", "what¹ the\n\n---\n\n¹ As told in May.\n\nchild"))
    paragraph, note = found[1], found[2]

    assert paragraph.text == "1.1 The school nurse recorded what¹ the child had said."
    assert (note.kind, note.label, note.marker, note.text) == ("footnote", "¹", "1", "¹ As told in May.")
    assert note.parent == paragraph.id


def test_unnumbered_text_and_a_list_belong_to_the_number_above() -> None:
    text = f"1.1 The panel asked:\n\n- Was the child seen?\n- By whom?\n\nNobody could say.\n\n1.2 {SAID}\n\n1.3 {SAID}"

    assert units(text)[0].text == "1.1 The panel asked:\n• Was the child seen?\n• By whom?\nNobody could say."
    assert labelled(text) == ["1.1", "1.2", "1.3"]


def test_a_list_without_a_numbered_paragraph_is_a_unit_of_its_own() -> None:
    assert outline(f"Acronyms used\n\n- CSC – Children’s Social Care\n- ED – Emergency Department\n\n{CHAPTERS}")[
        :2
    ] == [
        ("heading", "", "Acronyms used"),
        ("list_item_group", "", "• CSC – Children’s Social Care\n• ED – Em"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "5.1.15 was the day on which the mother rang.",
        "14.05 was the time at which the call was made.",
        "2.5 miles away her father was at work.",
        "9.7 above.",
        "12 children were at home that day.",
        "4.",
    ],
)
def test_dates_times_and_references_at_a_line_start_are_no_labels(line: str) -> None:
    text = CHAPTERS.replace(f"1.2 {SAID}", f"1.2 {SAID}\n\n{line}")

    assert labelled(text) == ["1.1", "1.2", "2.1", "2.2"]
    assert line.split()[0] in units(text)[2].text


def test_a_numbered_title_above_numbered_paragraphs_is_a_heading() -> None:
    text = f"4. Introduction\n\n4.1 Why this case came to review\n\n4.2 {SAID}\n\n4.3 {SAID}\n\n4.4 {SAID}"

    assert outline(text)[1] == ("heading", "4.1", "4.1 Why this case came to review")
    assert units(text)[2].section == ("4. Introduction", "4.1 Why this case came to review")


def test_a_numbered_title_above_unnumbered_prose_is_the_title_of_its_paragraph() -> None:
    text = (
        f"4. Introduction\n\n4.1 {SAID}\n\n4.2 {SAID}\n\n4.3 Timeframe\n\nThe review covers May to July.\n\n4.4 {SAID}"
    )

    assert units(text)[3].text == "4.3 Timeframe\nThe review covers May to July."
    assert units(text)[3].kind == "paragraph"


def test_numbers_on_a_line_of_their_own_and_marks_inside_them() -> None:
    text = f"1. Background\n\n1.1\n\n{SAID}\n\n1\u200b.\u202a2\u202c\n\n{SAID}\n\n1.3{SAID}"

    assert [(unit.label, unit.text) for unit in units(text)[1:]] == [
        ("1.1", f"1.1 {SAID}"), ("1.2", f"1.2 {SAID}"), ("1.3", f"1.3 {SAID}"),
    ]  # fmt: skip


def test_the_second_printing_of_a_label_is_occurrence_two() -> None:
    text = f"3. Method\n\n3.1 {SAID}\n\n3.2 {SAID}\n\n3.2 It was also said that nobody came.\n\n3.3 {SAID}"

    assert [(unit.label, unit.occurrence) for unit in units(text)[1:]] == [
        ("3.1", 1),
        ("3.2", 1),
        ("3.2", 2),
        ("3.3", 1),
    ]


def test_numbers_that_restart_in_each_finding() -> None:
    part = "".join(f"\n\n{number}. {SAID}" for number in (1, 2, 3))
    found = units(f"Finding One{part}\n\nFinding Two{part}\n\nFinding Three\n\n1. {SAID}\n\n2. {SAID}")

    assert [(unit.section, unit.label, unit.occurrence) for unit in found if unit.kind == "paragraph"] == [
        (("Finding One",), "1", 1), (("Finding One",), "2", 1), (("Finding One",), "3", 1),
        (("Finding Two",), "1", 2), (("Finding Two",), "2", 2), (("Finding Two",), "3", 2),
        (("Finding Three",), "1", 3), (("Finding Three",), "2", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (f"[1] {SAID}\n\n[2] {SAID}\n\n[3] {SAID} See [1].", ["[1]", "[2]", "[3]"]),
        (f"4.1 {SAID}\n\n4.1(a) {SAID}\n\n4.1(b) {SAID}\n\n4.2 {SAID}", ["4.1", "4.1(a)", "4.1(b)", "4.2"]),
        (f"1. {SAID}\n\n2. {SAID} They were:\n\n1. tired;\n\n2. cold.\n\n3. {SAID}\n\n4. {SAID}", ["1", "2", "3", "4"]),
        (f"Learning Point 3.1 {SAID}\n\nLearning Point 3.2 {SAID}", ["Learning Point 3.1", "Learning Point 3.2"]),
        (f"- 18.1 {SAID}\n- 18.2 {SAID}\n- 18.3 {SAID}", ["18.1", "18.2", "18.3"]),
        (f"1.1\t{SAID}\n\n1.2\t{SAID}\n\n1.3\t{SAID}", ["1.1", "1.2", "1.3"]),
        (f"{SAID}\n\n{SAID}", ["", ""]),
    ],
)
def test_conventions_of_numbering(text: str, labels: list[str]) -> None:
    assert labelled(text) == labels


def test_headings_without_a_number_stand_under_the_chapter() -> None:
    text = f"2. What Happened\n\nMay to June 2019\n\n2.1 {SAID}\n\nJuly 2019\n\n2.2 {SAID}\n\n3. Analysis\n\n3.1 {SAID}"

    assert [unit.section for unit in units(text) if unit.kind == "paragraph"] == [
        ("2. What Happened", "May to June 2019"), ("2. What Happened", "July 2019"), ("3. Analysis",),
    ]  # fmt: skip


def test_a_contents_page_and_a_title_page_are_set_apart() -> None:
    text = f"Tarnmouth Board\n\nChild Q\n\nContents\n\n1. Background .... 3\n2. What Happened .... 5\n\n{CHAPTERS}"

    assert [unit.kind for unit in units(text)][:4] == ["front_matter", "front_matter", "toc", "heading"]
    assert labelled(text) == ["1.1", "1.2", "2.1", "2.2"]


def test_a_list_of_references_is_one_unit() -> None:
    entries = "Hale, R. (2011) Seen and Heard\n\nOkoro, B. Listening (2014) Tarn Press.\n\nWorking Well 2015"
    text = f"{CHAPTERS}\n3 References\n\n{entries}"

    assert outline(text)[-1][0] == "list_item_group"
    assert units(text)[-1].text.count("\n") == 2


def test_numbers_that_the_format_computes_are_labels() -> None:
    blocks = (
        Block("Background", "heading", label="1", level=1),
        Block(SAID, label="1.1"),
        Block("seen", "list_item", label="(a)", level=1),
        Block(SAID, label="1.2"),
    )
    _, found = parse(Source(blocks), review_id="tarn")

    assert [(unit.kind, unit.label) for unit in found] == [("heading", "1"), ("paragraph", "1.1"), ("paragraph", "1.2")]
    assert found[1].text == f"1.1 {SAID}\n(a) seen"


def test_pages_run_from_the_first_of_a_unit_to_its_last() -> None:
    blocks = (
        Block("1.1 The nurse recorded what", page=1), Block("Child Q", "furniture", page=2),
        Block("the child had said.", page=2), Block(f"1.2 {SAID}", page=3), Block(f"1.3 {SAID}", page=3),
    )  # fmt: skip
    source = Source(blocks, pages=(Page(1, "iv"), Page(2, "1"), Page(3)))
    found = [unit for unit in parse(source, review_id="tarn")[1] if unit.kind == "paragraph"]

    assert found[0].text == "1.1 The nurse recorded what the child had said."
    assert [(unit.pages.printed, unit.pages.pdf) for unit in found if unit.pages] == [
        (("iv", "1"), (1, 2)), ((), (3,)), ((), (3,)),
    ]  # fmt: skip


def test_recognised_text_keeps_its_confidence() -> None:
    blocks = (Block(f"1.1 {SAID}", ocr=0.9), Block(f"1.2 {SAID}", ocr=0.8), Block("And more.", ocr=0.6))

    assert [unit.ocr for unit in parse(Source(blocks), review_id="tarn")[1]] == [0.9, pytest.approx(0.7)]


def test_a_paragraph_keeps_its_id_when_others_are_inserted() -> None:
    before = {unit.text: unit.id for unit in units("1.1 The nurse rang.\n\n1.2 The police came.")}
    after = {
        unit.text: unit.id for unit in units("1.1 The nurse rang.\n\n1.2 Nobody answered.\n\n1.3 The police came.")
    }

    assert before["1.2 The police came."] == after["1.3 The police came."]


def test_nothing_comes_of_nothing() -> None:
    assert parse(Source(()), review_id="tarn") == ("", ())
