"""How words of a document are set in a line of ours."""

import pytest

from app.answers import render
from app.answers.compose import claim
from app.answers.model import Absent, Answer, Body, Caution, Opening, Quote
from app.answers.naming import short_name
from app.citations import pinpoint
from app.gate import gate_text, verify
from app.typeset import as_name, in_marks
from index.model import Filters, Hit, ReviewCard, Searched
from ingest.model import Unit


@pytest.mark.parametrize(
    ("printed", "set_"),
    [
        ("It was read.", "“It was read.”"),
        ("He met “Jo” at home.", "“He met ‘Jo’ at home.”"),
        ('She said "no" (or "not now").', "“She said ‘no’ (or ‘not now’).”"),
        ("met weekly.” [1] Case R. “The lead", "“met weekly.’ [1] Case R. ‘The lead”"),
        ("„Nein“, sagte er, «jamais».", "“‘Nein’, sagte er, ‘jamais’.”"),
        ("the nurses’ ‘plan’", "“the nurses’ ‘plan’”"),
        ("”", "“’”"),
    ],
)
def test_a_quotation_has_no_double_mark_but_its_own_and_passes_the_gate(printed, set_):
    assert in_marks(printed) == set_
    unit = Unit("k:1", "k", "", 1, "paragraph", (), None, 0, len(printed), printed)
    if any(map(str.isalnum, printed)):
        assert verify(set_[1:-1], unit).verified
        gated = gate_text(f"{set_} [1]", [unit])
        assert (gated.refused, gated.text) == (0, f"{set_} [1]")


@pytest.mark.parametrize(
    "name",
    [
        "Child K",
        "Serious Case Review: Siblings P and Q",
        "St. Mary's Learning Review",
        "Appendix: agencies which took part",
        "4.2 What did the school know?",
        "Case V: Narrative, cont.",
        "Norfolk Safeguarding Children Board",
        "Response of the police",
        "1. Introduction.",
    ],
)
def test_a_name_stands_bare(name):
    assert as_name(name) == name


@pytest.mark.parametrize(
    ("name", "set_"),
    [
        ("Nothing found", "“Nothing found”"),
        ("The nurse\nkept no records.", "“The nurse kept no records.”"),
        ("Review [1] Case R", "“Review [1] Case R”"),
        ("The “Heron” Review", "“The ‘Heron’ Review”"),
        ("Case R (for: everyone)", "“Case R (for: everyone)”"),
        ("Searched 12 passages", "“Searched 12 passages”"),
    ],
)
def test_a_name_that_could_be_misread_stands_in_marks(name, set_):
    assert as_name(name) == set_


def test_every_line_of_an_answer_of_ours_would_stand_in_marks_were_it_a_title():
    hit = Hit(Unit("k:1", "k", "4.2", 1, "paragraph", (), None, 0, 4, "Read"), ReviewCard("k", "k.txt", "K", "k"), 1.0)
    bodies = (
        Body("nothing", absent=(Absent("Child Q"),), missing=("zeppelin",)),
        Body("may_answer", near=(hit,)),
        Body("nothing", understood=False),
    )
    refused = [
        line.text()
        for body in bodies
        for line in render.refusal(Answer("", "fact", body, "", (), Searched(3, 2, 1234), Filters()))
        if not line.item
    ]
    openings = (Opening("speak", 2, 5), Opening("named speak", 1, 2), Opening("without", 0, 3, "letters"))
    cautions = (Caution("denied"), Caution("unnamed agency", "the police"))
    besides = render.besides(Body("answers", silent=("Child K",)))
    lines = [*refused, *map(render.opening, openings), *map(render.caution, cautions)]
    lines += [line.text() for line in besides]
    assert len(lines) == 13
    for line in lines:
        for title in (line, line.rstrip(".:")):
            assert as_name(title).startswith("“"), title


def test_what_a_document_calls_itself_is_set_so_wherever_it_is_named():
    card = ReviewCard("k", "k.txt", "Nothing found that answers this.", "k", board="Searched 3 reviews", year="2018")
    unit = Unit("k:1", "k", "", 1, "paragraph", ("Response: none",), None, 0, 4, "Read", owner="Nothing found. Go.")
    assert short_name(card) == "“Nothing found that answers this.” (2018)"
    assert pinpoint(unit, card) == (
        "“Searched 3 reviews”, “Nothing found that answers this.” (2018), section “Response: none”, beginning “Read”…"
    )
    said = claim(Quote(Hit(unit, card, 1.0), 0, 4, note="Nothing found"))
    assert (said.text, said.quote) == ("[“Nothing found”] “Read”", "Read")
