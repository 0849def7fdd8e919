"""What published PDFs print besides their text, and how they set it: stamps, spaced titles, drawn bullets, quotes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.fidelity import measure
from ingest.readers.pdf import read_pdf
from ingest.settings import Limits
from ingest.source import Source
from ingest.structure import parse

LINES = (
    "The school nurse recorded what the child had said at the end of that week, and it was",
    "passed to the duty desk by letter. Nobody rang back, although the plan of the services",
    "asked for it, and the matter was not raised again until the following spring.",
)
SAID = " ".join(LINES)
WHO = ("school nurse", "midwife", "landlord", "aunt", "family doctor")
#: Draws what a page has besides its text; it is given the canvas and the page's number.
Extra = Callable[[Canvas, int], None]


def said(page: int) -> tuple[str, ...]:
    """The lines of a page's paragraphs."""
    return (LINES[0].replace("school nurse", WHO[page - 1]), *LINES[1:])


def paragraph(canvas: Canvas, top: float, lines: tuple[str, ...] = LINES, label: str = "", left: float = 100) -> float:
    """Set lines from a height down; the height below them."""
    canvas.setFont("Times-Roman", 11)
    if label:
        canvas.drawString(left - 28, top, label)
    for row, line in enumerate(lines):
        canvas.drawString(left, top - 14 * row, line)
    return top - 14 * len(lines) - 8


def printed(path: Path, extra: Extra, *, pages: int = 5) -> Source:
    """Numbered paragraphs on so many pages, and something else on each."""
    canvas = Canvas(str(path))
    for page in range(1, pages + 1):
        extra(canvas, page)
        top = 740.0
        for number in range(1, 9):
            top = paragraph(canvas, top, said(page), f"{page}.{number}")
        canvas.showPage()
    canvas.save()
    return read_pdf(path, Limits())


def paragraphs(source: Source) -> list[str]:
    """The texts of the paragraphs; every word of the file stands in one unit."""
    text, units = parse(source, review_id="tarn")
    fidelity = measure(source, text, units)
    assert (fidelity.kept, fidelity.invented) == (1.0, 0)
    return [unit.text for unit in units if unit.kind == "paragraph"]


EXPECTED = [f"{page}.{number} {' '.join(said(page))}" for page in range(1, 6) for number in range(1, 9)]


def test_a_stamp_across_the_text_of_every_page_is_no_part_of_it(tmp_path: Path) -> None:
    def stamp(canvas: Canvas, page: int) -> None:
        canvas.setFillGray(0.85)
        canvas.setFont("Helvetica-Bold", 60)
        canvas.drawCentredString(297, 420, "CONFIDENTIAL")
        canvas.setFillGray(0)

    source = printed(tmp_path / "review.pdf", stamp)
    assert paragraphs(source) == EXPECTED
    assert [block.text for block in source.blocks if block.kind == "furniture"] == ["CONFIDENTIAL"] * 5


def test_a_stamp_that_is_set_letter_by_letter_on_a_slant(tmp_path: Path) -> None:
    def stamp(canvas: Canvas, page: int) -> None:
        canvas.saveState()
        canvas.setFillGray(0.85)
        canvas.translate(150, 250)
        canvas.rotate(40)
        canvas.setFont("Helvetica-Bold", 80)
        for place, letter in enumerate("DRAFT"):
            canvas.drawString(70 * place, 0, letter)
        canvas.restoreState()

    assert paragraphs(printed(tmp_path / "review.pdf", stamp)) == EXPECTED


def test_a_running_header_that_changes_with_the_chapter(tmp_path: Path) -> None:
    titles = ("Contents", "Introduction", "What happened", "Analysis", "What should change")

    def header(canvas: Canvas, page: int) -> None:
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(72, 800, f"Ash: {titles[page - 1]}")

    source = printed(tmp_path / "review.pdf", header)
    assert paragraphs(source) == EXPECTED
    assert [block.text for block in source.blocks if block.kind == "furniture"] == [f"Ash: {title}" for title in titles]


@pytest.mark.parametrize("gap", [4.0, 9.0])
def test_a_title_of_letters_set_apart_is_read_as_words(tmp_path: Path, gap: float) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def title(canvas: Canvas, page: int) -> None:
        x = 72.0
        canvas.setFont("Times-Bold", 16)
        for letter in "Learning from practice":
            canvas.drawString(x, 770, letter)
            x += stringWidth(letter, "Times-Bold", 16) + gap

    source = printed(tmp_path / "review.pdf", title, pages=1)
    assert (source.blocks[0].kind, source.blocks[0].text) == ("heading", "Learning from practice")
    assert paragraphs(source) == EXPECTED[:8]


def _page(path: Path, draw: Callable[[Canvas], None]) -> Source:
    canvas = Canvas(str(path))
    draw(canvas)
    canvas.save()
    return read_pdf(path, Limits())


