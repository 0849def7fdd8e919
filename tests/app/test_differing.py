"""Documents of one case: each cited as itself; where they state a thing otherwise both are shown and said to differ."""

from __future__ import annotations

import pytest

from app.casebook import Casebook
from app.citations import STYLES

REPORT = """Tarnmouth Safeguarding Children Board

Serious Case Review: Child Wren

{document}

June 2018

1 Introduction

1.1 The review concerns Child Wren, who was found in the old boathouse on the night of 4 March 2016.

2 What happened

2.1 {visits}

2.2 {letter}

3 Findings

3.1 The review finds that nobody read the letters from the clinic.
"""
VISITS = "The midwife made four home visits between March and August 2015 and wrote down that the stairs had no gate."
LETTER = "The clinic was told that the letters about the asthma of Child Wren had come back unopened."


def opened(folder, **documents: tuple[str, str, str]) -> Casebook:
    for name, (document, visits, letter) in documents.items():
        text = REPORT.format(document=document, visits=visits, letter=letter)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    book = Casebook.open(folder / "library", create=True)
    list(book.add([folder]))
    return book


@pytest.mark.parametrize(
    ("asked", "one", "other"),
    [
        ("What do reviews say about home visits by the midwife?", VISITS, VISITS.replace("four", "six")),
        (
            "What did the midwife write down about the stairs between March and August 2015?",
            VISITS,
            VISITS.replace("four", "six"),
        ),
        ("Was the clinic told about the letters?", LETTER, LETTER.replace("was told", "was not told")),
    ],
)
def test_both_statements_are_shown_and_said_to_differ(tmp_path, asked: str, one: str, other: str) -> None:
    mine = (one, LETTER) if one.startswith("The midwife") else (VISITS, one)
    theirs = (other, LETTER) if one.startswith("The midwife") else (VISITS, other)
    with opened(tmp_path, a=("Overview Report", *mine), b=("Executive Summary", *theirs)) as book:
        answer = book.ask(asked)
    quoted = {" ".join((claim.quote or "").split()) for claim in answer.claims}
    assert {one, other} <= quoted
    assert "differs from the summary" in answer.text
    assert "differs from the report" in answer.text
    assert "Also in" not in answer.text


def test_the_same_statement_is_not_said_to_differ(tmp_path) -> None:
    with opened(
        tmp_path, a=("Overview Report", VISITS, LETTER), b=("Executive Summary", VISITS.replace("four", "4"), LETTER)
    ) as book:
        answer = book.ask("What do reviews say about home visits by the midwife?")
    assert "differs" not in answer.text


def test_documents_of_one_case_are_cited_apart_in_every_style(tmp_path) -> None:
    kinds = ("Overview Report", "Executive Summary", "Action Plan", "Letter to the family", "Overview Report")
    documents = {f"part{at}": (kind, VISITS, LETTER) for at, kind in enumerate(kinds)}
    documents["part4"] = ("Overview Report", VISITS, LETTER + " It was filed.")
    with opened(tmp_path, **documents) as book:
        reviews = list(book.reviews())
        assert len({review.case for review in reviews}) == 1
        units = [next(unit.id for unit in review.units if unit.label == "2.1") for review in reviews]
        for style in STYLES:
            cited = [book.cite(unit, style=style).replace(unit, "") for unit in units]
            # The address of a passage tells documents apart, and a reader does not see it.
            shown = {
                line.replace(f"/review/{review.id}", "").replace(f"{{{review.id},", "")
                for line, review in zip(cited, reviews, strict=True)
            }
            assert len(shown) == len(kinds), style
