"""Everyday words: what reviews print for them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from index.query import About, as_printed, understand
from index.query.lexicon import entries, everyday, is_everyday
from index.terms import Terms

ENTRIES = entries()


def printed(text: str) -> dict[str, str]:
    return {each.found: each.printed[0] for each in everyday(text)}


def test_there_are_many_entries() -> None:
    assert len({entry.said for entry in ENTRIES if entry.said}) >= 250


@pytest.mark.parametrize("said", sorted({entry.said for entry in ENTRIES if entry.said}))
def test_each_example_is_read_as_its_entry_says(said: str) -> None:
    meant = {entry.printed for entry in ENTRIES if entry.said == said}
    assert meant & {each.printed for each in everyday(said)}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Was gran's flat checked?", {"gran": "grandmother", "flat": "home"}),
        ("grans worries", {"grans": "grandmothers"}),
        ("his step-dads", {"step-dads": "stepfathers"}),
        ("what the kids' nan said", {"kids": "children", "nan": "grandmother"}),
        ("who chased it all up", {"chased it all up": "followed up"}),
        ("they were fobbing mum off", {"fobbing mum off": "dismissed"}),
        ("dropping the ball", {"dropping the ball": "missed opportunity"}),
        ("it fell through the cracks", {"fell through the cracks": "missed"}),
        ("who keeps quiet", {"keeps quiet": "did not share"}),
        ("turning a blind eye", {"turning a blind eye": "ignored"}),
        ("CAMHS washed its hands of him", {"washed its hands of": "closed the case"}),
        ("CAMHS washed Leo’s hands of it", {"washed Leo’s hands of": "closed the case"}),
        ("when mum was sectioned", {"mum": "mother", "sectioned": "detained under the Mental Health Act"}),
        ("a section 47 enquiry", {}),
        ("the social came", {"the social": "children's social care"}),
        ("the social worker came", {}),
        ("when he was inside", {"inside": "prison"}),
        ("found inside the cot", {}),
        ("why was he tagged", {"tagged": "electronic monitoring"}),
        ("the tag on the bag", {}),
        ("Gran rang twice", {"Gran": "grandmother", "rang": "telephoned"}),
        ("kicked out of school", {"kicked out of school": "permanently excluded"}),
        ("kicked him out", {"kicked him out": "evicted"}),
        ("scans and jabs", {"scans": "ultrasound", "jabs": "immunisation"}),
        ("put on a plan", {"put on a plan": "subject of a child protection plan"}),
        ("came off a plan", {"came off a plan": "child protection plan ended"}),
        ("struck off the register", {"struck off the register": "deregistered"}),
        ("stepping it down", {"stepping it down": "step down"}),
        ("what was he done for", {"done for": "charged"}),
        ("was it done, for a start", {}),  # a reading ends where a clause does
        ("when it broke", {}),
        ("newborns", {"newborns": "new-born babies"}),
        ("an ex-partner", {}),  # a word of a compound is not read by itself
        ("co-slept, co sleeping", {"co-slept": "co-sleeping", "co sleeping": "co-sleeping"}),
        ("supervision of the practitioner", {}),
        ("", {}),
    ],
)
def test_words_are_read_in_all_their_forms(text: str, read: dict[str, str]) -> None:
    found = printed(text)
    assert {word: found.get(word) for word in read} == read
    assert read or not found


def test_a_word_is_read_once() -> None:
    spans = [(each.start, each.end) for each in everyday("mum's fella kicked nan out and nobody chased it up")]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("word", "found"), [("Gran", True), ("Rang", True), ("Bloods", True), ("Amara", False), ("Fenshire", False)]
)
def test_an_everyday_word_is_known_by_its_form(word: str, found: bool) -> None:
    assert is_everyday(word) is found


def test_what_no_passage_has_is_put_as_it_is_printed_there() -> None:
    terms = Terms(9, {"immunisation": 2, "child": 4, "in": 9, "need": 3, "drunk": 1})
    about = About(terms=terms)
    text = "jabs of the CIN, drunk"
    assert as_printed(text, understand(text, about).parts, terms) == "immunisation of the child in need, drunk"


def test_a_reading_can_be_removed() -> None:
    about = About()
    (part,) = [part for part in understand("what did gran say", about).parts if part.kind == "lay"]
    assert understand("what did gran say", about).meant == "what did grandmother say"
    assert understand("what did gran say", about, ignore=[part]).meant == "what did gran say"
