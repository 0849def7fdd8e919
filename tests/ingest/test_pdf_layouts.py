"""What stands in a PDF comes back: paragraphs whole, numbers, printed pages, notes, lists, headings, in each layout."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from ingest.readers.pdf import read_pdf
from ingest.settings import Limits
from ingest.source import Source
from tests.ingest.pdf_makers import Item, Layout, plain, typeset

SENTENCES = (
    "The health visitor wrote to the practice on the 4{^th} of March and asked for the letter to be placed on file.",
    "No reply was received, and the matter was not raised again until the strategy discussion in the following spring.",
    "A multi-agency meeting was arranged at short notice; three of the seven professionals who were invited came.",
    "The social worker recorded that Ash was well and that the home was warm, but did not see where Ash slept.",
    "It was accepted by everyone who spoke to the panel that the plan had not been reviewed since it was drawn up.",
    "Officers attended the address twice that week and left on both occasions without speaking to the children.",
)


def text(start: int, count: int) -> str:
    return " ".join(SENTENCES[(start + step) % len(SENTENCES)] for step in range(count))


REVIEW = (
    Item("heading", "Introduction", "1.", level=1),
    Item("text", text(0, 3), "1.1"),
    Item("text", text(1, 4) + " This is described at paragraphs 1.1 and 2.2 above.", "1.2"),
    Item("heading", "What happened", "2.", level=1),
    Item("text", text(2, 3), "2.1"),
    Item("text", "Three things should have been asked at this point:", "2.2"),
    Item("bullet", "whether anybody had spoken to Ash alone;"),
    Item(
        "bullet", "whether the neighbour's call had been passed on to the right team, and what came of it in the end;"
    ),
    Item("bullet", "who was to tell the school."),
    Item("heading", "The spring term", level=2),
    *(Item("text", text(number, 3 + number % 3), f"2.{number}") for number in range(3, 16)),
    Item("heading", "Findings", "3.", level=1),
    *(Item("text", text(number, 4), f"3.{number}") for number in range(1, 34)),
)

LAYOUTS = {
    "one column": Layout(),
    "one column, justified, words broken": Layout(justify=True, hyphenate=True, header="Board of Nowhere: Review Ash"),
    "numbers in the margin": Layout(margin_numbers=True, footer="Page {n} of 12", header="Review Ash"),
    "two columns": Layout(columns=2, body=9.5, margin=50, header="Review Ash"),
    "two columns, justified": Layout(
        columns=2, body=9, margin=50, justify=True, font="Helvetica", bold="Helvetica-Bold"
    ),
    "no space between paragraphs": Layout(spacing=0, first_indent=18),
    "roman front matter": Layout(roman=2, footer="- {n} -"),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Each layout set and read once."""
    folder = tmp_path_factory.mktemp("layouts")

    @cache
    def by_name(name):
        made = typeset(folder / f"{len(name)}.pdf", REVIEW, LAYOUTS[name])
        return made, read_pdf(made.path, Limits())

    return by_name


def squeeze(words: str) -> str:
    return "".join(words.split())


