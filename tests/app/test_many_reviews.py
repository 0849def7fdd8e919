"""A question about all reviews is answered with every one that speaks of it, quoted or not."""

import re

import pytest

from app.casebook import Casebook
from app.web.answers import answer_html
from app.web.states import State

NAMES = [
    "Ada",
    "Ben",
    "Cleo",
    "Dan",
    "Edie",
    "Finn",
    "Gus",
    "Hana",
    "Ida",
    "Jack",
    "Kit",
    "Lola",
    "Max",
    "Nia",
    "Otis",
    "Pia",
    "Quin",
    "Rosa",
]
SAID = [
    "{} appointments at the asthma clinic were missed before the summer, and nobody asked the parents why",
    "the practice counted {} missed appointments and recorded each of them as a choice of the family",
]


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    for number, name in enumerate(NAMES):
        # Every third one is about something else.
        said = SAID[number % 2].format(number + 3) if number % 3 else "the family moved to a flat with damp walls"
        (folder / f"{name.lower()}.txt").write_text(
            f"Eastmoor Safeguarding Partnership\n\nLocal Child Safeguarding Practice Review: {name}\n\nMay 2019\n\n"
            f"1 Introduction\n\n1.1 {name} was {number % 14 + 1} years old when the review began.\n\n"
            f"2 What happened\n\n2.1 In the case of {name} {said}.\n\n2.2 The kitchen was tidy in week {number}.\n",
            encoding="utf-8",
        )
    with Casebook.open(folder / "library", create=True) as opened:
        list(opened.add([folder]))
        yield opened


def test_every_case_that_speaks_is_counted_and_cited_though_not_all_are_quoted(many):
    answer = many.ask("Which reviews speak of missed appointments?")
    speaking = {name.lower() for number, name in enumerate(NAMES) if number % 3}
    assert set(answer.evidence) == speaking
    assert answer.text.startswith(f"{len(speaking)} of {len(NAMES)} reviews speak of this:")
    quoted = {claim.hits[0].unit.review for claim in answer.claims}
    assert quoted < speaking
    (line,) = (line for line in answer.text.splitlines() if line.startswith("Not quoted here for want of room: "))
    named = [int(number) for number in re.findall(r"\[(\d+)\]", line)]
    assert {answer.cited[number - 1].unit.review for number in named} == speaking - quoted


def test_the_page_names_those_that_are_not_quoted(many):
    answer = many.ask("Which reviews speak of missed appointments?")
    shown = answer_html(answer, State())
    quoted = {claim.hits[0].unit.id for claim in answer.claims}
    _, _, besides = shown.partition("Not quoted here for want of room")
    besides, _, _ = besides.partition("</p>")
    assert set(re.findall(r'data-card="([^"]+)"', besides)) == {hit.unit.id for hit in answer.cited} - quoted
