"""Web pages: the document, not the site around it, with the numbers that a browser prints."""

import pytest

from ingest.readers.html import read_html
from ingest.readers.html.reader import read_markup
from ingest.settings import Limits


def read(markup):
    return read_markup(markup, "page.html", Limits())


def blocks(markup):
    return [(block.kind, block.label, block.text) for block in read(markup).blocks]


def texts(markup):
    return [block.text for block in read(markup).blocks]


def codes(markup):
    return [problem.code for problem in read(markup).problems]


SITE = "<nav><a href=/>Home</a></nav>{}<footer>Cookies</footer>"


@pytest.mark.parametrize(
    "page",
    [
        SITE.format("<main><h1>Child Ivo</h1><p>The board met.</p></main>"),
        SITE.format("<div role=main><h1>Child Ivo</h1><p>The board met.</p></div>"),
        SITE.format("<article><h1>Child Ivo</h1><p>The board met.</p></article>"),
        SITE.format("<div id=content><h1>Child Ivo</h1><p>The board met.</p></div>"),
        SITE.format("<header><h1>Child Ivo</h1></header><p>The board met."),
        "<header>The Partnership</header>" + SITE.format("<h1>Child Ivo</h1><p>The board met."),
        "<div class=sidebar>Other pages</div><h1>Child Ivo</h1><p>The board met.<script>var x = 'no'</script>",
        "<h1>Child Ivo</h1><p>The board met.</p><aside>Share this page</aside>",
    ],
)
def test_the_main_content(page):
    assert texts(page) == ["Child Ivo", "The board met."]
    assert read(page).words == ("Child", "Ivo", "The", "board", "met.")


def test_what_stands_around_the_main_content_is_reported():
    (problem,) = read(SITE.format("<main><p>The board met.</main>")).problems
    assert (problem.code, "(2 words)" in problem.message) == ("page-frame", True)


def test_headers_asides_and_footers_of_the_document_itself_stay():
    page = "<header><h1>Child Ivo</h1></header><aside>Key finding: no visit.</aside><footer>March 2020</footer>"
    page = f"<main>{page}</main>"
    assert texts(page) == ["Child Ivo", "Key finding: no visit.", "March 2020"]


def test_several_articles_are_all_read():
    assert texts("<article><p>One</article><article><p>Two</article>") == ["One", "Two"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>NAME</p>",
        '<p style="display: none">NAME</p>',
        '<p style="VISIBILITY:hidden;color:red">NAME</p>',
        '<span style="font-size:0">NAME</span>',
        '<p aria-hidden="true">NAME</p>',
        '<span class="govuk-visually-hidden">NAME</span>',
        '<p style="color:#fff">NAME</p>',
        "<font color=white>NAME</font>",
        '<style>.x, .secret { display: none }</style><p class="secret">NAME</p>',
        '<style>/* p {} */ #s{visibility:hidden}</style><p id="s">NAME</p>',
        "<del>NAME</del>",
    ],
)
def test_what_is_not_shown_is_left_out_and_reported(hidden):
    source = read(f"<main><p>Before</p>{hidden}<p>After</p></main>")
    assert [block.text for block in source.blocks] == ["Before", "After"]
    assert source.words == ("Before", "After")
    assert any("NAME" in problem.message for problem in source.problems)


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="color:#fff;background:#036">Seen</p>',
        '<div style="background-color:navy"><p style="color:white">Seen</p></div>',
        '<p style="color:#ffffcc">Seen</p>',
        "<style>@media print { .x { display: none } } .y { color: red }</style><p class=x>Seen</p>",
        "<details><summary>Seen</summary></details>",
        "<p hidden-note>Seen</p>",
    ],
)
def test_what_is_shown_stays(shown):
    assert texts(f"<main>{shown}</main>") == ["Seen"]


