"""What is put over or into a page: redaction, boxes to tick, typed text, words given for glyphs, numbers of lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from ingest.fidelity import measure
from ingest.model import Unit
from ingest.readers.pdf import read_pdf
from ingest.settings import Limits
from ingest.source import REDACTED, Source
from ingest.structure import parse

Paint = Callable[[Canvas], None]
FONT, SIZE = "Helvetica", 11


def draw(path: Path, paint: Paint) -> Path:
    canvas = Canvas(str(path), pageCompression=0)
    canvas.setFont(FONT, SIZE)
    paint(canvas)
    canvas.save()
    return path


def read(path: Path) -> Source:
    return read_pdf(path, Limits(ocr=False))


def units(source: Source) -> tuple[Unit, ...]:
    """The units; every word of the file stands in one."""
    text, found = parse(source, review_id="tarn")
    fidelity = measure(source, text, found)
    assert (fidelity.kept, fidelity.invented) == (1.0, 0)
    return found


def codes(source: Source) -> list[str]:
    return [problem.code for problem in source.problems]


def with_bars(canvas: Canvas, y: float, parts: list[str], *, bar: float = 40.0, x: float = 72.0) -> None:
    """Set the parts on one line, a black bar between each and the next; nothing lies under it."""
    for place, part in enumerate(parts):
        canvas.drawString(x, y, part)
        x += stringWidth(part, FONT, SIZE) + 3
        if place + 1 < len(parts):
            canvas.rect(x, y - 2.5, bar, 11, fill=1, stroke=0)
            x += bar + 3


# redaction ---------------------------------------------------------------------------------------------------------


def test_each_drawn_bar_leaves_a_sign_that_is_told_from_a_printed_one(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        with_bars(canvas, 700, ["4.1 The aunt of", "rang", ", who wrote [redacted] in the log."])
        with_bars(canvas, 686, ["On Friday", "came to the house."])

    source = read(draw(tmp_path / "review.pdf", paint))
    (unit,) = units(source)
    sign = "[redacted]"
    assert (
        unit.text
        == f"4.1 The aunt of {sign} rang {sign}, who wrote {sign} in the log. On Friday {sign} came to the house."
    )
    found = [at for at in range(len(unit.text)) if unit.text.startswith(sign, at)]
    assert unit.redactions == (found[0], found[1], found[3])
    assert [problem.message for problem in source.problems] == [
        "Page 1: 3 places are blacked out (redacted); each stands in the text as [redacted]."
    ]


def test_words_drawn_out_one_by_one_are_one_sign_and_whole_lines_have_one_each(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "4.1 Her name is")
        for x in (155, 190):
            canvas.rect(x, 697, 35, 11, fill=1, stroke=0)
        canvas.drawString(230, 700, "and she lives in the town that")
        canvas.rect(72, 683, 300, 11, fill=1, stroke=0)
        canvas.drawString(72, 672, "the review does not name.")

    (unit,) = units(read(draw(tmp_path / "review.pdf", paint)))
    assert unit.text == (
        "4.1 Her name is [redacted] and she lives in the town that [redacted] the review does not name."
    )


def band(canvas: Canvas) -> None:
    canvas.rect(72, 676, 400, 16, fill=1, stroke=0)
    canvas.setFillGray(1)
    canvas.drawString(80, 680, "What the panel found")
    canvas.setFillGray(0)


def rule(canvas: Canvas) -> None:
    canvas.rect(72, 684, 400, 3.5, fill=1, stroke=0)


def ornament(canvas: Canvas) -> None:
    canvas.rect(20, 100, 40, 500, fill=1, stroke=0)


def bullet(canvas: Canvas) -> None:
    canvas.rect(62, 683, 4, 4, fill=1, stroke=0)
    canvas.drawString(72, 682, "the nurse")


@pytest.mark.parametrize("paint", [band, rule, ornament, bullet])
def test_other_black_figures_hide_nothing(tmp_path: Path, paint: Paint) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "4.1 The aunt rang the duty desk, and nobody wrote it down.")
        paint(canvas)

    source = read(draw(tmp_path / "review.pdf", page))
    assert not any(REDACTED in block.text for block in source.blocks)
    assert "redaction" not in codes(source)


def marked_to_redact(path: Path, left: float, right: float) -> Path:
    """The file with a mark to redact over part of its first line, not applied: the words still show."""
    writer = pypdf.PdfWriter(clone_from=path)
    box = [left, 697.0, right, 709.0]
    corners = [left, 709.0, right, 709.0, left, 697.0, right, 697.0]
    mark = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Redact"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, box)),
            NameObject("/QuadPoints"): ArrayObject(map(FloatObject, corners)),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(mark)])
    writer.write(path)
    return path


def test_a_mark_to_redact_that_was_never_applied_hides_its_words(tmp_path: Path) -> None:
    before, name, after = "4.1 The carer is", " Rowan Underhill", " of the town."
    path = draw(tmp_path / "review.pdf", lambda canvas: canvas.drawString(72, 700, before + name + after))
    left = 72 + stringWidth(before + " ", FONT, SIZE)
    source = read(marked_to_redact(path, left - 1, left + stringWidth(name[1:], FONT, SIZE) + 1))
    (unit,) = units(source)
    assert unit.text == "4.1 The carer is [redacted] of the town."
    assert codes(source) == ["hidden-text", "redaction"]


# boxes of a form ---------------------------------------------------------------------------------------------------

OPTIONS = {"Family support offered": True, "Child moved to a foster home": False, "Police told": True}


def form(canvas: Canvas, mark: Callable[[Canvas, float, float], None]) -> None:
    canvas.drawString(72, 720, "What the agency did (mark all that apply)")
    for row, (option, ticked) in enumerate(OPTIONS.items()):
        y = 700 - 15 * row
        canvas.rect(72, y - 0.5, 8, 8)
        if ticked:
            mark(canvas, 72, y - 0.5)
        canvas.drawString(86, y, option)
    canvas.drawString(72, 640, "The form was signed by the manager on the same day.")


def cross(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x, y, x + 8, y + 8)
    canvas.line(x, y + 8, x + 8, y)


def tick(canvas: Canvas, x: float, y: float) -> None:
    figure = canvas.beginPath()
    figure.moveTo(x + 1, y + 4)
    figure.lineTo(x + 4, y + 1)
    figure.lineTo(x + 10, y + 10)
    canvas.drawPath(figure)


def filled(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x + 1.5, y + 1.5, 5, 5, fill=1, stroke=0)


@pytest.mark.parametrize("mark", [cross, tick, filled])
def test_drawn_boxes_say_which_options_are_ticked(tmp_path: Path, mark: Callable[[Canvas, float, float], None]) -> None:
    found = units(read(draw(tmp_path / "form.pdf", lambda canvas: form(canvas, mark))))
    assert "☒ Family support offered\n☐ Child moved to a foster home\n☒ Police told" in [unit.text for unit in found]


def test_fields_of_a_form_say_which_options_are_ticked(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        for row, (option, ticked) in enumerate(OPTIONS.items()):
            y = 700 - 15 * row
            canvas.acroForm.checkbox(name=f"box{row}", checked=ticked, x=72, y=y - 2, size=10)
            canvas.drawString(90, y, option)

    found = units(read(draw(tmp_path / "form.pdf", paint)))
    assert [unit.text for unit in found] == ["☒ Family support offered\n☐ Child moved to a foster home\n☒ Police told"]


# typed on the page -------------------------------------------------------------------------------------------------

TYPED = "Recommendation 2: The board should ask each school for its log."


def test_a_filled_field_is_text_of_its_place(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "The recommendation of the panel is as follows.")
        canvas.acroForm.textfield(
            name="two", value=TYPED, x=72, y=670, width=420, height=18, fontSize=10, borderWidth=0
        )
        canvas.drawString(72, 640, "It was sent to every school of the county in June.")

    source = read(draw(tmp_path / "form.pdf", paint))
    assert [block.text for block in source.blocks] == [
        "The recommendation of the panel is as follows.",
        TYPED,
        "It was sent to every school of the county in June.",
    ]
    assert source.problems == ()


def test_text_typed_on_a_page_is_text_and_a_note_is_not(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "4.1 The aunt rang the duty desk.")
        canvas.textAnnotation("Ask Rowan about this.", Rect=(400, 690, 420, 710))

    path = draw(tmp_path / "review.pdf", paint)
    writer = pypdf.PdfWriter(clone_from=path)
    typed = FreeText(
        text=TYPED,
        rect=(72, 660, 500, 680),
        font="Helvetica",
        font_size="11pt",
        border_color=None,
        background_color=None,
    )
    writer.add_annotation(0, typed)
    writer.write(path)
    source = read(path)
    assert [unit.text for unit in units(source)] == ["4.1 The aunt rang the duty desk.", TYPED]
    assert codes(source) == ["comment"]


# words given for glyphs --------------------------------------------------------------------------------------------


def given(canvas: Canvas, y: float, parts: list[str | tuple[str, str]]) -> None:
    """Set the parts on one line; of a pair the first is shown and the second is what the file says of it."""
    x = 72.0
    for part in parts:
        shown, said = part if isinstance(part, tuple) else (part, "")
        if said:
            canvas._code.append(f"/Span << /ActualText ({said}) >> BDC")
        canvas.drawString(x, y, shown)
        if said:
            canvas._code.append("EMC")
        x += stringWidth(shown + " ", FONT, SIZE)


def test_what_shows_is_read_where_the_file_says_otherwise(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        given(canvas, 700, ["4.1 The nurse", ("did not ring", "rang"), "the desk on the", ("3rd", "8th"), "of May."])
        given(canvas, 680, ["4.2 The", ("school", "SCHOOL"), "kept a log."])

    source = read(draw(tmp_path / "review.pdf", paint))
    assert [unit.text for unit in units(source)] == [
        "4.1 The nurse did not ring the desk on the 3rd of May.",
        "4.2 The SCHOOL kept a log.",
    ]
    assert codes(source) == ["actual-text"]


# a form behind a notice --------------------------------------------------------------------------------------------

NOTICE = (
    "Please wait...",
    "If this message is not eventually replaced with the proper contents of the document, your PDF",
    "viewer may not be able to display this type of document.",
)


def test_a_form_that_shows_only_a_notice_is_refused_with_what_to_do(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        for row, line in enumerate(NOTICE):
            canvas.drawString(72, 700 - 14 * row, line)

    with pytest.raises(UnreadableFile, match="notice") as refused:
        read(draw(tmp_path / "form.pdf", paint))
    assert "print it to a PDF" in refused.value.remedy


def test_a_report_that_quotes_such_a_notice_is_read(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        for row, line in enumerate(
            [*NOTICE, *(f"{n}.1 The school kept a log of what it had heard." for n in range(1, 25))]
        ):
            canvas.drawString(72, 780 - 14 * row, line)

    assert "24.1 The school" in " ".join(block.text for block in read(draw(tmp_path / "review.pdf", paint)).blocks)


# numbers of lines --------------------------------------------------------------------------------------------------

LINES = [
    "4.{n} The aunt rang the duty desk on the Monday, and the officer who took the call",
    "wrote it on a slip of paper that was found in a drawer when the office was",
    "closed. Nobody had asked for it before.",
]


def draft(path: Path, numbered: Callable[[int, int], str], *, pages: int = 2) -> Source:
    """Paragraphs of three lines; `numbered(page, line)` is what stands in the margin of each line."""

    def paint(canvas: Canvas) -> None:
        for page in range(pages):
            canvas.setFont(FONT, SIZE)
            for line in range(24):
                y = 740 - 20 * line
                if label := numbered(page, line):
                    canvas.drawRightString(50, y, label)
                if line % 4 < 3:
                    canvas.drawString(72, y, LINES[line % 4].format(n=6 * page + line // 4 + 1))
            canvas.showPage()

    return read(draw(path, paint))


@pytest.mark.parametrize(
    "numbered",
    [
        lambda page, line: str(line + 1),
        lambda page, line: str(24 * page + line + 1),
        lambda page, line: str(line + 1) if (line + 1) % 5 == 0 else "",
        lambda page, line: str(24 * page + line + 1) if (24 * page + line + 1) % 5 == 0 else "",
        lambda page, line: str(3 * (line // 4) + line % 4 + 1) if line % 4 < 3 else "",
    ],
    ids=["each", "through", "fifth", "fifth-through", "not-blank"],
)
def test_numbers_of_lines_are_no_text_and_no_labels(tmp_path: Path, numbered: Callable[[int, int], str]) -> None:
    source = draft(tmp_path / "draft.pdf", numbered)
    found = units(source)
    expected = [" ".join(LINES).format(n=n) for n in range(1, 13)]
    assert [unit.text for unit in found] == expected
    assert [unit.label for unit in found] == [f"4.{n}" for n in range(1, 13)]
    assert codes(source) == ["line-numbers"]


def test_numbers_of_paragraphs_in_the_margin_are_labels(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        for number in range(1, 11):
            canvas.drawRightString(50, 760 - 48 * number, str(number))
            for row, line in enumerate(LINES):
                canvas.drawString(72, 760 - 48 * number - 14 * row, line.removeprefix("4.{n} "))

    source = read(draw(tmp_path / "review.pdf", paint))
    assert [unit.label for unit in units(source)] == [str(number) for number in range(1, 11)]
    assert source.problems == ()


def test_a_list_of_one_line_each_keeps_its_numbers(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "The panel spoke to these people:")
        for number in range(1, 13):
            canvas.drawRightString(84, 740 - 14 * number, str(number))
            canvas.drawString(92, 740 - 14 * number, f"Head of the {number * 7}th ward")

    source = read(draw(tmp_path / "review.pdf", paint))
    assert "12 Head of the 84th ward" in " ".join(block.text for block in source.blocks)
    assert source.problems == ()
