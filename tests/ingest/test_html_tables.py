"""Tables of a web page by row and column, and tables that only place text."""

import pytest

from ingest.readers.html.reader import read_markup
from ingest.settings import Limits


def rows(table):
    source = read_markup(f"<main><p>x</p>{table}</main>", "page.html", Limits())
    return [(block.cells, block.header) for block in source.blocks if block.kind == "table_row"]


def texts(markup):
    return [block.text for block in read_markup(f"<main>{markup}</main>", "page.html", Limits()).blocks]


@pytest.mark.parametrize(
    ("table", "headers"),
    [
        ("<thead><tr><td>Date<td>Event</thead><tr><td>1<td>2", [True, False]),
        ("<tr><th>Date<th>Event<tr><td>1<td>2", [True, False]),
        ("<tr><td><b>Date</b><td><strong>Event</strong><tr><td>1<td>2", [True, False]),
        ("<tr><td><b>Date</b> of<td><b>Event</b><tr><td>1<td>2", [False, False]),
        ("<tr><td>Date<td>Event<tr><td>1<td>2", [False, False]),
        ("<tr><th>Mother<td>20<tr><th>Father<td>26", [False, False]),
        ("<tr><th>Date<th>Event", [False]),
    ],
)
def test_which_rows_are_column_headings(table, headers):
    assert [header for _, header in rows(f"<table>{table}</table>")] == headers


def test_cells_that_span_rows_and_columns_are_read_once():
    table = "<table><tr><td rowspan=2>Police<td>a<td>b<tr><td colspan=2>wide<tr><td>c<td>d<td>e</table>"
    assert [cells for cells, _ in rows(table)] == [("Police", "a", "b"), ("", "wide", ""), ("c", "d", "e")]


def test_lists_and_breaks_in_a_cell_stand_on_lines():
    table = "<table><tr><td>R1<td><p>The board:</p><ol><li>acts<li>re<br>ports</ol></table>"
    assert rows(table) == [(("R1", "The board:\n1. acts\n2. re\nports"), False)]


def test_numbers_in_cells_count_as_words_of_the_page():
    source = read_markup("<main><table><tr><td>a<td><ol><li>b</ol></table></main>", "page.html", Limits())
    assert sorted(source.words) == ["1.", "a", "b"]


def test_the_ordinal_of_each_table_and_its_caption():
    source = read_markup(
        "<main><table><caption>Table A</caption><tr><td>1<td>2</table><table><tr><td>3<td>4</table></main>",
        "x",
        Limits(),
    )
    assert [(block.text, block.table) for block in source.blocks] == [("Table A", 0), ("1 | 2", 1), ("3 | 4", 2)]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>The board met.</p><p>It asked.</table>",
        "<table role=presentation><tr><td>The board met.<td>It asked.</table>",
        "<table><tr><td><h2>The board met.</h2><td>It asked.</table>",
    ],
)
def test_tables_that_only_place_text_are_paragraphs(table):
    assert texts(table) == ["The board met.", "It asked."]


def test_a_table_in_a_cell_follows_the_table_around_it():
    table = "<table><tr><th>a<th>b<tr><td>c<td>d<table><tr><td>e<td>f</table></table>"
    assert texts(table) == ["a | b", "c | d", "e | f"]


def test_spans_beyond_reason_are_cut():
    assert len(rows("<table><tr><td colspan=99999>a<td rowspan=x>b<tr><td>c<td>d</table>")[0][0]) == 201
