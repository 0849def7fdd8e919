"""Markdown: structure by CommonMark, numbers as the author typed them."""

import pytest

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.readers.markdown import from_markdown, read_markdown
from ingest.settings import Limits


def blocks(text):
    return [(block.kind, block.text) for block in from_markdown(text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. One\n2. Two", [("text", "1. One"), ("text", "2. Two")]),
        ("1. One\n1. Two", [("text", "1. One"), ("text", "1. Two")]),
        ("14) One\n\n15) Two", [("text", "14) One"), ("text", "15) Two")]),
        ("4.1 One\n\n4.2 Two", [("text", "4.1 One"), ("text", "4.2 Two")]),
        ("4.1 One.\n4.2 Two.", [("text", "4.1 One."), ("text", "4.2 Two.")]),
        ("As said in\n4.184 above.", [("text", "As said in 4.184 above.")]),
        ("4\\. One", [("text", "4. One")]),
        ("**4.1** One", [("text", "4.1 One")]),
        ("1. One\n\n   goes on\n\n2. Two", [("text", "1. One"), ("text", "goes on"), ("text", "2. Two")]),
        ("4.1 One:\n\n- a\n- b", [("text", "4.1 One:"), ("list_item", "a"), ("list_item", "b")]),
        ("- a\n  1. b", [("list_item", "a"), ("list_item", "1. b")]),
    ],
)
def test_numbers_stay_as_they_are_typed(text, expected):
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **bold** *claim* and __more__", "a bold claim and more"),
        ("a [link](http://example.org 'title') here", "a link here"),
        ("<http://example.org>", "http://example.org"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("on the 20<sup>th</sup> of May", "on the 20th of May"),
        ("known<sup>3</sup>", "known³"),
        ("one<br>two", "one\ntwo"),
        ("one  \ntwo", "one\ntwo"),
        ("one\\\ntwo", "one\ntwo"),
        ("one\ntwo", "one two"),
        ("~~struck~~ out", "out"),
        ("&amp; &pound;20", "& £20"),
        ("`code` stays", "code stays"),
        ("\\*not emphasis\\*", "*not emphasis*"),
        ("    four spaces are no program", "four spaces are no program"),
        ("> a quotation\n> goes on", "a quotation goes on"),
        ("<!-- a comment -->\n\ntext", "text"),
        ("safe\u00adguarding", "safeguarding"),
    ],
)
def test_inline_text(text, expected):
    assert [text for _, text in blocks(text)] == [expected]


def test_headings_of_both_kinds():
    text = "# One #\n\nTwo\n===\n\nThree\n---\n\n### 4.1 **Four**"
    assert [(b.text, b.kind, b.level) for b in from_markdown(text).blocks] == [
        ("One", "heading", 1), ("Two", "heading", 1), ("Three", "heading", 2), ("4.1 Four", "heading", 3),
    ]  # fmt: skip


def test_a_rule_right_under_a_long_paragraph_makes_no_heading_of_it():
    assert blocks("word " * 60 + "\n---\n")[0][0] == "text"


def test_lists_by_depth():
    assert [(b.text, b.level) for b in from_markdown("- a\n  - b\n    - c\n- d").blocks] == [
        ("a", 1), ("b", 2), ("c", 3), ("d", 1),
    ]  # fmt: skip


def test_tables():
    source = from_markdown(
        "| Date | Event |\n|---|:-:|\n| 1.1.15 | **Called**<br>again |\n| 2 | a \\| b |\n\n|x|y|\n|-|-|\n"
    )
    assert [(b.cells, b.header, b.table) for b in source.blocks] == [
        (("Date", "Event"), True, 1),
        (("1.1.15", "Called\nagain"), False, 1),
        (("2", "a | b"), False, 1),
        (("x", "y"), True, 2),
    ]


def test_a_table_without_column_headings_goes_on_with_the_one_before():
    source = from_markdown("|A|B|\n|-|-|\n|1|2|\n\n| | |\n|-|-|\n|3|4|\n\n| | | |\n|-|-|-|\n|5|6|7|\n")
    assert [(b.cells, b.header, b.table, b.break_before) for b in source.blocks] == [
        (("A", "B"), True, 1, False),
        (("1", "2"), False, 1, False),
        (("3", "4"), False, 1, True),
        (("5", "6", "7"), False, 2, False),
    ]


def test_rows_parted_by_tabs_as_extractions_leave_them():
    source = from_markdown("4.8 Family:\n\nWho\tAge\nJames\t4 months\n\nFather\t26\n\n4.9 Then.\n\na\tb\tc\n")
    assert [(b.kind, b.cells, b.table) for b in source.blocks] == [
        ("text", (), 0),
        ("table_row", ("Who", "Age"), 1),
        ("table_row", ("James", "4 months"), 1),
        ("table_row", ("Father", "26"), 1),
        ("text", (), 0),
        ("table_row", ("a", "b", "c"), 2),
    ]


