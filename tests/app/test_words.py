"""Words of a question: one stem for what is one term, however it is written."""

from __future__ import annotations

import pytest

from app.answers.words import content, stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("s.47", "section 47"),
        ("s47", "Section 47"),
        ("S 47", "s. 47"),
        ("sec. 17", "s.17"),
        ("A&E", "A & E"),
        ("a&e", "A+E"),
        ("non-mobile", "non mobile"),
        ("nonmobile", "Non-Mobile"),
        ("co-sleeping", "cosleeping"),
        ("pre-birth", "pre birth"),
        ("pre‑birth", "prebirth"),
        ("GP", "GPs"),
        ("SCR", "SCRs"),
        ("HVs", "HV"),
        ("was not brought", "WNB"),
        ("multi-agency", "multiagency"),
        ("TACs", "TAC"),
        ("17.3.14", "17.3.14"),
    ],
)
def test_one_term_has_one_stem(one: str, other: str) -> None:
    assert len(content(one)) == 1
    assert content(one).keys() == content(other).keys()
    assert content(one).keys() <= stems(f"It is {other} again")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("s.47", "see 1.3.47 above"),
        ("section 17", "on 1.3.17 and 17.3.14"),
        ("s17", "17 days, 17:30, 17/3/2014"),
        ("s.47", "the child's 47 visits"),
        ("section 47", "s.17 and section 1.3.47"),
        ("A&E", "a plan, e.g. this"),
        ("non-mobile", "a mobile clinic"),
        ("not brought", "it was brought to court"),
        ("GP", "gaps"),
    ],
)
def test_a_term_is_not_its_parts(term: str, text: str) -> None:
    assert not content(term).keys() & stems(text)


def test_a_part_of_a_compound_is_found_in_a_passage() -> None:
    assert stem("agency") in stems("a multi-agency meeting")
    assert stem("mobile") in stems("a non-mobile baby")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Hello, how often was he seen please", {"seen"}),
        ("how many times did the nurse ring", {"nurse", "ring"}),
        ("a punchy published quote on drift", {"drift"}),
        ("summarise the neglect", {"neglect"}),
    ],
)
def test_words_of_asking_are_no_content(question: str, left: set[str]) -> None:
    assert set(content(question).values()) == left


def test_words_keep_their_order() -> None:
    assert words("The s.47 of 1.3.17 at A&E’s door") == ["the", "s47", "of", "1.3.17", "at", "a&e", "door"]
