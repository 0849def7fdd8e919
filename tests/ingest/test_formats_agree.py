"""One review in Word, as a web page and in Markdown: the same units, numbers, sections and words."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from ingest.fidelity import measure, words
from ingest.readers.docx import read_docx
from ingest.readers.html.reader import read_markup
from ingest.readers.markdown import from_markdown
from ingest.settings import Limits
from ingest.structure import parse
from tests.ingest.format_makers import to_docx, to_html, to_markdown
from tests.ingest.structure_makers import Heading, Paragraph, Recommendation, reviews

PATIENT = settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def read(parts, form, folder):
    if form == "docx":
        return read_docx(to_docx(parts, folder / "made.docx"), Limits())
    return read_markup(to_html(parts), "made.html", Limits()) if form == "html" else from_markdown(to_markdown(parts))


def expected(parts):
    units = []
    for part in parts:
        if isinstance(part, Heading):
            units.append(("heading", part.label, words(f"{part.label} {part.title}")))
        elif isinstance(part, Paragraph):
            units.append(("paragraph", part.label, words(" ".join([part.label, *part.sentences, *part.items]))))
        elif isinstance(part, Recommendation):
            units.append(("recommendation", part.label, words(" ".join([part.label, *part.sentences]))))
        else:
            units.append(("heading", "", words(" ".join(part.columns))))
            units += [("table_row", "", words(" ".join(row))) for row in part.rows]
    return units


@PATIENT
@given(parts=reviews())
@pytest.mark.parametrize("form", ["docx", "html", "markdown"])
def test_every_unit_is_recovered(tmp_path, form, parts):
    _, units = parse(read(parts, form, tmp_path), review_id="made")
    bare = [(unit, re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", unit.text)) for unit in units if unit.kind != "footnote"]
    assert [(unit.kind, unit.label, words(text)) for unit, text in bare] == expected(parts)


@PATIENT
@given(parts=reviews())
@pytest.mark.parametrize("form", ["docx", "html", "markdown"])
def test_every_note_belongs_to_the_paragraph_with_its_marker(tmp_path, form, parts):
    _, units = parse(read(parts, form, tmp_path), review_id="made")
    label = {unit.id: unit.label for unit in units}
    notes = [(label[unit.parent], words(unit.text)[1:]) for unit in units if unit.kind == "footnote"]
    assert notes == [(part.label, words(part.note)) for part in parts if isinstance(part, Paragraph) and part.note]


@PATIENT
@given(parts=reviews())
@pytest.mark.parametrize("form", ["docx", "html", "markdown"])
def test_no_word_is_lost_or_made_up(tmp_path, form, parts):
    source = read(parts, form, tmp_path)
    text, units = parse(source, review_id="made")
    fidelity = measure(source, text, units)
    assert (fidelity.kept, fidelity.invented) == (1.0, 0)
