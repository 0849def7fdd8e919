"""Automatic numbers come out as Word prints them."""

import pytest

from ingest.readers.docx import read_docx
from ingest.readers.docx.formats import printed
from ingest.settings import Limits
from ingest.structure import parse
from tests.ingest import docx_makers as d

LEGAL = d.abstract(0, d.level(0, "%1."), d.level(1, "%1.%2"), d.level(2, "%1.%2.%3"))


def labels(path, body, numbering, styles=""):
    source = read_docx(d.write(path / "a.docx", d.parts(body, numbering=numbering, styles=styles)), Limits())
    return [(block.label, block.text) for block in source.blocks]


@pytest.mark.parametrize(
    ("number_format", "value", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 1949, "MCMXLIX"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 26, "Z"),
        ("lowerLetter", 27, "aa"),
        ("lowerLetter", 28, "bb"),
        ("ordinal", 1, "1st"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 103, "103rd"),
        ("ordinal", 111, "111th"),
        ("cardinalText", 1, "One"),
        ("cardinalText", 20, "Twenty"),
        ("cardinalText", 42, "Forty-two"),
        ("cardinalText", 115, "One hundred fifteen"),
        ("ordinalText", 1, "First"),
        ("ordinalText", 12, "Twelfth"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 42, "Forty-second"),
        ("ordinalText", 100, "One hundredth"),
        ("hex", 255, "FF"),
        ("chicago", 3, "‡"),
        ("chicago", 5, "**"),
        ("numberInDash", 3, "- 3 -"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 10, "１０"),
        ("001, 002, 003, ...", 7, "007"),
        ("none", 4, ""),
        ("bullet", 4, ""),
        ("koreanDigital", 4, "4"),
        ("lowerRoman", 0, ""),
    ],
)
def test_each_number_format(number_format, value, expected):
    assert printed(value, number_format) == expected


def test_headings_paragraphs_and_lettered_items_of_one_list(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1."), d.level(1, "%1.%2"), d.level(2, "(%3)", "lowerLetter")) + d.num(1, 0)
    body = (
        d.p("Introduction", style="Heading1", num=(1, 0)) + d.p("The board met.", num=(1, 1))
        + d.p("It asked:", num=(1, 1))
        + d.p("who knew", num=(1, 2)) + d.p("when", num=(1, 2)) + d.p("It reported.", num=(1, 1))
        + d.p("who told", num=(1, 2)) + d.p("Findings", style="Heading1", num=(1, 0)) + d.p("None.", num=(1, 1))
    )  # fmt: skip
    assert labels(tmp_path, body, numbering) == [
        ("1.", "Introduction"),
        ("1.1", "The board met."),
        ("1.2", "It asked:"),
        ("(a)", "who knew"),
        ("(b)", "when"),
        ("1.3", "It reported."),
        ("(a)", "who told"),
        ("2.", "Findings"),
        ("2.1", "None."),
    ]


def test_lists_of_one_definition_continue_one_count(tmp_path):
    # Word: 1 to 3 with the style's list, 8 where a second list starts there, then 9 with the first list again.
    numbering = LEGAL + d.num(1, 0) + d.num(2, 0, d.start_override(0, 8)) + d.num(3, 0)
    body = "".join(d.p(f"p{n}", num=(key, 0)) for n, key in enumerate((1, 1, 3, 2, 1, 2)))
    assert [label for label, _ in labels(tmp_path, body, numbering)] == ["1.", "2.", "3.", "8.", "9.", "10."]


def test_a_restart_holds_for_the_levels_that_it_names(tmp_path):
    numbering = LEGAL + d.num(1, 0) + d.num(2, 0, d.start_override(1, 1))
    body = (
        d.p("A", num=(1, 0)) + d.p("b", num=(1, 1)) + d.p("c", num=(1, 1)) + d.p("d", num=(2, 1)) + d.p("e", num=(2, 1))
    )
    assert [label for label, _ in labels(tmp_path, body, numbering)] == ["1.", "1.1", "1.2", "1.1", "1.2"]


def test_two_definitions_count_apart(tmp_path):
    numbering = LEGAL + d.abstract(1, d.level(0, "Recommendation %1:")) + d.num(1, 0) + d.num(2, 1)
    body = d.p("A", num=(1, 0)) + d.p("do", num=(2, 0)) + d.p("B", num=(1, 0)) + d.p("act", num=(2, 0))
    assert labels(tmp_path, body, numbering) == [
        ("1.", "A"),
        ("Recommendation 1:", "do"),
        ("2.", "B"),
        ("Recommendation 2:", "act"),
    ]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1.", "1.1", "2.", "2.1"]),
        ('<w:lvlRestart w:val="0"/>', ["1.", "1.1", "2.", "2.2"]),
        ('<w:lvlRestart w:val="1"/>', ["1.", "1.1", "2.", "2.1"]),
    ],
)
def test_when_a_level_restarts(tmp_path, restart, expected):
    numbering = d.abstract(0, d.level(0, "%1."), d.level(1, "%1.%2", extra=restart)) + d.num(1, 0)
    body = "".join(d.p("x", num=(1, index)) for index in (0, 1, 0, 1))
    assert [label for label, _ in labels(tmp_path, body, numbering)] == expected


