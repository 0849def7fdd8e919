from dataclasses import replace

import pytest

from app.citations import STYLES, bibtex, html_link, markdown, oscola, pinpoint, ris
from index.model import ReviewCard
from ingest.model import Pages, Unit

CARD = ReviewCard(
    id="case-k",
    source="case-k.pdf",
    title="Serious Case Review: Child K",
    case="case-k",
    kind="SCR",
    board="Westmarch Safeguarding Children Board",
    subject="Child K",
    year="2018",
)
UNIT = Unit(
    "case-k:1", "case-k", "7.3.32", 1, "paragraph", ("7 Analysis", "7.3 Letters"), Pages(("39",), (41,)), 0, 20,
    "7.3.32 A letter was sent.",
)  # fmt: skip


def test_a_numbered_paragraph():
    assert pinpoint(UNIT, CARD) == "Westmarch Safeguarding Children Board, Child K (2018), para 7.3.32, p. 39"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"label": "17", "kind": "recommendation"}, "recommendation 17, p. 39"),
        ({"label": "Recommendation 3", "kind": "recommendation"}, "recommendation 3, p. 39"),
        ({"label": "Finding One"}, "finding One, p. 39"),
        ({"label": "4.2", "occurrence": 2}, "para 4.2 (second so numbered), p. 39"),
        ({"pages": Pages(("39", "40"), (41, 42))}, "para 7.3.32, pp. 39-40"),
        ({"pages": Pages((), (41,))}, "para 7.3.32, PDF p. 41"),
        ({"pages": Pages(("iv",), (4,))}, "para 7.3.32, p. iv"),
        ({"pages": None}, "para 7.3.32"),
        ({"label": "", "kind": "footnote", "marker": "7"}, "note 7, p. 39"),
        ({"label": "5", "kind": "slide"}, "slide 5, p. 39"),
        (
            {"label": "", "kind": "table_row", "cells": ("9 May 2014", "A letter was sent."), "text": "9 May 2014 | A"},
            "section 7.3 Letters, row “9 May 2014”, p. 39",
        ),
        ({"label": ""}, "section 7.3 Letters, beginning “7.3.32 A letter was sent.”…, p. 39"),
        ({"label": "", "section": ()}, "beginning “7.3.32 A letter was sent.”…, p. 39"),
    ],
)
def test_places(changes, place):
    assert pinpoint(replace(UNIT, **changes), CARD) == f"Westmarch Safeguarding Children Board, Child K (2018), {place}"


@pytest.mark.parametrize(
    ("changes", "work"),
    [
        ({"year": ""}, "Westmarch Safeguarding Children Board, Child K"),
        ({"board": ""}, "Serious Case Review: Child K (2018)"),
        ({"board": "", "subject": "", "title": "", "year": ""}, "case-k.pdf"),
    ],
)
def test_what_is_not_known_is_left_out(changes, work):
    assert pinpoint(UNIT, replace(CARD, **changes)) == f"{work}, para 7.3.32, p. 39"


def test_styles():
    assert STYLES["harvard"](UNIT, CARD) == "(Westmarch Safeguarding Children Board, 2018, p. 39, para 7.3.32)"
    assert oscola(UNIT, CARD) == (
        "Westmarch Safeguarding Children Board, *Serious Case Review: Child K* (Serious Case Review, 2018) [7.3.32]"
    )
    assert bibtex(UNIT, replace(CARD, board="Board of R&D")) == (
        "@techreport{case-k,\n"
        "  author = {{Board of R\\&D}},\n"
        "  title = {{Serious Case Review: Child K}},\n"
        "  type = {Serious Case Review},\n"
        "  institution = {Board of R\\&D},\n"
        "  year = {2018},\n"
        "  note = {para 7.3.32, p. 39}\n"
        "}"
    )
    assert ris(UNIT, CARD).split("\r\n") == [
        "TY  - RPRT",
        "AU  - Westmarch Safeguarding Children Board",
        "TI  - Serious Case Review: Child K",
        "PB  - Westmarch Safeguarding Children Board",
        "PY  - 2018",
        "SP  - 39",
        "M3  - Serious Case Review",
        "N1  - para 7.3.32",
        "ER  - ",
        "",
    ]


def test_titles_are_text_in_markdown_and_html():
    card = replace(CARD, board="", title="<b>[x](y)</b>", subject="")
    assert markdown(UNIT, card) == r"[\<b\>\[x\](y)\</b\> (2018), para 7.3.32, p. 39](/review/case-k#case-k:1)"
    assert html_link(UNIT, card, "http://host").startswith(
        '<a href="http://host/review/case-k#case-k:1">&lt;b&gt;[x](y)'
    )
