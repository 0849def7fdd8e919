"""Footnotes and endnotes of a Word file: their printed numbers, and where they stand."""

import pytest

from ingest.readers.docx import read_docx
from ingest.settings import Limits
from tests.ingest import docx_makers as d


def blocks(path, body, **parts):
    source = read_docx(d.write(path / "a.docx", d.parts(body, **parts)), Limits())
    return [(b.text, b.marker) for b in source.blocks]


def test_notes_are_numbered_in_the_order_of_their_references(tmp_path):
    body = d.p(d.r("One") + d.ref(7) + d.r(" and two") + d.ref(3) + d.r(".")) + d.p(d.r("Three") + d.ref(5))
    notes = d.note(3, "Second note.") + d.note(5, "Third note.") + d.note(7, "First note.") + d.note(9, "Never cited.")
    assert blocks(tmp_path, body, footnotes=notes) == [
        ("One¹ and two².", ""),
        ("First note.", "1"),
        ("Second note.", "2"),
        ("Three³", ""),
        ("Third note.", "3"),
    ]


def test_words_of_notes_are_counted_once_with_their_numbers(tmp_path):
    path = d.write(tmp_path / "a.docx", d.parts(d.p(d.r("One") + d.ref(1)), footnotes=d.note(1, "The Act.")))
    assert read_docx(path, Limits()).words == ("One¹", "The", "Act.", "1")


def test_endnotes_have_roman_numbers_of_their_own(tmp_path):
    body = d.p(d.r("a") + d.ref(1) + d.r(" b") + d.ref(1, "endnote") + d.r(" c") + d.ref(2, "endnote"))
    found = blocks(
        tmp_path, body, footnotes=d.note(1, "F"), endnotes=d.note(1, "E one", "endnote") + d.note(2, "E two", "endnote")
    )
    assert found == [("a¹ bⁱ cⁱⁱ", ""), ("F", "1"), ("E one", "i"), ("E two", "ii")]


@pytest.mark.parametrize(
    ("settings", "section", "expected"),
    [
        ("", "", ["1", "2", "3"]),
        ('<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>', "", ["a", "b", "c"]),
        ("", '<w:footnotePr><w:numFmt w:val="upperRoman"/><w:numStart w:val="4"/></w:footnotePr>', ["IV", "V", "6"]),
        ('<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>', "", ["1", "2", "1"]),
    ],
)
def test_numbering_of_notes_by_settings_and_section(tmp_path, settings, section, expected):
    body = d.p(d.r("a") + d.ref(1) + d.r("b") + d.ref(2), props=f"<w:sectPr>{section}</w:sectPr>")
    body += d.p(d.r("c") + d.ref(3))
    notes = "".join(d.note(n, f"note {n}") for n in (1, 2, 3))
    assert [mark for _, mark in blocks(tmp_path, body, footnotes=notes, settings=settings) if mark] == expected


def test_a_mark_that_the_author_chose(tmp_path):
    own = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    body = d.p(d.r("a") + own + d.r(" b") + d.ref(2))
    notes = d.note(1, d.p(d.r("* Not a real name."))) + d.note(2, "Second.")
    assert blocks(tmp_path, body, footnotes=notes) == [
        ("a* b¹", ""), ("Not a real name.", "*"), ("Second.", "1"),
    ]  # fmt: skip


def test_a_deleted_reference_takes_no_number(tmp_path):
    gone = f'<w:del w:id="9" w:author="a">{d.ref(1)}</w:del>'
    body = d.p(d.r("a") + gone + d.r(" b") + d.ref(2))
    assert blocks(tmp_path, body, footnotes=d.note(1, "Old.") + d.note(2, "New.")) == [("a b¹", ""), ("New.", "1")]


def test_a_note_of_several_paragraphs_is_one_block(tmp_path):
    note = d.note(1, d.p("<w:r><w:footnoteRef/></w:r>" + d.r(" First.")) + d.p("Second."))
    assert blocks(tmp_path, d.p(d.r("a") + d.ref(1)), footnotes=note)[1] == ("First.\nSecond.", "1")


def test_separators_and_missing_notes_are_no_notes(tmp_path):
    notes = '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    assert blocks(tmp_path, d.p(d.r("a") + d.ref(0) + d.r("b") + d.ref(4)), footnotes=notes) == [("a¹b²", "")]
