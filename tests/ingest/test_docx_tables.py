"""Tables of a Word file: rows, merged cells, column headings, tables in tables."""

import pytest

from ingest.readers.docx import read_docx
from ingest.settings import Limits
from ingest.structure import parse
from tests.ingest import docx_makers as d

BOLD = "<w:b/>"


def rows(path, body, **parts):
    source = read_docx(d.write(path / "a.docx", d.parts(body, **parts)), Limits())
    return [(b.cells, b.header, b.table) for b in source.blocks if b.kind == "table_row"]


def blocks(path, body, **parts):
    return [(b.kind, b.text) for b in read_docx(d.write(path / "a.docx", d.parts(body, **parts)), Limits()).blocks]


def bold(text):
    return d.cell(d.p(d.r(text, BOLD)))


def test_rows_with_their_cells_and_the_ordinal_of_the_table(tmp_path):
    body = d.table(d.row("1.1.15", "Called"), d.row("", "")) + d.p("x") + d.table(d.row("a", "b"))
    assert rows(tmp_path, body) == [(("1.1.15", "Called"), False, 1), (("a", "b"), False, 2)]


@pytest.mark.parametrize(
    ("table", "headers"),
    [
        (d.table(d.row("Date", "Event", props="<w:tblHeader/>"), d.row("1", "2")), [True, False]),
        (d.table(d.row(bold("Date"), bold("Event")), d.row("1", "2")), [True, False]),
        (d.table(d.row(bold("Date"), bold("Event")), d.row(bold("1"), bold("2"))), [False, False]),
        (d.table(d.row("Date", "Event"), d.row("1", "2")), [False, False]),
        (d.table(d.row("Date", "Event", props="<w:tblHeader/>")), [False]),
        (
            d.table(
                d.row(d.cell("Date", '<w:shd w:fill="CCCCCC"/>'), d.cell("Event", '<w:shd w:fill="CCCCCC"/>')),
                d.row("1", "2"),
            ),
            [True, False],
        ),
        (
            d.table(
                d.row("Date", "Event"),
                d.row("1", "2"),
                props='<w:tblStyle w:val="Grid"/><w:tblLook w:firstRow="1"/>',
            ),
            [True, False],
        ),
        (
            d.table(
                d.row("1", "2"), d.row("3", "4"), props='<w:tblStyle w:val="Grid"/><w:tblLook w:val="0000"/>'
            ),
            [False, False],
        ),
        (
            d.table(
                d.row(d.cell("Action plan", '<w:gridSpan w:val="2"/>')), d.row(bold("A"), bold("B")), d.row("1", "2")
            ),
            [True, True, False],
        ),
    ],
)  # fmt: skip
def test_which_rows_are_column_headings(tmp_path, table, headers):
    styles = d.DEFAULT_STYLES + (
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    )
    assert [header for _, header, _ in rows(tmp_path, table, styles=styles)] == headers


def test_merged_cells_are_read_once_and_keep_their_column(tmp_path):
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = d.table(
        d.row(d.cell("Police", down), "one", d.cell("wide", '<w:gridSpan w:val="2"/>')),
        d.row(d.cell("Police", on), "two", "x", "y"),
    )
    assert [cells for cells, _, _ in rows(tmp_path, body)] == [("Police", "one", "wide", ""), ("", "two", "x", "y")]


def test_paragraphs_lists_and_breaks_in_a_cell_stand_on_lines(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1.")) + d.num(1, 0)
    content = (
        d.p("The board must:")
        + d.p("act", num=(1, 0))
        + d.p(d.r("re") + "<w:r><w:br/></w:r>" + d.r("port"), num=(1, 0))
    )
    assert rows(tmp_path, d.table(d.row("R1", d.cell(content))), numbering=numbering) == [
        (("R1", "The board must:\n1. act\n2. re\nport"), False, 1)
    ]


def test_a_table_of_one_column_is_a_box_of_paragraphs(tmp_path):
    body = d.table(d.row(d.cell(d.p("Finding 1", style="Heading2") + d.p("The text."))))
    assert blocks(tmp_path, body) == [("heading", "Finding 1"), ("text", "The text.")]


def test_a_table_in_a_cell_follows_the_table_around_it(tmp_path):
    inner = d.table(d.row("i", "j"), d.row("k", "l"))
    body = d.table(d.row("a", d.cell(d.p("b") + inner + d.p())), d.row("c", "d"))
    assert rows(tmp_path, body) == [
        (("a", "b"), False, 1),
        (("c", "d"), False, 1),
        (("i", "j"), False, 2),
        (("k", "l"), False, 2),
    ]


def test_deleted_rows_and_cells_are_gone_and_inserted_ones_are_there(tmp_path):
    body = d.table(
        d.row("old", "x", props='<w:del w:id="1" w:author="a"/>'),
        d.row("new", "y", props='<w:ins w:id="2" w:author="a"/>'),
        d.row("kept", d.cell("gone", '<w:cellDel w:id="3" w:author="a"/>'), "z"),
        f"<w:sdt><w:sdtContent>{d.row('in a', 'control')}</w:sdtContent></w:sdt>",
    )
    assert [cells for cells, _, _ in rows(tmp_path, body)] == [("new", "y"), ("kept", "z"), ("in a", "control")]


def test_a_note_in_a_cell_follows_the_table(tmp_path):
    body = d.table(d.row("a", d.cell(d.p(d.r("known") + d.ref(2)))), d.row("c", "d")) + d.p("After")
    assert blocks(tmp_path, body, footnotes=d.note(2, "See the Act.")) == [
        ("table_row", "a | known¹"),
        ("table_row", "c | d"),
        ("footnote", "See the Act."),
        ("text", "After"),
    ]


def test_rows_whose_first_cell_begins_with_a_number_are_numbered(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1.")) + d.num(1, 0)
    asked = ("Write to every school", "Ask the nurses to reply", "Count what was answered")
    rows = [d.row(d.cell(d.p(text, num=(1, 0))), "The board") for text in asked]
    body = d.p("Action plan", style="Heading1") + d.table(d.row("Action", "Lead"), *rows)
    source = read_docx(d.write(tmp_path / "a.docx", d.parts(body, numbering=numbering)), Limits())
    found = [unit for unit in parse(source, review_id="tarn")[1] if unit.cells]
    assert [(unit.kind, unit.label, unit.owner) for unit in found] == [
        ("recommendation", str(number), "The board") for number in (1, 2, 3)
    ]