def test_headings_by_level_and_role():
    page = "<main><h1>A</h1><h3>B <i>c</i></h3><div role=heading aria-level=4>D</div><p role=heading>E</p></main>"
    assert [(b.text, b.kind, b.level) for b in read(page).blocks] == [
        ("A", "heading", 1), ("B c", "heading", 3), ("D", "heading", 4), ("E", "heading", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("list_", "labels"),
    [
        ("<ol><li>a<li>b</ol>", ["1.", "2."]),
        ("<ol start=14><li>a<li>b</ol>", ["14.", "15."]),
        ("<ol><li value=7>a<li>b<li value=3>c</ol>", ["7.", "8.", "3."]),
        ("<ol reversed><li>a<li>b</ol>", ["2.", "1."]),
        ("<ol type=a start=27><li>a<li>b</ol>", ["aa.", "ab."]),
        ("<ol type=I><li>a<li>b</ol>", ["I.", "II."]),
        ('<ol style="list-style-type: lower-roman"><li>a<li>b</ol>', ["i.", "ii."]),
        ('<ol style="list-style:none"><li>a<li>b</ol>', ["", ""]),
        ("<ol><li>4.1 a<li>4.2 b</ol>", ["", ""]),
        ("<ul><li>a<li>b</ul>", ["", ""]),
        ("<ol start=x><li>a<li value=y>b</ol>", ["1.", "2."]),
        ('<ol style="list-style-type:decimal-leading-zero"><li>a<li>b</ol>', ["01.", "02."]),
    ],
)
def test_numbers_of_ordered_lists(list_, labels):
    assert [(kind, label) for kind, label, _ in blocks(f"<main>{list_}</main>")] == [
        ("list_item", label) for label in labels
    ]


def test_nested_lists_and_the_paragraphs_of_an_item():
    page = (
        "<main><ol start=3><li><p>First.</p><ol type=a><li>x</li></ol><p>Goes on.</p></li><li>Second</li></ol></main>"
    )
    assert [(b.kind, b.label, b.text, b.level) for b in read(page).blocks] == [
        ("list_item", "3.", "First.", 1),
        ("list_item", "a.", "x", 2),
        ("text", "", "Goes on.", 0),
        ("list_item", "4.", "Second", 1),
    ]


def test_numbers_that_the_style_sheet_joins():
    page = (
        "<style>ol{counter-reset:item;list-style:none}li{counter-increment:item}"
        'li::before { content: counters(item, ".") " " }</style>'
        "<main><ol><li>A<ol><li>b<li>c</ol><li>D<ol><li>e</ol></ol></main>"
    )
    assert [label for _, label, _ in blocks(page)] == ["1", "1.1", "1.2", "2", "2.1"]


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        ("on the 20<sup>th</sup> of May", "on the 20th of May"),
        ("on the 20 <sup>th</sup> of May", "on the 20th of May"),
        ("known<sup>3</sup> then", "known³ then"),
        ("known<sup>[12]</sup>", "known¹²"),
        ("safe&shy;guarding &amp; care&nbsp;plans", "safeguarding & care plans"),
        ("a <b>bold</b> <i>claim</i>", "a bold claim"),
        ("one<br>two", "one\ntwo"),
        ("tick <svg><text>no</text></svg>box", "tick box"),
        ("&#8220;quote&#8221; &lt;b&gt;", "“quote” <b>"),
        ("un<wbr>broken", "unbroken"),
        ("<custom-element>kept</custom-element>", "kept"),
    ],
)
def test_inline_text(inline, text):
    assert texts(f"<main><p>{inline}</p></main>") == [text]


def test_two_line_breaks_end_a_paragraph():
    assert texts("<main>one<br>two<br><br>three<br> <br />four</main>") == ["one\ntwo", "three", "four"]


def test_bold_paragraphs():
    page = "<main><p><b>All</b><p><b>Not</b> all<p><strong>a</strong> <b>b</b></main>"
    assert [block.bold for block in read(page).blocks] == [True, False, True]


