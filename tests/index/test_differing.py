"""Two texts that say the same, and what may not be taken for the same."""

from __future__ import annotations

import pytest

from index.differing import agree, differ

SAID = "The midwife wrote four letters to the clinic in May 2015 and told Nurse Hale of them."


@pytest.mark.parametrize(
    "other",
    [
        SAID.replace("four", "six"),
        SAID.replace("four", "7"),
        SAID.replace("May", "June"),
        SAID.replace("2015", "2016"),
        SAID.replace("Hale", "Hart"),
        SAID.replace("wrote four", "never wrote four"),
        SAID.replace("told", "did not tell"),
    ],
)
def test_a_number_a_date_a_name_or_a_denial_makes_them_differ(other: str) -> None:
    assert differ(SAID, other)
    assert differ(other, SAID)
    assert not agree(SAID, other)


@pytest.mark.parametrize(
    "other",
    [
        SAID,
        SAID.replace("four", "4"),
        f"“{SAID}”",
        SAID.replace(" of them", " about them"),
    ],
)
def test_the_same_statement_in_nearly_the_same_words(other: str) -> None:
    assert agree(SAID, other)
    assert not differ(SAID, other)


@pytest.mark.parametrize(
    "other",
    [
        "The school kept six letters from the clinic in a drawer until June 2016.",
        SAID.replace(" in May 2015", " in May"),  # less detail
        "She wrote six.",
    ],
)
def test_another_statement_neither_agrees_nor_differs(other: str) -> None:
    assert not differ(SAID, other)
    assert not agree(SAID, other)
