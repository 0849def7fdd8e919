import re
import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from app.gate import gate_text, verify
from ingest.model import Unit

REPO = Path(__file__).parents[2]


def _unit(text, name="r:1"):
    return Unit(name, "r", "4.2", 1, "paragraph", (), None, 0, len(text), text)


PARAGRAPH = _unit(
    "4.2 The nurse did not record the safe-\nguarding visit of 9 May 2014. In 1,500 cases the ﬁle of the multi-\n"
    "agency “team” was [sic] lost; the parents’ view was not sought, 3.5 per cent said."
)


@pytest.mark.parametrize(
    "quote",
    [
        "The nurse did not record",
        "the safeguarding visit of 9 May 2014.",
        "the safe-guarding visit",
        "the file of the multi-agency 'team' was [sic] lost",
        "In  1,500\ncases",
        "The nurse [...] the parents' view",
        "[t]he nurse did not record",
        "[the worker] did not record",
        "3.5 per cent said",
        "4.2 The nurse",
    ],
)
def test_accepts_what_stands_there(quote):
    assert verify(quote, PARAGRAPH).verified


@pytest.mark.parametrize(
    "quote",
    [
        "The nurse did record",
        "the nurse did not record",
        "visit of 9 May 2015",
        "500 cases",
        "5 per cent said",
        "The nurse did not record the safeguarding visit on 9 May 2014",
        "not record the visit",
        "urse did not",
        "the parents' view [...] The nurse",
        "lost, the parents' view",
        "",
        "...",
        "[...]",
        "“”",
        "—",
    ],
)
def test_refuses_what_does_not(quote):
    assert not verify(quote, PARAGRAPH).verified


def test_a_quotation_stands_in_one_unit_not_in_two():
    first, second = _unit("The plan was agreed.", "r:1"), _unit("The plan was dropped.", "r:2")
    assert verify("The plan was dropped.", [first, second]).unit == "r:2"
    assert not verify("The plan was agreed. The plan was dropped.", [first, second]).verified


def test_spans_are_places_in_the_unit():
    verdict = verify("nurse [...] 9 May", PARAGRAPH)
    assert [PARAGRAPH.text[start:end] for start, end in verdict.spans] == ["nurse", "9 May"]


def test_everything_in_quotation_marks_is_checked_against_the_unit_that_its_marker_names():
    agreed, dropped = _unit("The plan was agreed.", "r:1"), _unit("The plan “was” dropped.", "r:2")
    gated = gate_text(
        "Case R: “The plan was agreed.” [1] Later 'The plan was agreed.' [2] and “The plan “was” dropped” [2], "
        'so "nobody" knew.',
        [agreed, dropped],
    )
    assert [verdict.verified for _, verdict in gated.quotations] == [True, False, True, False]
    assert gated.refused == 2
    assert gated.text == (
        "Case R: “The plan was agreed.” [1] Later The plan was agreed. [2] and “The plan “was” dropped” [2], "
        "so nobody knew."
    )


def test_an_apostrophe_opens_no_quotation():
    assert gate_text("The parents' view and the child's voice weren't heard.", []).quotations == ()


def test_five_thousand_cases_made_from_the_sample():
    made = _made_from_the_sample()
    wrong = Counter(case.kind for case, units in made if verify(case.quote, units[case.place]).verified != case.right)
    assert len(made) >= 5_000
    assert {case.right for case, _ in made} == {True, False}
    assert wrong == {}


def test_right_words_are_refused_on_every_other_review():
    made = [(case, units) for case, units in _made_from_the_sample() if case.kind == "word for word"][::7]
    elsewhere = _unit("The board of another county agreed nothing of the kind in any of its meetings.")
    assert not any(verify(case.quote, elsewhere).verified for case, _ in made)


def _made_from_the_sample():
    spec = spec_from_file_location("gate_cases", Path(__file__).with_name("gate_cases.py"))
    gate_cases = module_from_spec(spec)
    sys.modules["gate_cases"] = gate_cases
    spec.loader.exec_module(gate_cases)
    made = []
    for seed, path in enumerate(sorted((REPO / "sample" / "sources").glob("*.md"))):
        # The sources' own notation is no part of a review: its metadata, roles in braces, marks of notes.
        text = re.sub(r"\A---.*?\n---\n|\[\^\d+\]:?|\{[^}]*\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        blocks = [block.strip() for block in text.split("\n\n") if block.strip() and "[" not in block]
        units = [_unit(block, f"r:{place}") for place, block in enumerate(blocks)]
        made.extend((case, units) for case in gate_cases.cases(blocks, seed))
    return made


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("In 1", "In 1,500 cases it was lost.", False),
        ("In 1,50", "In 1,500 cases it was lost.", False),
        ("500 cases", "In 1,500 cases it was lost.", False),
        (",500 cases", "In 1,500 cases it was lost.", False),
        ("In 1", "In 1, and in no other, it was lost.", True),
        ("500 cases", "In 500 cases it was lost.", True),
        ("5 per cent", "Of all, 3.5 per cent said so.", False),
        ("3", "Of all, 3.5 per cent said so.", False),
        ("3", "Of all, 3. That was so.", True),
    ],
)
def test_a_part_of_a_number_is_no_quotation_of_it(quote, text, stands):
    assert verify(quote, _unit(text)).verified == stands


def test_no_quotation_closes_the_gap_that_a_redaction_leaves() -> None:
    text = "4.1 The aunt of [redacted] rang the desk."
    unit = Unit("r:1", "r", "4.1", 1, "paragraph", (), None, 0, len(text), text, redactions=(16,))
    assert verify("The aunt of [redacted] rang the desk.", unit).verified
    assert not verify("The aunt of rang the desk.", unit).verified
