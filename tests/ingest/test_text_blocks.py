"""Lines of extracted text to blocks: markup, wrapping, pages, tables, lists, notes."""

from __future__ import annotations

import pytest

from ingest.readers.markup import is_bold, plain
from ingest.readers.text import from_text
from ingest.source import Block


def blocks(text: str) -> tuple[Block, ...]:
    return from_text(text).blocks


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("the **school** and the *nurse*", "the school and the nurse"),
        ("born on 20<sup>th</sup> May", "born on 20th May"),
        ("guidance<sup>12</sup> says", "guidance¹² says"),
        ("<p>She rang.</p> <p>Nobody came.</p>", "She rang. Nobody came."),
        ("a <u>plan</u> for&nbsp;Q &amp; R", "a plan for Q & R"),
        ("see [the protocol](https://example.org/a_(b)) now", "see the protocol now"),
        ("at <https://example.org/x>", "at https://example.org/x"),
        ("fewer than <5 visits and > 3 calls", "fewer than <5 visits and > 3 calls"),
        ("<Name> was <redacted>", "<Name> was <redacted>"),
        ('<li data-bbox="1 2">1. In this case</li>', "1. In this case"),
        ("5 * 3 and snake_case_word", "5 * 3 and snake_case_word"),
        (r"1\. Introduction \*kept\*", "1. Introduction *kept*"),
    ],
)
def test_markup_goes_and_what_it_means_stays(marked: str, words: str) -> None:
    assert plain(marked) == words


@pytest.mark.parametrize(
    ("text", "bold"), [("**All of it**", True), ("**Some** of it", False), ("<b>x</b> <b>y</b>", True), ("none", False)]
)
def test_bold_means_all_of_it(text: str, bold: bool) -> None:
    assert is_bold(text) is bold


WRAPPED = """1.1 The social worker visited the family at home on three occasions in the
spring and recorded that the children were well. She did not see the older
child, who was at school, and did not ask the school for its view.

1.2 The health visitor wrote to the family doctor about the weight of the
younger child. The letter was filed without being read, and nobody in the
following practice knew of it when the mother came in with the child in the follow-
ing week. The practice has since changed how it deals with letters.

- the doctor did not know that the child had been
referred to the hospital in the winter
- the nurse did
"""


def test_lines_broken_to_fit_the_page_are_joined() -> None:
    found = blocks(WRAPPED)

    assert [block.kind for block in found] == ["text", "text", "list_item", "list_item"]
    assert found[0].text.startswith("1.1 The social worker visited the family at home on three occasions in the spring")
    assert found[1].text.endswith(
        "with the child in the following week. The practice has since changed how it deals with letters."
    )
    assert found[2].text == "the doctor did not know that the child had been referred to the hospital in the winter"


def test_paragraphs_on_one_line_each_are_not_joined() -> None:
    assert texts("1.1 The panel met.\n1.2 It met again.\nLead - Head of Service\nDeadline - May") == [
        "1.1 The panel met.", "1.2 It met again.", "Lead - Head of Service", "Deadline - May",
    ]  # fmt: skip


def test_a_dash_before_a_number_is_no_bullet() -> None:
    found = blocks("- 18.2 The advice was clear.\n- the child was seen\n  - and heard")

    assert [(block.kind, block.level, block.text) for block in found] == [
        ("text", 0, "18.2 The advice was clear."),
        ("list_item", 1, "the child was seen"),
        ("list_item", 2, "and heard"),
    ]  # fmt: skip


