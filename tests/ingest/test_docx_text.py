"""What a paragraph of a Word file says: changes accepted, fields resolved, hidden text left out and reported."""

import pytest

from ingest.readers.docx import read_docx
from ingest.settings import Limits
from tests.ingest import docx_makers as d

HIDDEN = "<w:vanish/>"
WHITE = '<w:color w:val="FFFFFF"/>'
RAISED = '<w:vertAlign w:val="superscript"/>'


def read(path, body, **parts):
    return read_docx(d.write(path / "a.docx", d.parts(body, **parts)), Limits())


def texts(path, body, **parts):
    return [block.text for block in read(path, body, **parts).blocks]


def codes(source):
    return [problem.code for problem in source.problems]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (d.r("The 20") + d.r("th", RAISED) + d.r(" of May"), "The 20th of May"),
        (d.r("It was known") + d.r("12", RAISED) + d.r(" by then"), "It was known¹² by then"),
        (d.r("It was known") + d.r("[3]", RAISED), "It was known³"),
        (d.r("40 m") + d.r("2", RAISED), "40 m²"),
        (d.r("H") + d.r("2", '<w:vertAlign w:val="subscript"/>') + d.r("O"), "H2O"),
        (d.r("a") + "<w:r><w:tab/></w:r>" + d.r("b"), "a b"),
        (d.r("a") + "<w:r><w:br/></w:r>" + d.r("b"), "a\nb"),
        ("<w:r><w:t>re</w:t><w:noBreakHyphen/><w:t>entry</w:t></w:r>", "re\u2011entry"),
        ("<w:r><w:t>safe</w:t><w:softHyphen/><w:t>guard</w:t></w:r>", "safeguard"),
        (d.r("safe\u00adguard"), "safeguard"),
        (d.r("a\u00a0b  c"), "a b c"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + d.r(" 3 visits"), "≥ 3 visits"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + d.r(" done"), "✓ done"),
        (d.r("\uf0b7 item", '<w:rFonts w:ascii="Symbol"/>'), "• item"),
        (d.r("x") + f'<w:hyperlink r:id="rId9">{d.r("the guidance")}</w:hyperlink>' + d.r("."), "xthe guidance."),
        (f"<w:smartTag w:element='date'>{d.r('3 May')}</w:smartTag>" + d.r(" 2019"), "3 May 2019"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{d.r('in a control')}</w:sdtContent></w:sdt>", "in a control"),
        (d.r("a ") + "<w:proofErr w:type='spellStart'/>" + d.r("b"), "a b"),
        (f"<w:r><w:ruby><w:rt>{d.r('over')}</w:rt><w:rubyBase>{d.r('base')}</w:rubyBase></w:ruby></w:r>", "base"),
    ],
)  # fmt: skip
def test_runs(tmp_path, runs, expected):
    assert texts(tmp_path, d.p(runs)) == [expected]


def test_tracked_changes_are_read_as_accepted(tmp_path):
    body = d.p(
        d.r("The mother ") + f'<w:ins w:id="1" w:author="a">{d.r("was not ")}</w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>was </w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="3" w:author="a">{d.r("yesterday ")}</w:moveFrom>' + d.r("seen ")
        + f'<w:moveTo w:id="4" w:author="a">{d.r("yesterday")}</w:moveTo>'
    )  # fmt: skip
    source = read(tmp_path, body)
    assert [block.text for block in source.blocks] == ["The mother was not seen yesterday"]
    assert source.words == ("The", "mother", "was", "not", "seen", "yesterday")
    assert codes(source) == ["tracked-change"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path):
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    body = d.p("One sentence ", props=mark) + d.p("in two halves.", style="Heading1") + d.p("Next.")
    assert [(b.text, b.kind) for b in read(tmp_path, body).blocks] == [
        ("One sentence in two halves.", "heading"),
        ("Next.", "text"),
    ]