@pytest.mark.parametrize("square", [True, False])
def test_bullets_that_are_drawn_part_the_items_of_a_list(tmp_path: Path, square: bool) -> None:
    items = ("who had spoken to the child alone;", "whether the school was told;", "what came of it in the end.")

    def draw(canvas: Canvas) -> None:
        top = paragraph(canvas, 740, (*LINES[:2], "The panel asked:"))
        for item in items:
            if square:
                canvas.rect(104, top + 2, 4, 4, fill=1, stroke=0)
            else:
                canvas.circle(106, top + 4, 2, fill=1, stroke=0)
            canvas.drawString(118, top, item)
            top -= 14
        paragraph(canvas, top - 10)

    source = _page(tmp_path / "review.pdf", draw)
    assert [(block.kind, block.text) for block in source.blocks[1:4]] == [("list_item", item) for item in items]


def test_a_dot_within_a_line_is_no_bullet(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, 740)
        canvas.circle(258, 744, 1.5, fill=1, stroke=0)

    assert [(block.kind, block.text) for block in _page(tmp_path / "review.pdf", draw).blocks] == [("text", SAID)]


def test_what_somebody_said_set_large_between_paragraphs_is_no_title(tmp_path: Path) -> None:
    quote = "“Nobody asked me what I wanted for her.”"

    def draw(canvas: Canvas) -> None:
        top = paragraph(canvas, 740, label="1.")
        canvas.setFont("Times-Italic", 14)
        canvas.drawString(120, top - 12, quote)
        top = paragraph(canvas, top - 44, label="2.")
        paragraph(canvas, top, label="3.")

    assert paragraphs(_page(tmp_path / "review.pdf", draw)) == [f"1. {SAID}\n{quote}", f"2. {SAID}", f"3. {SAID}"]


@pytest.mark.parametrize(
    "named", ["Paragraph 4.2 of the guidance", "Section 47 enquiries", "Recommendation 3 of theirs"]
)
def test_a_sentence_that_begins_a_line_with_a_numbered_name_goes_on(tmp_path: Path, named: str) -> None:
    lines = (LINES[0] + " so.", f"{named} was read out to the meeting, which took no note of it then,", LINES[2])

    def draw(canvas: Canvas) -> None:
        top = paragraph(canvas, 740)
        top = paragraph(canvas, top, lines)
        paragraph(canvas, top)

    assert [block.text for block in _page(tmp_path / "review.pdf", draw).blocks] == [SAID, " ".join(lines), SAID]


@pytest.mark.parametrize("right", [True, False])
def test_a_quotation_beside_the_text_is_not_read_across(tmp_path: Path, right: bool) -> None:
    quote = ("“Every service saw", "a part of her life", "and no one all.”")
    narrow = ("The school nurse recorded what the child had", "said at the end of that week, and it was passed", "on.")
    text, box = (100.0, 400.0) if right else (250.0, 80.0)

    def draw(canvas: Canvas) -> None:
        top = 740.0
        for number in range(1, 7):
            top = paragraph(canvas, top, narrow, f"{number}.", text)
        canvas.setFont("Times-Italic", 14)
        for row, line in enumerate(quote):
            canvas.drawString(box, 691 - 17 * row, line)

    said = " ".join(narrow)
    assert [block.text for block in _page(tmp_path / "review.pdf", draw).blocks] == [
        f"1. {said}",
        f"2. {said}",
        " ".join(quote),
        *(f"{number}. {said}" for number in range(3, 7)),
    ]


def test_two_columns_of_which_one_begins_with_a_title_are_no_text_with_a_box(tmp_path: Path) -> None:
    column = (
        "The nurse recorded what the child had",
        "said at the end of that week, and it was",
        "passed on to the desk.",
    )

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 14)
        canvas.drawString(72, 740, "What the services knew of")
        canvas.drawString(72, 723, "the family before that day")
        for left, top in ((72.0, 690.0), (320.0, 740.0)):
            while top > 300:
                top = paragraph(canvas, top, column, left=left)

    blocks = _page(tmp_path / "review.pdf", draw).blocks
    assert (blocks[0].kind, blocks[0].text) == ("heading", "What the services knew of the family before that day")
    assert {block.text for block in blocks[1:]} == {" ".join(column)}


def test_page_numbers_that_are_not_at_one_place(tmp_path: Path) -> None:
    def number(canvas: Canvas, page: int) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(72 + 100 * (page % 3), 30 + 9 * (page % 4), f"{page + 2}")

    source = printed(tmp_path / "review.pdf", number)
    assert [page.printed for page in source.pages] == ["3", "4", "5", "6", "7"]
    assert paragraphs(source) == EXPECTED


def test_text_that_runs_around_a_box(tmp_path: Path) -> None:
    short = (
        "The school nurse recorded what the child had",
        "said at the end of that week, and it was",
        "passed to the duty desk by letter, although",
    )
    rest = ("the plan of the services asked for a call, and the matter was not raised again then,", "nor in spring.")

    def draw(canvas: Canvas) -> None:
        top = paragraph(canvas, 740, label="1.")
        canvas.setFont("Times-Italic", 14)
        for row, line in enumerate(("“I told them and", "told them, and then", "I stopped.”")):
            canvas.drawString(380, top - 17 * row, line)
        top = paragraph(canvas, top, short + rest, "2.")
        paragraph(canvas, top, label="3.")

    assert [block.text for block in _page(tmp_path / "review.pdf", draw).blocks] == [
        f"1. {SAID}",
        f"2. {' '.join(short + rest)}",
        "“I told them and told them, and then I stopped.”",
        f"3. {SAID}",
    ]
