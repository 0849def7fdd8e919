"""Bold text, boxes, shading: what says something is text, a box is kept apart, shading is no table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.fidelity import measure
from ingest.model import Unit
from ingest.readers.pdf import read_pdf
from ingest.settings import Limits
from ingest.structure import parse

PLAIN, BOLD, SIZE = "Helvetica", "Helvetica-Bold", 10
LINES = (
    "The school nurse wrote down what the child had said, and sent it to the duty desk of the",
    "council on the same day. No reply came, and the letter was not found until the spring,",
    "when the desk was moved to another building.",
)


class Page:
    """Sets lines from the top down."""

    def __init__(self, path: Path) -> None:
        self.path, self.canvas, self.y = path, Canvas(str(path), pageCompression=0), 760.0

    def line(self, text: str, x: float = 100, font: str = PLAIN, size: float = SIZE, label: str = "") -> None:
        self.canvas.setFont(font, size)
        if label:
            self.canvas.drawString(72, self.y, label)
        self.canvas.drawString(x, self.y, text)
        self.y -= 13

    def paragraph(self, label: str = "", lines: tuple[str, ...] = LINES, font: str = PLAIN, x: float = 100) -> None:
        for row, line in enumerate(lines):
            self.line(line, x, font, label=label if row == 0 else "")
        self.y -= 8

    def box(self, title: str, lines: tuple[str, ...], *, label: str = "", framed: bool = False) -> None:
        height = 13 * (len(lines) + bool(title)) + 4
        self.canvas.setFillColorRGB(0.97, 0.8, 0.88)
        self.canvas.rect(98, self.y - height + 12, 430, height, fill=not framed, stroke=framed)
        self.canvas.setFillGray(0)
        if title:
            self.line(title, 104, BOLD, 10.5, label)
        for line in lines:
            self.line(line, 104)
        self.y -= 14

    def units(self) -> list[Unit]:
        self.canvas.save()
        source = read_pdf(self.path, Limits(ocr=False))
        text, units = parse(source, review_id="tarn")
        fidelity = measure(source, text, units)
        assert (fidelity.kept, fidelity.invented) == (1.0, 0)
        return list(units)


SAID = " ".join(LINES)
CONCLUSION = ("The desk had no rule for letters from schools, and no person was asked to write one", "when it moved.")
ASKED = ("We recommend that the council write a rule for letters from schools and tell each school", "of it.")
REPLY = "The council has written to all of its schools and will do so every year."


@pytest.mark.parametrize("framed", [False, True])
@pytest.mark.parametrize("word", ["conclusion", "CONCLUSION"])
def test_a_numbered_conclusion_in_a_box_has_its_number_and_its_words(tmp_path: Path, framed: bool, word: str) -> None:
    page = Page(tmp_path / "report.pdf")
    page.paragraph("5.")
    page.box(word, CONCLUSION, label="6.", framed=framed)
    page.box("recommendation", ASKED, framed=framed)
    page.paragraph("", (REPLY,))
    page.paragraph("7.")
    page.box(word, CONCLUSION, label="8.", framed=framed)
    units = page.units()
    assert [(unit.kind, unit.label, unit.text) for unit in units] == [
        ("paragraph", "5", f"5. {SAID}"),
        ("paragraph", "6", f"6. {word}\n{' '.join(CONCLUSION)}"),
        ("recommendation", "", f"recommendation\n{' '.join(ASKED)}"),
        ("paragraph", "", REPLY),
        ("paragraph", "7", f"7. {SAID}"),
        ("paragraph", "8", f"8. {word}\n{' '.join(CONCLUSION)}"),
    ]
    assert units[3].parent == units[2].id


def test_a_chapter_that_is_named_conclusion_is_a_heading(tmp_path: Path) -> None:
    page = Page(tmp_path / "report.pdf")
    for chapter, name in enumerate(("What happened", "Analysis", "Conclusion"), 1):
        page.line(name, 100, BOLD, 14, f"{chapter}.")
        page.y -= 6
        for number in (1, 2):
            page.paragraph(f"{chapter}.{number}")
    units = page.units()
    assert [unit.text for unit in units if unit.kind == "heading"] == [
        "1. What happened",
        "2. Analysis",
        "3. Conclusion",
    ]


BOLD_RECOMMENDATION = (
    "Recommendation 4: That the council write a rule for letters that come from schools, and",
    "tell each school of it. (12.4)",
)


@pytest.mark.parametrize(
    "answer",
    ["The council accepts this recommendation.", "This recommendation is not accepted.", "Accepted in principle."],
)
def test_a_bold_reply_is_text_of_its_own_below_its_recommendation(tmp_path: Path, answer: str) -> None:
    page = Page(tmp_path / "report.pdf")
    page.line("What was asked for", 72, BOLD, 16)
    page.y -= 10
    page.paragraph("", BOLD_RECOMMENDATION, BOLD, 72)
    page.paragraph("", (answer,), BOLD, 72)
    page.paragraph("", (REPLY,), PLAIN, 72)
    page.paragraph("", tuple(line.replace("4", "5") for line in BOLD_RECOMMENDATION), BOLD, 72)
    units = page.units()
    assert [(unit.kind, unit.label, unit.text) for unit in units[-3:]] == [
        ("recommendation", "Recommendation 4", " ".join(BOLD_RECOMMENDATION)),
        ("paragraph", "", f"{answer}\n{REPLY}"),
        ("recommendation", "Recommendation 5", " ".join(BOLD_RECOMMENDATION).replace("4", "5")),
    ]
    assert (units[-2].parent, units[-2].section[-1]) == (units[-3].id, "Recommendation 4")


def test_the_words_of_a_recommendation_below_its_bold_title_belong_to_it(tmp_path: Path) -> None:
    page = Page(tmp_path / "report.pdf")
    page.line("What should change", 72, BOLD, 16)
    page.y -= 10
    for number in (1, 2):
        page.paragraph("", (f"Recommendation {number}: Letters from schools",), BOLD, 72)
        page.paragraph("", (REPLY,), PLAIN, 72)
    units = page.units()
    assert [unit.text for unit in units if unit.kind == "recommendation"] == [
        f"Recommendation {number}: Letters from schools\n{REPLY}" for number in (1, 2)
    ]


def test_bold_entries_of_a_list_are_no_headings(tmp_path: Path) -> None:
    page = Page(tmp_path / "report.pdf")
    page.paragraph("4.1", ("The panel asked the council three things, which it set in bold in its letter:",))
    for entry in ("a) who had read the letter;", "b) where it had been kept; and", "c) who was told of it."):
        page.paragraph("", (entry,), BOLD, 110)
    page.paragraph("4.2")
    assert [unit.label for unit in page.units()] == ["4.1", "4.2"]


def tinted(page: Page, line: str, x: float) -> None:
    page.canvas.setFillGray(0.9)


def white(page: Page, line: str, x: float) -> None:
    page.canvas.setFillGray(1)


@pytest.mark.parametrize("shade", [tinted, white])
@pytest.mark.parametrize("whole", [False, True], ids=["behind the words", "to the margin"])
def test_shading_behind_lines_is_no_table(
    tmp_path: Path, shade: Callable[[Page, str, float], None], whole: bool
) -> None:
    page = Page(tmp_path / "report.pdf")
    for number in range(1, 7):
        for row, line in enumerate(LINES):
            shade(page, line, 100)
            width = 420 if whole else stringWidth(line, PLAIN, SIZE)
            page.canvas.rect(100, page.y - 3.5, width, 13, fill=1, stroke=0)
            page.canvas.setFillGray(0)
            page.line(line, label=f"{number}." if row == 0 else "")
        page.y -= 8
    assert [(unit.kind, unit.label, unit.text) for unit in page.units()] == [
        ("paragraph", str(number), f"{number}. {SAID}") for number in range(1, 7)
    ]


def test_a_framed_heading_at_the_head_of_a_page_makes_no_notes_of_what_follows(tmp_path: Path) -> None:
    page = Page(tmp_path / "report.pdf")
    page.canvas.rect(70, page.y - 10, 450, 34)
    page.line("What happened in the spring", 80, BOLD, 14)
    page.y -= 20
    for number in range(3, 9):
        page.paragraph(f"{number}.")
    units = page.units()
    assert [(unit.kind, unit.label) for unit in units] == [
        ("heading", ""),
        *(("paragraph", str(n)) for n in range(3, 9)),
    ]


IMPRINT = (
    "The council of Nowhere keeps watch over the services of the town.",
    "© The council 2031",
    "ISBN 1 23 456789 0",
)


@pytest.mark.parametrize(("size", "own_page"), [(7.5, True), (7.5, False), (SIZE, True)])
def test_the_imprint_is_no_part_of_the_last_paragraph(tmp_path: Path, size: float, own_page: bool) -> None:
    page = Page(tmp_path / "report.pdf")
    for number in range(1, 6):
        page.paragraph(f"{number}.")
    if own_page:
        page.canvas.showPage()
    page.y = 200
    for line in IMPRINT:
        page.line(line, 72, size=size)
        page.y -= 12
    units = page.units()
    assert [unit.text for unit in units if unit.kind == "paragraph"] == [f"{n}. {SAID}" for n in range(1, 6)]
    assert " ".join(unit.text for unit in units if unit.kind == "front_matter") == " ".join(IMPRINT)


def test_a_last_page_that_speaks_of_rights_is_text(tmp_path: Path) -> None:
    page = Page(tmp_path / "report.pdf")
    for number in range(1, 6):
        page.paragraph(f"{number}.")
    page.canvas.showPage()
    page.y = 760
    page.paragraph("6.", ("The panel asked who held the © of the leaflet.",))
    assert [unit.label for unit in page.units()] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("label", ["2.1A", "2.1ZA", "3A"])
def test_a_label_that_was_put_in_later_begins_a_paragraph(tmp_path: Path, label: str) -> None:
    from ingest.readers.pdf.labels import is_label

    page = Page(tmp_path / "report.pdf")
    page.paragraph("2.1")
    page.paragraph(label)
    page.paragraph("2.2")
    page.canvas.save()
    blocks = read_pdf(page.path, Limits(ocr=False)).blocks
    assert is_label(label)
    assert [block.text for block in blocks] == [f"{each} {SAID}" for each in ("2.1", label, "2.2")]