def test_a_heading_that_runs_on_in_its_line_is_one_paragraph(tmp_path):
    numbering = d.abstract(0, d.level(0, "%1.")) + d.num(1, 0)
    separator = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    body = d.p("Housing. ", style="Heading1", num=(1, 0), props=separator) + d.p("The flat was damp.")
    (block,) = read(tmp_path, body, numbering=numbering).blocks
    assert (block.label, block.text) == ("1.", "Housing. The flat was damp.")


@pytest.mark.parametrize(
    ("instruction", "result", "expected"),
    [
        ("PAGE", "12", "p 12"),
        ('HYPERLINK "http://example.org"', "the guidance", "p the guidance"),
        (r"REF _Ref1 \r \h", "4.12", "p 4.12"),
        ("SEQ Table", "3", "p 3"),
    ],
)
def test_fields_say_their_result(tmp_path, instruction, result, expected):
    assert texts(tmp_path, d.p(d.r("p ") + d.field(instruction, result))) == [expected]


def test_fields_within_fields_and_simple_fields(tmp_path):
    inner = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + d.field("MERGEFIELD x", "hidden condition")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + d.r("shown")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(tmp_path, d.p(inner) + d.p(f'<w:fldSimple w:instr="DATE">{d.r("3 May")}</w:fldSimple>')) == [
        "shown",
        "3 May",
    ]


def test_a_table_of_contents_by_field_and_by_style(tmp_path):
    styles = (
        d.DEFAULT_STYLES + d.HEADINGS + '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    )
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + d.r("1 Introduction 3")
    )
    body = (
        d.p(opening) + d.p("2 Findings 7") + d.p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + d.p("3 Appendix 9", style="T1") + d.p("Introduction", style="Heading1")
    )  # fmt: skip
    assert [(b.kind, b.text) for b in read(tmp_path, body, styles=styles).blocks] == [
        ("toc", "1 Introduction 3"),
        ("toc", "2 Findings 7"),
        ("toc", "3 Appendix 9"),
        ("heading", "Introduction"),
    ]