def test_definition_lists_and_quotations():
    page = "<main><dl><dt>LSCB<dd>The board</dl><blockquote><p>A quotation</blockquote></main>"
    assert [(kind, text) for kind, _, text in blocks(page)] == [
        ("list_item", "LSCB"), ("list_item", "The board"), ("text", "A quotation"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "contents",
    [
        '<nav><a href="#a">One</a><a href="#b">Two</a></nav>',
        '<ul class="toc"><li><a href="#a">One</a><li><a href="#b">Two</a></ul>',
        '<ul><li><a href="#a">One</a><li><a href="#b">Two</a><li><a href="#c">Three</a></ul>',
    ],
)
def test_a_list_of_links_into_the_page_is_its_table_of_contents(contents):
    page = f"<main>{contents}<h2 id=a>One</h2><p>x<h2 id=b>Two</h2><p>y<h2 id=c>Three</h2></main>"
    kinds = [kind for kind, _, _ in blocks(page)]
    assert set(kinds[: kinds.index("heading")]) == {"toc"}
    assert kinds[kinds.index("heading") :] == ["heading", "text", "heading", "text", "heading"]


@pytest.mark.parametrize(
    ("page", "note"),
    [
        (
            'known<sup><a href="#fn1" id="r1">1</a></sup>.<section class=footnotes><ol><li id=fn1><p>See the Act. '
            '<a href="#r1">↩</a></p></li></ol></section>',
            ("1", "See the Act."),
        ),
        (
            'known<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" rel="footnote">[footnote 1]</a></sup>.'
            '<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1" role="doc-endnote"><p>See the Act. '
            '<a href="#fnref:1" role="doc-backlink">↩</a></p></li></ol></div>',
            ("1", "See the Act."),
        ),
        (
            'known<a href="#_ftn1" name="_ftnref1"><span><sup>[1]</sup></span></a>.<hr><div id=ftn1><p>'
            '<a href="#_ftnref1" name="_ftn1">[1]</a> See the Act.</p></div>',
            ("1", "See the Act."),
        ),
        (
            'known<a href="#note-1" id="b1"><sup>1</sup></a>.<p id="note-1"><a href="#b1">1</a> See the Act.</p>',
            ("1", "See the Act."),
        ),
    ],
)
def test_footnotes(page, note):
    source = read(f"<main><p>It was {page}</main>")
    assert source.blocks[0].text == "It was known¹."
    (footnote,) = [block for block in source.blocks if block.kind == "footnote"]
    assert (footnote.marker, footnote.text) == note


def test_a_note_of_two_paragraphs_is_one_block():
    page = '<p>a<a href="#fn1"><sup>1</sup></a><section class=footnotes><ol><li id=fn1><p>b<p>c</ol></section>'
    assert [(b.kind, b.text) for b in read(f"<main>{page}</main>").blocks] == [("text", "a¹"), ("footnote", "b\nc")]


def test_a_link_to_a_paragraph_is_no_note():
    page = '<main><p>See paragraph <a href="#p4">4</a>.</p><p id="p4">4 The board met.</p></main>'
    assert [kind for kind, _, _ in blocks(page)] == ["text", "text"]


def test_pictures_are_reported_unless_they_only_adorn():
    assert codes('<main><p>x<img alt="Family tree" src=a><img alt="" src=b></main>') == ["picture"]


def test_a_break_between_printed_pages():
    page = '<main><p>a<div style="page-break-before: always"></div><p>b</main>'
    assert [block.break_before for block in read(page).blocks] == [False, True]


def test_properties():
    page = (
        '<title> Child\nIvo </title><meta name=author content="A. Author"><meta name=DC.date content="2020-03-01"><p>x'
    )
    assert read(page).properties == (("title", "Child Ivo"), ("author", "A. Author"), ("created", "2020-03-01"))


WORDS = "The child’s “voice” – 20 £"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode("utf-8"),
        b"\xef\xbb\xbf" + WORDS.encode("utf-8"),
        b"<meta charset=windows-1252>" + WORDS.encode("cp1252"),
        b"<meta charset=iso-8859-1>" + WORDS.encode("cp1252"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">' + WORDS.encode("cp1252"),
        b"<meta charset=utf-8>" + WORDS.encode("cp1252"),
        b"<meta charset=x-unheard-of>" + WORDS.encode("cp1252"),
        WORDS.encode("cp1252"),
        WORDS.encode("utf-16"),
        f"<p>{WORDS}".encode("utf-16-le"),
        f"<p>{WORDS}".encode("utf-16-be"),
        b"<meta charset=utf-16>" + WORDS.encode("utf-8"),
        b'<?xml version="1.0" encoding="utf-8"?>' + WORDS.encode("utf-8"),
    ],
)
def test_encodings(tmp_path, data):
    (tmp_path / "a.html").write_bytes(data)
    source = read_html(tmp_path / "a.html", Limits())
    assert ([block.text for block in source.blocks], source.problems) == ([WORDS], ())


def test_bytes_that_fit_no_encoding_are_reported(tmp_path):
    (tmp_path / "a.html").write_bytes("<meta charset=utf-8><p>“caf".encode() + b"\xe9" + "é”".encode())
    source = read_html(tmp_path / "a.html", Limits())
    assert source.blocks[0].text == "“caf\ufffdé”"
    assert [problem.code for problem in source.problems] == ["undecodable-bytes"]


def test_a_heading_within_a_numbered_item_has_its_number():
    page = (
        "<style>ol{counter-reset:item}li{counter-increment:item}li:before{content:counters(item,'.') ' '}</style>"
        "<ol><li><h2>Background</h2><ol><li>The nurse called.</li></ol></li></ol>"
    )
    assert blocks(page) == [
        ("heading", "1", "Background"),
        ("list_item", "1.1", "The nurse called."),
    ]
