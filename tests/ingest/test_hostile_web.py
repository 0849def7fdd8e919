"""Web pages and Markdown that are broken or made to harm; and that no word is lost or made up, whatever the markup."""

import contextlib
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import IngestError, LimitExceeded, UnreadableFile
from ingest.fidelity import words
from ingest.readers.html import read_html
from ingest.readers.html.reader import read_markup
from ingest.readers.markdown import from_markdown
from ingest.settings import Limits

TAGS = [
    "p", "div", "span", "b", "sup", "ol", "ul", "li", "table", "tr", "td", "th", "thead", "h1", "h2", "section",
    "article", "main", "nav", "header", "footer", "aside", "details", "summary", "dl", "dt", "dd", "a", "br",
    "blockquote", "pre", "caption", "del", "script", "style", "template", "font", "em", "img", "svg", "form", "button",
    "figure",
]  # fmt: skip
ATTRIBUTES = [
    "", "", "", " id=fn1", ' href="#fn1"', " hidden", ' style="display:none"', ' style="color:white"', " class=toc",
    " class=footnotes", " start=5", " type=a", " rowspan=3", " colspan=2", " role=main", " aria-hidden=true",
    " value=9", " reversed", " alt=pic", " role=presentation", " role=doc-footnote",
]  # fmt: skip
TEXTS = [
    "alpha ",
    "beta",
    "1.1 gamma",
    " 20",
    "th ",
    "1",
    "[2]",
    " ",
    "\n",
    "&nbsp;",
    "&amp;",
    "<",
    ">",
    "\xad",
    "\u200b",
]
PAGES = st.recursive(
    st.sampled_from(TEXTS),
    lambda inner: st.builds(
        lambda tag, attribute, content, closed: f"<{tag}{attribute}>{''.join(content)}" + f"</{tag}>" * closed,
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
        st.sampled_from([True, True, True, False]),
    ),
    max_leaves=15,
)
MARKDOWN = [
    "# ", "- ", "1. ", "> ", "    ", "\n", "\n\n", "**", "_", "`", "```\n", "[", "](", ")", "[^1]", "[^1]: ", "| ",
    "|-|-|\n", "<b>", "</b>", "<div>", "</div>\n", "<!--", "-->", "---\n", "===\n", "word ", "4.12 ", "\\", "&amp;",
    "\t", "<sup>2</sup>",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PAGES, max_size=6).map("".join))
def test_the_words_of_a_page_and_of_its_blocks_are_the_same(markup):
    try:
        source = read_markup(markup, "a.html", Limits())
    except UnreadableFile:
        return
    printed = " ".join(f"{b.label} {b.text} {b.marker if b.kind == 'footnote' else ''}" for b in source.blocks)
    counted = " ".join(source.words)
    # Letters, not words: a word that changes its typeface in the middle may be counted in two parts.
    assert Counter("".join(words(printed))) == Counter("".join(words(counted)))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(MARKDOWN), max_size=25).map("".join))
def test_any_markdown_is_read_or_refused(text):
    try:
        source = from_markdown(text)
    except IngestError:
        return
    assert source.blocks
    assert all(block.text.strip() for block in source.blocks)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.html", "a.md"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data, name):
    from ingest.readers import read

    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    with contextlib.suppress(IngestError):
        assert read(path, Limits()).blocks


@pytest.mark.parametrize(
    ("markup", "seconds"),
    [
        ("<p>The board met.</p>" * 20_000, 30),
        ("<ol>" + "<li>The board met.</li>" * 20_000, 30),
        ("<p>" + "word " * 1_000_000, 30),
        ("<table><tr><td rowspan=60000>a<td colspan=900>b" + "<tr><td>c" * 500, 10),
        ("<div><p>x</p>" * 1_900, 30),
    ],
)
def test_long_pages_take_seconds(markup, seconds):
    before = time.monotonic()
    assert read_markup(markup, "a.html", Limits()).blocks
    assert time.monotonic() - before < seconds


@pytest.mark.parametrize("tag", ["div", "b", "ol><li", "table><tr><td", "blockquote", "font"])
def test_five_thousand_nested_elements_are_refused_in_words(tag):
    with pytest.raises(LimitExceeded, match="nested more than 2,000 elements deep"):
        read_markup(f"<{tag}>" * 5_000 + "x", "a.html", Limits())


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "is empty"),
        (b"\0\0\0 \n", "is empty"),
        (b"<html><body></body></html>", "holds no text"),
        (b"<script>document.write('x')</script>", "holds no text"),
        (b"<!-- only a comment -->", "holds no text"),
    ],
)
def test_pages_without_text(tmp_path, data, error):
    (tmp_path / "a.html").write_bytes(data)
    with pytest.raises(UnreadableFile, match=error):
        read_html(tmp_path / "a.html", Limits())


def test_entities_of_a_document_type_are_not_expanded():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "ha">]><p>a &x; &y;'
    assert "root:" not in read_markup(page, "a.html", Limits()).blocks[-1].text


def test_null_bytes_and_marks_that_turn_text():
    (block,) = read_markup("<p>4\u200b.\u202e1 The b\0oard", "a.html", Limits()).blocks
    assert block.text == "4\u200b.\u202e1 The b oard"
