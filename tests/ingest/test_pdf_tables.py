"""Tables of a PDF come back row by row, in one piece over page breaks."""

from __future__ import annotations

import pytest

from ingest.readers.pdf import read_pdf
from ingest.settings import Limits
from tests.ingest.pdf_makers import Item, Layout, typeset

EVENTS = tuple(
    (
        f"{day}.3.15",
        ("Call to the duty desk", "Home visit", "Letter sent", "Meeting")[day % 4],
        f"The caller, number {day} of the month, said that the children were out late and nobody went to look.",
    )
    for day in range(1, 29)
)
ITEMS = (
    Item("text", "The events of the month are set out in the table by date, as they were told.", "5.1"),
    Item("table", rows=(("Date", "Event", "Source and detail"), *EVENTS), widths=(0.15, 0.3, 0.55)),
    Item("text", "None of these was brought together until June, when it was too late to be of any use to Ash.", "5.2"),
)


@pytest.mark.parametrize("ruled", [True, False])
def test_rows_of_a_table_over_three_pages(tmp_path, ruled):
    made = typeset(tmp_path / "review.pdf", ITEMS, Layout(ruled=ruled))
    source = read_pdf(made.path, Limits())
    rows = [block for block in source.blocks if block.kind == "table_row"]
    assert len(made.pages[1]) >= 2
    assert [block.cells for block in rows if not block.header] == list(EVENTS)
    assert [block.cells for block in rows if block.header] == [("Date", "Event", "Source and detail")] * len(
        made.pages[1]
    )
    assert {block.table for block in rows} == {1}
    assert rows[1].text == " | ".join(EVENTS[0])


def test_text_before_and_after_a_table_stays_text(tmp_path):
    source = read_pdf(typeset(tmp_path / "review.pdf", ITEMS, Layout()).path, Limits())
    texts = [block.text for block in source.blocks if block.kind == "text"]
    assert texts == [f"{item.label} {item.text}" for item in ITEMS if item.kind == "text"]


def test_two_tables_have_ordinals_of_their_own(tmp_path):
    table = Item("table", rows=(("Name", "Role"), ("Ash", "child"), ("Rowan", "sibling")))
    items = (table, Item("text", "The professionals were these.", "1.1"), table)
    source = read_pdf(typeset(tmp_path / "review.pdf", items, Layout()).path, Limits())
    assert [
        (block.table, block.cells) for block in source.blocks if block.kind == "table_row" and not block.header
    ] == [
        (1, ("Ash", "child")),
        (1, ("Rowan", "sibling")),
        (2, ("Ash", "child")),
        (2, ("Rowan", "sibling")),
    ]


def test_a_frame_around_text_is_no_table(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "review.pdf"
    canvas = Canvas(str(path))
    canvas.rect(60, 640, 450, 80)
    canvas.drawString(72, 700, "Recommendation 1: The Board should ask each agency to show")
    canvas.drawString(72, 686, "that its staff know how to escalate a concern.")
    canvas.save()
    assert [(block.kind, block.text) for block in read_pdf(path, Limits()).blocks] == [
        (
            "text",
            "Recommendation 1: The Board should ask each agency to show that its staff know how to escalate a concern.",
        )
    ]


def test_numbered_paragraphs_in_the_margin_are_no_table(tmp_path):
    items = [Item("text", "A short line of text.", f"5.3.{number}") for number in range(1, 9)]
    source = read_pdf(typeset(tmp_path / "review.pdf", items, Layout(margin_numbers=True)).path, Limits())
    assert [block.text for block in source.blocks if block.kind == "text"] == [f"{i.label} {i.text}" for i in items]


def _open_table(path, size, upper, lower):
    """A table whose last row on the first page has no line under it and goes on overleaf, as browsers print it."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for page, (rows, closed) in enumerate(((upper, False), (lower, True)), 1):
        canvas.setFont("Helvetica", 10)
        if page == 1:
            canvas.drawString(72, 770, "1.1 The panel read what each of the services had written at the time.")
        canvas.setFont("Helvetica", size)
        top = 740
        for cells, lines in rows:
            canvas.line(72, top, 500, top)
            for x, cell in zip((75, 165), cells, strict=True):
                for line, words in enumerate(cell):
                    canvas.drawString(x, top - 14 - 14 * line, words)
            bottom = top - 14 * lines - 6
            for x in (72, 160, 500):
                canvas.line(x, top, x, bottom)
            top = bottom
        if closed:
            canvas.line(72, top, 500, top)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(72, top - 30, "3 Analysis")
            canvas.drawString(72, top - 50, "3.1 Nobody brought these events together, and the pattern was not seen.")
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("size", [10, 13])
def test_a_row_cut_by_the_page_without_a_line_and_larger_than_the_text_around(tmp_path, size):
    upper = [
        ((["Date"], ["Event"]), 1),
        ((["2.1.2015"], ["The neighbour rang the duty desk."]), 1),
        ((["9.1.2015"], ["The family support worker went to the flat and", "had no reply although the"]), 2),
    ]
    lower = [
        (([], ["lights were on."]), 1),
        ((["4.2.2015"], ["The health visitor saw the baby."]), 1),
    ]
    source = read_pdf(_open_table(tmp_path / "review.pdf", size, upper, lower), Limits())
    assert [block.cells for block in source.blocks if block.kind == "table_row"] == [
        ("Date", "Event"),
        ("2.1.2015", "The neighbour rang the duty desk."),
        ("9.1.2015", "The family support worker went to the flat and had no reply although the lights were on."),
        ("4.2.2015", "The health visitor saw the baby."),
    ]
    assert [block.text for block in source.blocks if block.kind not in ("table_row", "furniture")] == [
        "1.1 The panel read what each of the services had written at the time.",
        "3 Analysis",
        "3.1 Nobody brought these events together, and the pattern was not seen.",
    ]


def test_a_numbered_paragraph_right_under_a_table_without_lines_is_no_row_of_it(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "review.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Times-Roman", 11)
    top = 740
    for cells in (
        ("Date", "Event"),
        *((f"{day}.3.15", f"Home visit {day} of that month, no reply") for day in (2, 9, 17)),
    ):
        canvas.drawString(72, top, cells[0])
        canvas.drawString(140, top, cells[1])
        top -= 20
    for number in (1, 2):
        canvas.drawString(72, top, f"4.{number}")
        canvas.drawString(108, top, "Nobody drew these visits together, and the pattern was not seen.")
        top -= 20
    canvas.save()
    blocks = read_pdf(path, Limits()).blocks
    assert [block.kind for block in blocks] == ["table_row"] * 4 + ["text"] * 2
    assert blocks[-1].text == "4.2 Nobody drew these visits together, and the pattern was not seen."