@pytest.mark.parametrize("mark", ["¹", "<sup>1</sup>", "<sup>[1]</sup> "])
def test_notes_that_begin_with_their_raised_number(mark):
    source = from_markdown(f"It was known{mark.strip()}.\n\n{mark}See the Act,\nsection 2.\n")
    assert [(b.kind, b.marker, b.text) for b in source.blocks] == [
        ("text", "", "It was known¹."), ("footnote", "1", "See the Act, section 2."),
    ]  # fmt: skip


def test_footnotes_by_number_with_a_link_alone_and_with_two_paragraphs():
    text = "It was known[^2] and said[^1].\n\n[^1]: https://example.org/act\n[^2]: The *Act*.\n\n    Second part."
    text += "\n\nAfter."
    source = from_markdown(text)
    assert [(b.kind, b.marker, b.text) for b in source.blocks] == [
        ("text", "", "It was known² and said¹."),
        ("footnote", "1", "https://example.org/act"),
        ("footnote", "2", "The Act. Second part."),
        ("text", "", "After."),
    ]


def test_footnotes_by_name_are_numbered_by_first_reference():
    source = from_markdown("a[^act] b[^law]\n\n[^law]: Law.\n\n[^act]: Act.\n")
    assert [(b.marker, b.text) for b in source.blocks] == [("", "a¹ b²"), ("2", "Law."), ("1", "Act.")]


def test_a_footnote_mark_in_a_program_or_without_a_note_stays():
    assert blocks("```\n[^1]: code\n```\n\na[^9]") == [("text", "[^1]: code"), ("text", "a[^9]")]


def test_blocks_of_html():
    text = "<div>in <b>html</b></div>\n<table><tr><th>H<th>J<tr><td>1<td>2</table>\n\n|x|y|\n|-|-|\n"
    assert [(b.text, b.header, b.table) for b in from_markdown(text).blocks] == [
        ("in html", False, 0), ("H | J", True, 1), ("1 | 2", False, 1), ("x | y", True, 2),
    ]  # fmt: skip


def test_a_rule_is_a_break():
    assert [block.break_before for block in from_markdown("a\n\n---\n\nb\n\nc").blocks] == [False, True, False]


def test_bold_paragraphs_and_pictures():
    source = from_markdown("**All of it**\n\n**Not** all\n\n![A family tree](tree.png)")
    assert [(b.text, b.bold) for b in source.blocks] == [
        ("All of it", True),
        ("Not all", False),
        ("A family tree", False),
    ]
    assert [problem.code for problem in source.problems] == ["picture"]


def test_front_matter_gives_properties():
    source = from_markdown('---\ntitle: "Child Bryn"\nauthor: A. Author\ntags:\n  - x\n---\n# Report\n')
    assert source.properties == (("title", "Child Bryn"), ("author", "A. Author"))
    assert [block.text for block in source.blocks] == ["Report"]
    assert blocks("---\n\nNo front matter\n\n---\n") == [("text", "No front matter")]


def test_words_are_counted_apart_from_the_blocks():
    text = "# Head\n\n1. on the 20<sup>th</sup> **May**[^1]\n\n| A | B |\n|---|---|\n| c | d |\n\n[^1]: See [it](x).\n"
    words = ["Head", "1.", "on", "the", "20th", "May¹", "A", "B", "c", "d", "1", "See", "it."]
    assert list(from_markdown(text).words) == words


def test_encodings_and_empty_files(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes("# The child’s “voice”".encode("cp1252"))
    assert read_markdown(path, Limits()).blocks[0].text == "The child’s “voice”"
    path.write_bytes(b"<!-- nothing -->\n")
    with pytest.raises(UnreadableFile, match="holds no text"):
        read_markdown(path, Limits())


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        (">" * 5_000 + "x", Limits()),
        ("".join("  " * n + "- a\n" for n in range(1_000)), Limits()),
        ("<div>\n\n" * 3_000, Limits()),
        ("word " * 1_000, Limits(line_chars=2_000)),
        ("word\n\n" * 200, Limits(units=100)),
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(text, limits):
    with pytest.raises(LimitExceeded):
        from_markdown(text, limits)


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "*a **b " * 5_000, "`" * 20_000, "![" * 20_000, "<" * 20_000, "|" * 5_000]
)
def test_marks_without_end_are_read_in_seconds(text):
    from_markdown(text + "\n\nx")
