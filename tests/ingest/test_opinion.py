"""The second opinion: each check on a parse that is sound and on one that is not, on both sides of its threshold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Pages, Problem, Unit
from ingest.opinion import look, weigh
from ingest.opinion.headings import LEAST, PARAGRAPH
from ingest.opinion.raw import Piece, Raw
from ingest.pipeline import parse_here
from ingest.settings import Limits
from ingest.source import Source

SAID = "The school nurse wrote to the clinic in March and nobody there opened her letter."


def unit(text: str, label: str = "", kind: str = "paragraph", name: str = "") -> Unit:
    return Unit(f"r:{name or text[:30]}", "r", label, 1, kind, (), None, 0, len(text), text)  # type: ignore[arg-type]


def alarms(lines: list[str], *units: Unit) -> list[tuple[str, str]]:
    found = weigh(Raw(tuple(Piece(line) for line in lines)), Source(()), units).problems
    return [(problem.code, problem.unit) for problem in found]


def codes(lines: list[str], *units: Unit) -> list[str]:
    return [code for code, _ in alarms(lines, *units)]


def parsed(path: Path) -> tuple[list[Problem], list[Unit]]:
    review = parse_here(path, "r", "0", Limits(ocr=False))
    return list(review.fidelity.problems), list(review.units)


def test_a_sound_parse_has_no_alarm_and_says_which_checks_ran(tmp_path) -> None:
    path = tmp_path / "tarn.txt"
    path.write_text(f"1. Method\n\n1.1 {SAID}\n\n1.2 {SAID}\n", encoding="utf-8")

    review = parse_here(path, "r", "0", Limits())

    assert review.fidelity.problems == ()
    assert {"words_not_found", "broken_lines", "unread_numbers"} <= set(review.fidelity.checks)
    assert not any(each.doubtful for each in review.units)


@pytest.mark.parametrize(("text", "wrong"), [("4.2", True), ("4.2 No.", False)])
def test_a_number_without_words(text: str, wrong: bool) -> None:
    assert ("number-without-words" in codes([text], unit(text, "4.2"))) is wrong


@pytest.mark.parametrize(
    ("heading", "after", "wrong"),
    [
        ("What the agencies knew", SAID, False),
        ("What the agencies knew of", SAID, True),
        ("The nurse of the school", "wrote to the clinic.", True),
        ("What the agencies knew:", "letters and calls.", False),
        (" ".join(["word"] * (PARAGRAPH - 1)) + " end.", SAID, True),
        (" ".join(["word"] * (PARAGRAPH - 2)) + " end.", SAID, False),
    ],
)
def test_a_heading_that_is_text(heading: str, after: str, wrong: bool) -> None:
    assert ("heading-is-text" in codes([heading, after], unit(heading, kind="heading"), unit(after))) is wrong


@pytest.mark.parametrize(("words", "wrong"), [(31, True), (30, False)])
def test_too_many_words_in_headings(words: int, wrong: bool) -> None:
    heading, text = "Word " * (words - 1) + "Title", "word " * (LEAST - words)
    assert ("heading-words" in codes([heading, text], unit(heading, kind="heading"), unit(text))) is wrong


def test_slides_may_have_many_headings() -> None:
    heading, text = "Word " * 60, "word " * LEAST
    assert "heading-words" not in codes([heading, text], unit(heading, kind="heading"), unit(text, kind="slide"))


def test_a_heading_set_as_the_text_is(tmp_path) -> None:
    found = {}
    for name, font in (("plain", "Helvetica"), ("bold", "Helvetica-Bold")):
        canvas = Canvas(str(tmp_path / f"{name}.pdf"))
        canvas.setFont(font, 11)
        canvas.drawString(72, 740, "How the letters of the school were read and answered")
        canvas.setFont("Helvetica", 11)
        for row in range(6):
            canvas.drawString(72, 700 - 16 * row, f"{row} {SAID}")
        canvas.save()
        raw = look(tmp_path / f"{name}.pdf", Limits())
        assert raw is not None
        heading = replace(
            unit("How the letters of the school were read and answered", kind="heading"), pages=Pages((), (1,))
        )
        texts = [replace(unit(f"{row} {SAID}"), pages=Pages((), (1,))) for row in range(6)]
        found[name] = [each.code for each in weigh(raw, Source(()), [heading, *texts]).problems]

    assert found == {"plain": ["heading-is-text"], "bold": []}


def test_words_that_are_not_in_the_file_make_a_unit_doubtful() -> None:
    changed = SAID.replace("nobody there", "nobody there ever")
    found = weigh(Raw((Piece(SAID),)), Source(()), [unit(changed, name="x")])

    assert found.doubtful == {"r:x"}
    assert weigh(Raw((Piece(SAID),)), Source(()), [unit(SAID)]).doubtful == frozenset()


def test_words_left_out_of_a_line_or_turned_round() -> None:
    short = SAID.replace("nobody there ", "")
    first, last = "The school nurse wrote to the clinic.", "Nobody at the clinic opened her letter."

    assert "words-not-found" in codes([SAID], unit(short))
    assert codes([first, last], unit(f"{last} {first}")) == ["words-not-found"]
    assert codes([first, last], unit(f"{first} {last}")) == []


def test_a_line_that_is_torn_apart() -> None:
    between = unit("The teacher kept a diary of each day on which the child came late to school.")
    halves = unit("The school nurse wrote to the clinic in March"), unit("and nobody there opened her letter.")

    assert "line-broken" in codes([SAID, between.text], halves[0], between, halves[1])
    assert "line-broken" not in codes([SAID, between.text], *halves, between)


def test_a_number_that_was_not_read() -> None:
    lines = [f"4.1 {SAID}", "4.2 The teacher kept a diary.", "4.3 The doctor did not ask."]
    one, two, three = (unit(line, line[:3]) for line in lines)

    assert alarms(lines, unit(f"{one.text} {two.text}", "4.1", name="x"), three) == [("number-not-read", "r:x")]
    assert codes(lines, one, two, three) == []


def test_a_number_inside_a_sentence_or_a_list_is_none() -> None:
    lines = [f"4.1 {SAID}", "As said above in paragraph", "4.2 of the summary, she wrote.", "4.3 He came."]
    text = " ".join(lines[:3])

    assert "number-not-read" in codes(
        [*lines[:2], "4.2 Of the summary, she wrote.", lines[3]], unit(text, "4.1"), unit(lines[3], "4.3")
    )
    assert (
        codes(
            ["They asked:", "1. Who wrote?", "2. Who read?", "3. Who came?"],
            unit("They asked:\n1. Who wrote?\n2. Who read?\n3. Who came?"),
        )
        == []
    )


@pytest.mark.parametrize(("count", "wrong"), [(3, True), (2, False)])
def test_a_series_of_which_no_number_was_read(count: int, wrong: bool) -> None:
    lines = [f"{number}. The nurse wrote letter {'abc'[number - 1]}." for number in range(1, count + 1)]
    assert ("number-not-read" in codes(lines, unit(f"She kept copies. {' '.join(lines)}"))) is wrong


def test_numbers_in_the_margin_of_each_line_are_no_series() -> None:
    lines = [f"{number}. {word} letters came" for number, word in enumerate(("the", "many", "other", "such"), 1)]
    assert "number-not-read" not in codes(lines, unit(" ".join(lines)))


def test_text_in_no_unit_by_kind() -> None:
    struck = Piece("This sentence was struck out.", kind="struck out")
    hidden = Piece("This sentence is not to be read.", kind="hidden")
    found = weigh(Raw((Piece(SAID), struck, hidden)), Source(()), [unit(SAID)]).problems
    told = " ".join(problem.message for problem in found)

    assert [problem.code for problem in found] == ["text-in-no-unit"] * 2
    assert "struck out" in told
    assert "not to be read" not in told


def test_a_form_field_is_looked_for(tmp_path) -> None:
    path = tmp_path / "form.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 740, "1.1 The form was filled in by the school nurse.")
    canvas.acroForm.textfield(name="who", value="Marigold Ashby", x=72, y=600, width=200, height=20)
    canvas.save()
    raw = look(path, Limits())
    assert raw is not None
    line = replace(unit("1.1 The form was filled in by the school nurse.", "1.1"), pages=Pages((), (1,)))
    field = replace(unit("Marigold Ashby"), pages=Pages((), (1,)))

    lost = weigh(raw, Source(()), [line]).problems
    assert [(problem.code, problem.page) for problem in lost] == [("text-in-no-unit", 1)]
    assert "form field" in lost[0].message
    assert weigh(raw, Source(()), [line, field]).problems == ()


def test_a_unit_that_cites_another_page(tmp_path) -> None:
    path = tmp_path / "two.pdf"
    canvas = Canvas(str(path))
    for text in ("1.1 The nurse wrote to the clinic.", "1.2 The teacher kept a diary."):
        canvas.drawString(72, 740, text)
        canvas.showPage()
    canvas.save()
    raw = look(path, Limits())
    assert raw is not None
    first, second = (
        unit(text, text[:3]) for text in ("1.1 The nurse wrote to the clinic.", "1.2 The teacher kept a diary.")
    )

    right = [replace(first, pages=Pages((), (1,))), replace(second, pages=Pages((), (2,)))]
    wrong = [right[0], replace(second, pages=Pages((), (1,)))]
    assert weigh(raw, Source(()), right).doubtful == frozenset()
    assert weigh(raw, Source(()), wrong).doubtful == {second.id}


def test_recognised_text_has_its_confidence_instead() -> None:
    assert weigh(Raw(()), Source(()), [replace(unit(SAID), ocr=0.9)]).doubtful == frozenset()