def body(source: Source) -> list[str]:
    return [squeeze(block.text) for block in source.blocks if block.kind != "furniture"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_paragraph_comes_back_once_and_whole(read, name):
    made, source = read(name)
    found = body(source)
    # Over a page break a paragraph is two blocks, so the comparison is of the running text from block to block.
    together = "".join(found)
    starts = set(found)
    for item, pages in zip(REVIEW, made.pages, strict=True):
        expected = squeeze(item.label + plain(item.text))
        assert together.count(expected) >= 1
        if len(pages) == 1:
            assert expected in starts


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_number_stands_at_the_head_of_a_block_on_its_page(read, name):
    made, source = read(name)
    expected = [(item.label, pages[0]) for item, pages in zip(REVIEW, made.pages, strict=True) if item.label]
    labels = {item.label for item in REVIEW if item.label}
    found = [(block.text.split()[0], block.page) for block in source.blocks if block.text.split()[0] in labels]
    assert found == expected


@pytest.mark.parametrize("name", LAYOUTS)
def test_printed_page_numbers(read, name):
    made, source = read(name)
    assert len(source.pages) >= 3
    assert [page.printed for page in source.pages] == made.printed


@pytest.mark.parametrize("name", LAYOUTS)
def test_running_headers_and_page_numbers_are_set_apart(read, name):
    _, source = read(name)
    furniture = [block.text for block in source.blocks if block.kind == "furniture"]
    header = LAYOUTS[name].header
    assert furniture.count(header) == (len(source.pages) if header else 0)
    assert len(furniture) == len(source.pages) * (2 if header else 1)


@pytest.mark.parametrize("name", ["one column", "numbers in the margin", "two columns"])
def test_headings_and_lists_are_told_by_the_page(read, name):
    _, source = read(name)
    headings = [(block.text, block.level) for block in source.blocks if block.kind == "heading"]
    assert headings == [("1. Introduction", 1), ("2. What happened", 1), ("The spring term", 2), ("3. Findings", 1)]
    assert [block.text for block in source.blocks if block.kind == "list_item"] == [
        item.text for item in REVIEW if item.kind == "bullet"
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_all_words_of_the_plain_text_stand_in_the_blocks(read, name):
    _, source = read(name)
    words = sorted(word for word in " ".join(source.words).split() if word != "•")
    blocks = sorted(" ".join(block.text for block in source.blocks).split())
    assert blocks == words


def test_a_line_that_begins_with_a_cross_reference_is_part_of_its_paragraph(tmp_path):
    items = [
        Item(
            "text", "The panel was told of the first letter and of the second, as set out in full at paragraph", "4.1"
        ),
        Item("text", text(0, 2), "4.2"),
    ]
    # The words are chosen so that "4.184 above." falls at the head of a line.
    long = replace(items[0], text=items[0].text + " 4.184 above. Nothing more was said about either of them.")
    for width in (70.0, 90.0, 100.0, 110.0, 120.0):
        made = typeset(tmp_path / "review.pdf", [long, items[1]], Layout(margin_numbers=True, margin=width))
        heads = [block.text.split()[0] for block in read_pdf(made.path, Limits()).blocks]
        assert heads == ["4.1", "4.2", "1"]


def test_footnotes_leave_their_paragraph_whole_and_keep_their_markers(tmp_path):
    notes = (("1", "Letter of 3 March, bundle page 12."), ("2", "Working practice guide, second edition, page 40."))
    items = [
        Item("text", text(0, 3), "1.1"),
        Item("text", f"The letter{{^1}} was clear. {text(2, 3)} The guide{{^2}} says the same.", "1.2", notes=notes),
        *(Item("text", text(number, 4), f"1.{number}") for number in range(3, 14)),
        Item("text", "The register{^3} was closed.", "1.14", notes=(("3", "It was opened again in June."),)),
    ]
    made = typeset(tmp_path / "review.pdf", items, Layout(margin_numbers=True))
    source = read_pdf(made.path, Limits())
    found = [(block.marker, block.text, block.page) for block in source.blocks if block.kind == "footnote"]
    assert found == [
        ("1", "¹ Letter of 3 March, bundle page 12.", 1),
        ("2", "² Working practice guide, second edition, page 40.", 1),
        ("3", "³ It was opened again in June.", made.pages[-1][0]),
    ]
    assert squeeze("1.2" + plain(items[1].text)) in body(source)
    assert squeeze("1.14 The register³ was closed.") in body(source)


def test_two_pages_may_print_the_same_number(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "review.pdf"
    canvas = Canvas(str(path))
    for number in (1, 2, 2, 3, 4):
        canvas.drawString(72, 700, f"A sentence that stands on a page numbered {number} by its printer.")
        canvas.drawCentredString(300, 40, str(number))
        canvas.showPage()
    canvas.save()
    assert [page.printed for page in read_pdf(path, Limits()).pages] == ["1", "2", "2", "3", "4"]


def test_contents_pages_are_told_from_text(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "review.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, 740, "Contents")
    canvas.setFont("Helvetica", 11)
    for row, (title, page) in enumerate([("1 Introduction", 3), ("2 What happened", 7), ("3 Findings", 12)]):
        canvas.drawString(72, 700 - 20 * row, title + " " + "." * 60)
        canvas.drawRightString(520, 700 - 20 * row, str(page))
    canvas.showPage()
    canvas.drawString(72, 700, "1.1 Here the text begins.")
    canvas.showPage()
    canvas.save()
    kinds = [(block.kind, block.text.split()[0]) for block in read_pdf(path, Limits()).blocks]
    assert kinds == [("heading", "Contents"), ("toc", "1"), ("toc", "2"), ("toc", "3"), ("text", "1.1")]


def test_slides_begin_with_their_title(tmp_path):
    slides = [
        item
        for number in range(1, 5)
        for item in (
            Item("heading", f"Learning from Ash, part {number}"),
            Item("bullet", "Ask the child, and write down what the child says."),
            Item("bullet", f"Point {number} of the local guidance still applies."),
            Item("break"),
        )
    ][:-1]
    layout = Layout(size=(720, 405), body=20, margin=40, footer="")
    source = read_pdf(typeset(tmp_path / "slides.pdf", slides, layout).path, Limits())
    assert [(block.kind, block.page, block.break_before) for block in source.blocks] == [
        (kind, number, number > 1 and kind == "heading")
        for number in range(1, 5)
        for kind in ("heading", "list_item", "list_item")
    ]


def test_sideways_pages_are_read_like_the_others(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "review.pdf"
    canvas = Canvas(str(path))
    for turn in (0, 90, 180, 270):
        canvas.saveState()
        canvas.translate(300, 420)
        canvas.rotate(turn)
        canvas.drawString(-200, 100, f"1.{turn // 90 + 1} The first line of a paragraph that is set on a page which")
        canvas.drawString(-200, 86, "was turned before it was printed, and its second line.")
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    assert [block.text for block in read_pdf(path, Limits()).blocks] == [
        f"1.{number} The first line of a paragraph that is set on a page which was turned before it was printed, "
        "and its second line."
        for number in (1, 2, 3, 4)
    ]
