"""Numbers that a browser shows and the page's text does not hold: lists, counters of the style sheet; none made up."""

from __future__ import annotations

import pytest

from ingest.readers.html.reader import read_markup
from ingest.settings import Limits
from ingest.structure import parse

SAID = ("The nurse wrote to the school in spring.", "Nobody at the school opened it.", "A second letter came back.")


def read(markup: str):
    return read_markup(markup, "page.html", Limits())


def blocks(markup: str) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, block.text) for block in read(markup).blocks]


def labels(sheet: str, body: str) -> list[str]:
    return [label for _, label, _ in blocks(f"<style>{sheet}</style><main>{body}</main>")]


PARTS = "<h2>A</h2><p class=n>b</p><p class=n>c</p><p>d</p><h2>E</h2><p class=n>f</p>"
COUNTED = "main{counter-reset:part}h2{counter-increment:part;counter-reset:para}.n{counter-increment:para}"


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (
            COUNTED + 'h2::before{content:counter(part) ". "}.n::before{content:counter(part) "." counter(para) " "}',
            ["1.", "1.1", "1.2", "", "2.", "2.1"],
        ),
        (
            "h2{counter-reset:para}h2:before{counter-increment:part;content:counter(part,upper-roman)}"
            "p.n:before{counter-increment:para;content:'(' counter(para, lower-alpha) ')'}",
            ["I", "(a)", "(b)", "", "I", "(a)"],  # a counter made before an element ends with it
        ),
        (
            COUNTED + '.n::before{content:"Finding\\00a0" counter(para) ":"}',
            ["", "Finding 1:", "Finding 2:", "", "", "Finding 1:"],
        ),
        (COUNTED + '.n::before{content:"•"}', [""] * 6),
        (COUNTED + ".n::before{content:url(a.png) counter(para)}", [""] * 6),
        (
            COUNTED + ".n:nth-child(2)::before{content:counter(para)}",
            [""] * 6,
        ),  # not matched: none, rather than a wrong one
        ("@media print{.n::before{content:counter(para)}}", [""] * 6),
    ],
)
def test_counters_of_the_style_sheet(sheet: str, expected: list[str]) -> None:
    assert labels(sheet, PARTS) == expected


def test_a_hidden_element_is_not_counted() -> None:
    sheet = COUNTED + ".n::before{content:counter(para)}"
    assert labels(sheet, "<p class=n>a</p><p class=n style='display:none'>x</p><p class=n>b</p>") == ["1", "2"]


def test_a_counter_within_a_line_is_a_part_of_its_text() -> None:
    sheet = "span.no::before{counter-increment:para;content:counter(para) '.'}main{counter-reset:para}"
    source = read(
        f"<style>{sheet}</style><main><p><span class=no></span>One</p><p><span class=no></span>Two</p></main>"
    )
    assert [block.text for block in source.blocks] == ["1. One", "2. Two"]
    assert sorted(source.words) == ["1.", "2.", "One", "Two"]


def test_counted_paragraphs_are_labelled() -> None:
    sheet = COUNTED + '.n::before{content:counter(part) "." counter(para)}'
    body = f"<h2>Letters</h2><p class=n>{SAID[0]}</p><p class=n>{SAID[1]}</p><h2>Replies</h2><p class=n>{SAID[2]}</p>"
    _, units = parse(read(f"<style>{sheet}</style><main>{body}</main>"), review_id="tarn")
    assert [unit.label for unit in units if unit.kind == "paragraph"] == ["1.1", "1.2", "2.1"]


@pytest.mark.parametrize(
    ("sheet", "list_", "expected"),
    [
        (".plain{list-style:none}", "<ol class=plain><li>a<li>b</ol>", ["", ""]),
        ("ol.plain > li{list-style-type:none}", "<ol class=plain><li>a<li>b</ol>", ["", ""]),
        ("main ol{list-style:none inside}", "<ol><li>a<li>b</ol>", ["", ""]),
        (".x ol{list-style:none}", "<ol><li>a<li>b</ol>", ["1.", "2."]),
        ("li{display:block}", "<ol><li>a<li>b</ol>", ["", ""]),
        ("ol{list-style:lower-alpha}", "<ol><li>a<li>b</ol>", ["a.", "b."]),
        ("ol{list-style:none}ol.deep{list-style:decimal}", "<ol class=deep><li>a<li>b</ol>", ["1.", "2."]),
        ("ol{list-style:square}", "<ol><li>a<li>b</ol>", ["", ""]),
        ("", "<ol class=list-unstyled><li>a<li>b</ol>", ["", ""]),
        ("", "<ol><li>1. a<li>2. b</ol>", ["", ""]),
        ("", "<ol><li>5. a<li>6. b</ol>", ["", ""]),
        ("", "<ol><li>(a) a<li>(b) b</ol>", ["", ""]),
        ("", "<ol><li>3A. a<li>3B. b</ol>", ["", ""]),
        ("", "<ol><li>Recommendation 1: a<li>Recommendation 2: b</ol>", ["", ""]),
        ("", "<ol><li>1 a<li>2 b</ol>", ["", ""]),
        ("", "<ol><li>12 children came<li>Ten left</ol>", ["1.", "2."]),
    ],
)
def test_lists_whose_numbers_are_typed_or_not_shown(sheet: str, list_: str, expected: list[str]) -> None:
    assert labels(sheet, list_) == expected


@pytest.mark.parametrize(
    "struck",
    [
        "<del>agreed to all of it. </del>",
        "<s>agreed to all of it. </s>",
        "<strike>agreed to all of it. </strike>",
        '<span style="text-decoration: line-through red">agreed to all of it. </span>',
        "<span class=gone>agreed to all of it. </span>",
    ],
)
def test_struck_words_are_left_out_and_reported(struck: str) -> None:
    source = read(
        f"<style>.gone{{text-decoration-line:line-through}}</style><main><p>The trust {struck}agreed to a part.</p>"
    )
    assert [block.text for block in source.blocks] == ["The trust agreed to a part."]
    assert [problem.code for problem in source.problems] == ["deleted-text"]
    assert "all" not in source.words