def test_a_level_that_restarts_only_after_the_first(tmp_path):
    numbering = d.abstract(
        0, d.level(0, "%1"), d.level(1, "%1.%2"), d.level(2, "[%3]", extra='<w:lvlRestart w:val="1"/>')
    ) + d.num(1, 0)
    body = "".join(d.p("x", num=(1, index)) for index in (0, 1, 2, 1, 2, 0, 1, 2))
    assert [label for label, _ in labels(tmp_path, body, numbering)] == [
        "1",
        "1.1",
        "[1]",
        "1.2",
        "[2]",
        "2",
        "2.1",
        "[1]",
    ]


def test_levels_above_that_were_skipped_show_their_start_and_count(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1.", start=4), d.level(1, "%1.%2")) + d.num(1, 0)
    body = d.p("a", num=(1, 1)) + d.p("b", num=(1, 1)) + d.p("c", num=(1, 0)) + d.p("d", num=(1, 1))
    assert [label for label, _ in labels(tmp_path, body, numbering)] == ["4.1", "4.2", "5.", "5.1"]


def test_a_level_without_a_start_begins_at_nought(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1", start=None)) + d.num(1, 0)
    assert [label for label, _ in labels(tmp_path, d.p("a", num=(1, 0)) + d.p("b", num=(1, 0)), numbering)] == [
        "0",
        "1",
    ]


def test_legal_numbers_are_digits_throughout(tmp_path):
    numbering = d.abstract(
        0, d.level(0, "Article %1.", "upperRoman"), d.level(1, "Section %1.%2", "decimalZero", extra="<w:isLgl/>")
    ) + d.num(1, 0)
    assert labels(tmp_path, d.p("a", num=(1, 0)) + d.p("b", num=(1, 1)), numbering) == [
        ("Article I.", "a"),
        ("Section 1.1", "b"),
    ]


def test_a_whole_level_can_be_overridden(tmp_path):
    override = f'<w:lvlOverride w:ilvl="0">{d.level(0, "Finding %1", "cardinalText", start=3)}</w:lvlOverride>'
    numbering = LEGAL + d.num(1, 0, override)
    assert labels(tmp_path, d.p("a", num=(1, 0)) + d.p("b", num=(1, 0)), numbering) == [
        ("Finding Three", "a"),
        ("Finding Four", "b"),
    ]


def test_numbers_through_styles_and_the_styles_that_they_are_based_on(tmp_path):
    numbering = d.abstract(
        0,
        d.level(0, "%1", extra='<w:pStyle w:val="Heading1"/>'),
        d.level(1, "%1.%2", extra='<w:pStyle w:val="Numbered"/>'),
    ) + d.num(5, 0)
    styles = (
        d.DEFAULT_STYLES + '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House"/><w:basedOn w:val="Numbered"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain"/><w:basedOn w:val="Numbered"/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    body = d.p("A", style="Heading1") + d.p("b", style="Numbered") + d.p("c", style="House") + d.p("d", style="Plain")
    body += d.p("e", style="Numbered", props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    assert labels(tmp_path, body, numbering, styles) == [("1", "A"), ("1.1", "b"), ("1.2", "c"), ("", "d"), ("", "e")]


def test_a_style_that_gives_only_the_level_takes_the_list_from_the_style_below(tmp_path):
    styles = d.DEFAULT_STYLES + (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H2"/></w:style>'
    )
    body = d.p("a", style="H1") + d.p("b", style="H2") + d.p("c", style="H3")
    assert labels(tmp_path, body, LEGAL + d.num(1, 0), styles) == [("1.", "a"), ("1.1", "b"), ("1.2", "c")]


def test_a_style_based_on_one_that_a_level_is_bound_to(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1."), d.level(1, "%1.%2", extra='<w:pStyle w:val="Para"/>')) + d.num(1, 0)
    styles = d.DEFAULT_STYLES + (
        '<w:style w:type="paragraph" w:styleId="Para"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Para"/></w:style>'
    )
    assert labels(tmp_path, d.p("a", style="Own"), numbering, styles) == [("1.1", "a")]


def test_a_place_of_a_level_without_numbers_is_empty(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1."), d.level(1, "–", "bullet"), d.level(2, "%1.%2%3.")) + d.num(1, 0)
    assert labels(tmp_path, d.p("a", num=(1, 0)) + d.p("b", num=(1, 2)), numbering) == [("1.", "a"), ("1.1.", "b")]


def test_a_list_that_is_kept_in_a_numbering_style(tmp_path):
    numbering = (
        d.abstract(0, d.level(0, "%1)", "lowerRoman"), extra='<w:styleLink w:val="House"/>')
        + d.abstract(1, extra='<w:numStyleLink w:val="House"/>')
        + d.num(1, 0)
        + d.num(2, 1)
    )
    styles = (
        d.DEFAULT_STYLES + '<w:style w:type="numbering" w:styleId="House"><w:name w:val="House"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = d.p("a", num=(2, 0)) + d.p("b", num=(2, 0))
    assert labels(tmp_path, body, numbering, styles) == [("i)", "a"), ("ii)", "b")]


def test_a_custom_format_in_alternate_content(tmp_path):
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert labels(tmp_path, d.p("a", num=(1, 0)), d.abstract(0, custom) + d.num(1, 0)) == [("001", "a")]


def test_bullets_are_items_without_a_label(tmp_path):
    numbering = d.abstract(0, d.level(0, "•", "bullet"), d.level(1, "o", "bullet")) + d.num(1, 0)
    path = d.write(tmp_path / "a.docx", d.parts(d.p("a", num=(1, 0)) + d.p("b", num=(1, 1)), numbering=numbering))
    blocks = read_docx(path, Limits()).blocks
    assert [(block.kind, block.label, block.level) for block in blocks] == [("list_item", "", 1), ("list_item", "", 2)]


def test_numbers_typed_in_the_text_stay_there(tmp_path):
    assert labels(tmp_path, d.p(d.r("1.1") + "<w:r><w:tab/></w:r>" + d.r("The board met.")), "") == [
        ("", "1.1 The board met.")
    ]


def test_an_empty_paragraph_takes_a_number_and_a_deleted_one_does_not(tmp_path):
    numbering = LEGAL + d.num(1, 0)
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    deleted = d.p('<w:del w:id="2" w:author="a"><w:r><w:delText>old</w:delText></w:r></w:del>', num=(1, 0), props=gone)
    body = d.p("a", num=(1, 0)) + d.p(num=(1, 0)) + deleted + d.p("b", num=(1, 0))
    assert labels(tmp_path, body, numbering) == [("1.", "a"), ("3.", "b")]


def test_numbers_count_on_through_table_cells(tmp_path):
    numbering = LEGAL + d.num(1, 0)
    inside = d.table(d.row(d.cell(d.p("b", num=(1, 0))), d.cell(d.p("c", num=(1, 0)))))
    assert labels(tmp_path, d.p("a", num=(1, 0)) + inside + d.p("d", num=(1, 0)), numbering) == [
        ("1.", "a"),
        ("", "2. b | 3. c"),
        ("4.", "d"),
    ]


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        d.num(1, 7),
        d.abstract(0) + d.num(1, 0),
        d.abstract(0, extra='<w:numStyleLink w:val="Circle"/>') + d.num(1, 0),
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="x"/></w:abstractNum>' + d.num(1, 0),
    ],
)
def test_a_list_that_is_not_defined_gives_no_number(tmp_path, numbering):
    assert labels(tmp_path, d.p("a", num=(1, 0)), numbering) == [("", "a")]


def test_words_around_the_number_are_part_of_the_label(tmp_path):
    numbering = d.abstract(0, d.level(0, "Part %1 –\u00a0")) + d.num(1, 0)
    assert labels(tmp_path, d.p("a", num=(1, 0)), numbering) == [("Part 1 –", "a")]


def test_a_number_alone_in_a_cell_is_the_number_of_its_row(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1.")) + d.num(1, 0)
    rows = (d.row(d.cell(d.p("", num=(1, 0))), text, "The board") for text in ("Write to the school", "Ask the nurse"))
    source = read_docx(
        d.write(tmp_path / "a.docx", d.parts(d.table(*rows) + d.p("", num=(1, 0)), numbering=numbering)), Limits()
    )
    assert [block.cells[:2] for block in source.blocks] == [("1.", "Write to the school"), ("2.", "Ask the nurse")]
    assert source.words.count("1.") == 1


def test_paragraphs_laid_out_as_number_and_text_in_a_table(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1.")) + d.num(1, 0)
    said = [
        f"The nurse wrote to the school in the {season} and heard nothing." for season in ("spring", "summer", "fall")
    ]
    rows = [d.row(d.cell(d.p("", num=(1, 0))), text) for text in said]
    source = read_docx(
        d.write(tmp_path / "a.docx", d.parts(d.table(rows[0], d.row("", "Letters"), *rows[1:]), numbering=numbering)),
        Limits(),
    )
    found = [unit for unit in parse(source, review_id="tarn")[1] if unit.kind == "paragraph"]
    assert [(unit.label, unit.text.endswith(text)) for unit, text in zip(found, said, strict=True)] == [
        ("1", True), ("2", True), ("3", True),
    ]  # fmt: skip


def test_numbers_in_a_text_box_do_not_move_those_of_the_text(tmp_path):
    numbering = LEGAL + d.num(1, 0)
    inner = d.p("in the box", num=(1, 0)) + d.p("and this", num=(1, 0))
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
        "</mc:Choice></mc:AlternateContent></w:r>"
    )
    body = d.p("one", num=(1, 0)) + d.p(d.r("two") + box, num=(1, 0)) + d.p("three", num=(1, 0))
    assert labels(tmp_path, body, numbering) == [
        ("1.", "one"), ("2.", "two"), ("1.", "in the box"), ("2.", "and this"), ("3.", "three"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "label"),
    [
        ("", "1"),  # what it is based on decides
        ('<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>', "1.1"),  # its own level, though another style's
    ],
)
def test_the_level_of_a_style_that_is_based_on_a_bound_one(tmp_path, own, label):
    numbering = d.abstract(
        0, d.level(0, "%1", extra='<w:pStyle w:val="Top"/>'), d.level(1, "%1.%2", extra='<w:pStyle w:val="Other"/>')
    ) + d.num(5, 0)
    styles = (
        d.DEFAULT_STYLES + '<w:style w:type="paragraph" w:styleId="Top"><w:name w:val="Top"/>'
        '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Below"><w:name w:val="Below"/><w:basedOn w:val="Top"/>'
        f"{own}</w:style>"
    )
    assert labels(tmp_path, d.p("a", style="Below"), numbering, styles) == [(label, "a")]


def test_a_list_named_in_the_paragraph_takes_the_level_of_its_style(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1"), d.level(1, "%1.%2", extra='<w:pStyle w:val="Second"/>')) + d.num(5, 0)
    styles = (
        d.DEFAULT_STYLES + '<w:style w:type="paragraph" w:styleId="Second"><w:name w:val="Second"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )
    named = '<w:numPr><w:numId w:val="5"/></w:numPr>'
    assert labels(tmp_path, d.p("a", style="Second", props=named), numbering, styles) == [("1.1", "a")]


@pytest.mark.parametrize(
    ("text", "fmt", "printed_labels"),
    [
        ("Finding %1:", "cardinalText", ["Finding One", "Finding Two"]),
        ("%1 finding:", "ordinalText", ["First finding", "Second finding"]),
        ("Q%1", "decimal", ["Q1", "Q2"]),
    ],
)
def test_a_level_in_words_numbers_paragraphs(tmp_path, text, fmt, printed_labels):
    numbering = d.abstract(0, d.level(0, text, fmt)) + d.num(1, 0)
    said = ("The nurse wrote to the school in spring.", "Nobody at the school opened the letter.")
    body = "".join(d.p(sentence, num=(1, 0)) for sentence in said)
    source = read_docx(d.write(tmp_path / "a.docx", d.parts(body, numbering=numbering)), Limits())
    assert [(unit.kind, unit.label) for unit in parse(source, review_id="tarn")[1]] == [
        ("paragraph", label) for label in printed_labels
    ]


def test_a_list_of_a_numbering_style_takes_over_its_overrides(tmp_path):
    override = f'<w:lvlOverride w:ilvl="0">{d.level(0, "Finding %1", "upperLetter")}</w:lvlOverride>'
    numbering = (
        d.abstract(0, d.level(0, "%1."), extra='<w:styleLink w:val="Own"/>')
        + d.abstract(1, extra='<w:numStyleLink w:val="Own"/>')
        + d.num(1, 0, override)
        + d.num(2, 1)
    )
    styles = (
        d.DEFAULT_STYLES + '<w:style w:type="numbering" w:styleId="Own"><w:name w:val="Own"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = d.p("a", num=(2, 0)) + d.p("b", num=(2, 0))
    assert labels(tmp_path, body, numbering, styles) == [("Finding A", "a"), ("Finding B", "b")]