@pytest.mark.parametrize(
    "run",
    [
        d.r("SECRET NAME", HIDDEN),
        d.r("SECRET NAME", WHITE),
        d.r("SECRET NAME", '<w:sz w:val="2"/>'),
        d.r("SECRET NAME", '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'),
        d.r("SECRET NAME", '<w:rStyle w:val="Concealed"/>'),
    ],
)
def test_text_that_is_not_seen_is_left_out_and_reported(tmp_path, run):
    styles = d.DEFAULT_STYLES + (
        '<w:style w:type="character" w:styleId="Concealed"><w:name w:val="Concealed"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    source = read(tmp_path, d.p(d.r("The child, ") + run + d.r(" lived there.")), styles=styles)
    assert [block.text for block in source.blocks] == ["The child, lived there."]
    assert source.words == ("The", "child,", "lived", "there.")
    assert [(p.code, "SECRET NAME" in p.message) for p in source.problems] == [("hidden-text", True)]


@pytest.mark.parametrize(
    "body",
    [
        d.p(d.r("Seen", WHITE + '<w:shd w:val="clear" w:fill="003366"/>')),
        d.p(d.r("Seen", WHITE + '<w:highlight w:val="blue"/>')),
        d.p(d.r("Seen", WHITE), props='<w:shd w:val="clear" w:fill="003366"/>'),
        d.table(d.row(d.cell(d.p(d.r("Seen", WHITE)), '<w:shd w:val="clear" w:fill="003366"/>'))),
        d.p('<w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r>' + d.r("Seen", WHITE)),
        d.p(d.r("Seen", '<w:vanish w:val="0"/>')),
        d.p(d.r("Seen", "<w:webHidden/>")),
    ],
)
def test_white_text_on_a_dark_ground_is_seen(tmp_path, body):
    source = read(tmp_path, body)
    assert ([block.text for block in source.blocks], codes(source)) == (["Seen"], [])


def test_text_boxes_follow_their_paragraph_and_are_read_once(tmp_path):
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp>"
        "<wps:spPr><a:solidFill/></wps:spPr><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ).format(d.p("In the box") + d.p(d.r("White in the box", WHITE)))
    source = read(tmp_path, d.p(d.r("Before") + box + d.r(" and after")) + d.p("Next"))
    assert [block.text for block in source.blocks] == ["Before and after", "In the box", "White in the box", "Next"]
    assert sorted(source.words) == sorted(
        ["Before", "and", "after", "In", "the", "box", "White", "in", "the", "box", "Next"]
    )


def test_content_controls_and_wrappers_around_paragraphs(tmp_path):
    wrapped = f"<w:customXml w:element='x'><w:sdt><w:sdtContent>{d.p('Inside')}</w:sdtContent></w:sdt></w:customXml>"
    assert texts(tmp_path, wrapped * 2 + d.p("After")) == ["Inside", "Inside", "After"]


def test_headings_by_style_by_outline_level_and_by_a_style_based_on_one(tmp_path):
    styles = d.DEFAULT_STYLES + d.HEADINGS + (
        '<w:style w:type="paragraph" w:styleId="House"><w:name w:val="Our"/><w:basedOn w:val="Heading2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Flat"><w:name w:val="Flat"/><w:basedOn w:val="Heading2"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
    )  # fmt: skip
    body = (
        d.p("a", style="Heading1") + d.p("b", style="House") + d.p("c", props='<w:outlineLvl w:val="2"/>')
        + d.p("d", style="Flat") + d.p("e", style="Loop") + d.p("f", style="Missing")
    )  # fmt: skip
    assert [(b.text, b.kind, b.level) for b in read(tmp_path, body, styles=styles).blocks] == [
        ("a", "heading", 1), ("b", "heading", 2), ("c", "heading", 3), ("d", "text", 0), ("e", "text", 0),
        ("f", "text", 0),
    ]  # fmt: skip


def test_bold_and_size_against_the_body_text(tmp_path):
    styles = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='20'/></w:rPr></w:rPrDefault></w:docDefaults>"
        + d.DEFAULT_STYLES
    )
    body = d.p(d.r("Bold", "<w:b/>") + d.r(" all", "<w:b/>")) + d.p(d.r("Half", "<w:b/>") + d.r(" bold"))
    body += d.p(d.r("Large", '<w:sz w:val="30"/>'))
    blocks = read(tmp_path, body, styles=styles).blocks
    assert [(b.bold, b.size) for b in blocks] == [(True, 1.0), (False, 1.0), (False, 1.5)]


def test_page_breaks_stand_before_the_block_that_follows(tmp_path):
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = (
        d.p("a") + d.p(page + d.r("b")) + d.p(d.r("c") + page) + d.p("d") + d.p("e", props="<w:pageBreakBefore/>")
        + d.p("f", props="<w:sectPr/>") + d.p("g") + d.p("<w:r><w:lastRenderedPageBreak/></w:r>" + d.r("h"))
        + d.p("i", props='<w:sectPr><w:type w:val="continuous"/></w:sectPr>') + d.p("j")
        + d.p(d.r("k ") + page + d.r("goes on")) + d.p("l")
    )  # fmt: skip
    broken = [block.text for block in read(tmp_path, body).blocks if block.break_before]
    assert broken == ["b", "d", "e", "g", "h"]


def test_headers_and_footers_that_are_printed_are_furniture(tmp_path):
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>'
        '<w:footerReference w:type="first" r:id="footer2"/></w:sectPr>'
    )
    source = read(
        tmp_path, d.p("Body") + section, header1=d.p("OFFICIAL"), footer1=d.p(d.r("Page ") + d.field("PAGE", "2")),
        footer2=d.p("Only on a first page that is not set apart"),
    )  # fmt: skip
    assert [(b.kind, b.text) for b in source.blocks] == [
        ("text", "Body"), ("furniture", "OFFICIAL"), ("furniture", "Page 2"),
    ]  # fmt: skip
    assert source.words == ("Body", "OFFICIAL", "Page", "2")