def test_headings_of_markup_and_underlined_titles() -> None:
    found = blocks("## **2. Method**\n\nWhat happened\n=============\n\nText.")

    assert [(block.kind, block.level, block.text) for block in found] == [
        ("heading", 2, "2. Method"), ("heading", 1, "What happened"), ("text", 0, "Text."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "note", ["³ Working Together, page 9.", "<sup>3</sup> Working Together, page 9.", "[^3]: Working Together, page 9."]
)
def test_a_note_is_set_apart_with_its_marker(note: str) -> None:
    found = blocks(f"1.1 The guidance is clear.\n\n{note}\n\n1.2 It was not read.")

    assert (found[1].kind, found[1].marker, found[1].text) == ("footnote", "3", "Working Together, page 9.")


def test_a_table_of_tabs_with_a_row_that_the_page_break_cut() -> None:
    found = blocks("Date\tEvent\n5.1.15\tThe mother rang and gave one of\n\n\ther other names\n7.1.15\tNo reply\n")

    assert [block.cells for block in found] == [
        ("Date", "Event"),
        ("5.1.15", "The mother rang and gave one of"),
        ("", "her other names"),
        ("7.1.15", "No reply"),
    ]  # fmt: skip
    assert [block.table for block in found] == [1, 1, 1, 1]
    assert found[2].break_before


def test_a_table_of_pipes_goes_on_under_an_empty_head_row() -> None:
    text = "| Agency | Learning |\n|---|---|\n| School | Share what |\n\n| | |\n|---|---|\n| | is known |\n"
    found = blocks(text)

    assert [block.cells for block in found] == [("Agency", "Learning"), ("School", "Share what"), ("", "is known")]
    assert [block.table for block in found] == [1, 1, 1]
    assert (found[0].header, found[2].header, found[2].break_before) == (True, False, True)


def test_form_feeds_are_pages_with_their_printed_numbers() -> None:
    page = "Child Q: Overview\n\n{n}.1 The panel met about part {n}.\n\nPage {p} of 12\n"
    source = from_text("\f".join(page.format(n=n, p=n + 2) for n in range(1, 5)))

    assert [page.printed for page in source.pages] == ["3", "4", "5", "6"]
    assert [block.text for block in source.blocks if block.kind == "furniture"][:2] == [
        "Child Q: Overview",
        "Page 3 of 12",
    ]
    assert [block.page for block in source.blocks if block.kind == "text"] == [1, 2, 3, 4]


def test_lone_numbers_that_count_up_are_page_numbers() -> None:
    source = from_text("1.1 One.\n\n3\n\n1.2 Two.\n\n4\n\n1.3 Three.\n\n5\n\n1.4 Four.")

    assert [block.text for block in source.blocks if block.kind == "furniture"] == ["3", "4", "5"]


def test_notes_of_a_page_whose_superscripts_were_lost() -> None:
    body = "1.1 The guidance was clear.7 It was not read by anyone in the school.\n" * 4
    source = from_text(f"Page one\n\n{body}7 Tarnmouth Procedures, section 3.\n\f1.2 Nobody asked.\n")
    notes = [block for block in source.blocks if block.kind == "footnote"]

    assert [(note.marker, note.text) for note in notes] == []  # the first number of a review is 1
    source = from_text(
        f"Page one\n\n{body.replace('.7', '.1')}1 Tarnmouth Procedures, section 3.\n\f1.2 Nobody asked.\n"
    )
    notes = [block for block in source.blocks if block.kind == "footnote"]
    assert [(note.marker, note.text) for note in notes] == [("1", "Tarnmouth Procedures, section 3.")]
    assert "clear.¹ It" in source.blocks[1].text


def test_the_words_are_those_of_the_file_without_its_marks() -> None:
    assert from_text("# **Child Q**\n\n- a list\n\n| a | b |\n|---|---|\n| c | d |").words == (
        "Child", "Q", "a", "list", "a", "b", "c", "d",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("A room of 7*7 feet.", "A room of 7*7 feet."),
        ("He had an A* and said f*** off.", "He had an A* and said f*** off."),
        ("*He **never** went* to school.", "He never went to school."),
        ("**Opened and never closed.", "Opened and never closed."),
        ("- *Opened on one line", "Opened on one line"),
        ("and closed on another.*", "and closed on another."),
        ("She was given an A*", "She was given an A*"),
    ],
)
def test_emphasis_goes_and_an_authors_own_stars_stay(line: str, text: str) -> None:
    """Only paired marks are markup: a star that somebody wrote is part of the quotation."""
    assert [block.text for block in from_text(line).blocks] == [text]