def test_what_cannot_be_read_as_text_is_reported_with_its_place(tmp_path):
    body = (
        d.p(d.r("Figure 1 shows it.") + "<w:r><w:drawing><a:blip/></w:drawing></w:r>")
        + d.p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")
        + d.p("<m:oMath><m:r><m:t>x=3</m:t></m:r></m:oMath>")
        + d.p("<w:r><w:pict><v:shape><v:textpath string='DRAFT'/></v:shape></w:pict></w:r>" + d.r("Text"))
        + "<w:altChunk r:id='x'/>"
    )
    source = read(tmp_path, body, comments='<w:comment w:id="0"><w:p/></w:comment>')
    assert [block.text for block in source.blocks] == ["Figure 1 shows it.", "x=3", "Text"]
    found = {problem.code: problem.message for problem in source.problems}
    assert found["picture"] == "2 pictures not read as text, the first at “Figure 1 shows it.”."
    assert set(found) == {"picture", "equation", "watermark", "embedded-document", "comment"}


def test_number_fields_without_a_result_are_reported(tmp_path):
    runs = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>LISTNUM LegalDefault</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert codes(read(tmp_path, d.p(runs + d.r(" The board met.")))) == ["number-field"]


def test_properties(tmp_path):
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>Child Rowan</dc:title><dc:creator>A. Author</dc:creator>"
        "<dcterms:created>2022-06-01T09:00:00Z</dcterms:created></cp:coreProperties>"
    )
    path = d.write(tmp_path / "a.docx", {**d.parts(d.p("x")), "docProps/core.xml": core})
    assert read_docx(path, Limits()).properties == (
        ("title", "Child Rowan"), ("author", "A. Author"), ("created", "2022-06-01T09:00:00Z"),
    )  # fmt: skip


def test_the_strict_variant_of_the_format(tmp_path):
    files = d.parts(d.p("Introduction", style="Heading1") + d.p("Text"))
    strict = {
        name: xml.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, xml in files.items()
    }  # fmt: skip
    blocks = read_docx(d.write(tmp_path / "a.docx", strict), Limits()).blocks
    assert [(b.kind, b.text) for b in blocks] == [("heading", "Introduction"), ("text", "Text")]


def test_paragraphs_that_empty_lines_of_manual_breaks_set_apart(tmp_path):
    gap = "<w:r><w:br/><w:br/></w:r>"
    body = d.p(d.r("1. The nurse called.") + gap + d.r("2. Nobody came.") + "<w:r><w:br/></w:r>" + d.r("She rang."))
    source = read_docx(d.write(tmp_path / "a.docx", d.parts(body)), Limits())
    assert [block.text for block in source.blocks] == ["1. The nurse called.", "2. Nobody came.\nShe rang."]


@pytest.mark.parametrize(
    "props",
    ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Gone"/>', '<w:b/><w:strike w:val="1"/>'],
)
def test_struck_words_are_left_out_and_reported(tmp_path, props):
    styles = d.DEFAULT_STYLES + (
        '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    )
    body = d.p(d.r("The trust ") + d.r("agreed to all of it. ", props) + d.r("agreed to a part of it.", ""))
    source = read_docx(d.write(tmp_path / "a.docx", d.parts(body, styles=styles)), Limits())
    assert [block.text for block in source.blocks] == ["The trust agreed to a part of it."]
    assert [problem.code for problem in source.problems] == ["struck-text"]
    assert "all" not in source.words


def test_a_strike_that_is_switched_off_strikes_nothing(tmp_path):
    body = d.p(d.r("agreed to all of it", '<w:strike w:val="0"/>'))
    source = read_docx(d.write(tmp_path / "a.docx", d.parts(body)), Limits())
    assert ([block.text for block in source.blocks], source.problems) == (["agreed to all of it"], ())
