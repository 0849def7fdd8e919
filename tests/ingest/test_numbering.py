"""Numbers as reviews print them: each scheme reads what it writes, and refuses what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import numbering
from ingest.numbering import SCHEMES, Scheme, parse_roman


@pytest.mark.parametrize(
    ("text", "scheme", "printed", "value", "rest"),
    [
        ("4.12 The letter was sent.", "decimal", "4.12", (4, 12), "The letter was sent."),
        ("1.1. This review", "decimal", "1.1", (1, 1), "This review"),
        ("7.1.34 Also", "decimal", "7.1.34", (7, 1, 34), "Also"),
        ("4.12(a) The letter", "decimal", "4.12(a)", (4, 12, 1), "The letter"),
        ("4.12A The letter", "decimal", "4.12A", (4, 12, 1), "The letter"),
        ("2.1I have worked", "decimal", "2.1", (2, 1), "I have worked"),
        ("3A. The school", "whole", "3A", (3, 1), "The school"),
        ("3B The school", "whole", "3B", (3, 2), "The school"),
        ("12ZA The school", "whole", "12ZA", (12, 0, 1), "The school"),
        ("2.2ZA The school", "decimal", "2.2ZA", (2, 2, 0, 1), "The school"),
        ("2.2AA. The school", "decimal", "2.2AA", (2, 2, 1, 1), "The school"),
        ("3A.4 The school", "decimal", "3A.4", (3, 901, 4), "The school"),
        ("2.1.1.a the school", "decimal", "2.1.1.a", (2, 1, 1, 1), "the school"),
        ("II.3 The school", "decimal", "II.3", (2, 3), "The school"),
        ("3(b) The school", "whole", "3(b)", (3, 2), "The school"),
        ("1,198. The school", "whole", "1,198", (1198,), "The school"),
        ("Recommendation 2a: The board", "named", "Recommendation 2a", (2, 1), "The board"),
        ("Finding 4(b) The school", "named", "Finding 4(b)", (4, 2), "The school"),
        ("R2b: The board", "named", "R2b", (2, 2), "The board"),
        ("Para 7.3.2 The school", "decimal", "7.3.2", (7, 3, 2), "The school"),
        ("A1.2 The terms", "decimal", "A1.2", (1001, 1, 2), "The terms"),
        ("4\u200b.\u202a12\u202c The letter", "decimal", "4.12", (4, 12), "The letter"),
        ("4.126. 508 claims", "decimal", "4.126", (4, 126), "508 claims"),
        ("[59] Nobody asked", "bracket", "[59]", (59,), "Nobody asked"),
        ("6 Care Episode 1", "whole", "6", (6,), "Care Episode 1"),
        ("1. Background", "whole", "1", (1,), "Background"),
        ("2) Levels of need", "whole", "2)", (2,), "Levels of need"),
        ("(3) Template", "enclosed", "(3)", (3,), "Template"),
        ("iv. The risks", "roman", "iv", (4,), "The risks"),
        ("b) Multi-agency group", "letter", "b)", (2,), "Multi-agency group"),
        ("Finding One", "named", "Finding One", (1,), ""),
        ("Action Twenty-one: review", "named", "Action Twenty-one", (21,), "review"),
        ("Recommendation 3: The board", "named", "Recommendation 3", (3,), "The board"),
        ("Learning Point 3.1 No professional", "named", "Learning Point 3.1", (3, 1), "No professional"),
        ("Appendix B", "named", "Appendix B", (2,), ""),
    ],
)
def test_a_number_is_read(text: str, scheme: str, printed: str, value: tuple[int, ...], rest: str) -> None:
    number = numbering.read(text)

    assert number is not None
    assert (number.scheme, number.printed, number.value, number.rest) == (scheme, printed, value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "In 2014 the mother moved",
        "14.05 was the time of the call",
        "27 November 2025 was the date",
        "10 days later he returned",
        "action a plan was agreed",
        "The 4.2 procedure",
        "Actions taken",
        "1,198 children were seen",
        "4G was not to be had",
        "3.e.g. the school",
        "",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert numbering.read(text) is None


VALUES = {
    "decimal": st.lists(st.integers(1, 99), min_size=2, max_size=4).map(tuple),
    "coded": st.tuples(st.integers(1, 26), st.integers(1, 99)),
}
SINGLE = st.integers(1, 26).map(lambda number: (number,))


@pytest.mark.parametrize("name", sorted(SCHEMES))
@given(data=st.data())
def test_a_scheme_reads_what_it_writes(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES.get(name, SINGLE))
    scheme = SCHEMES[name]
    number = scheme.parse(f"{scheme.format(value)} The panel met.")

    assert number is not None
    assert number.value == value
    assert number.rest == "The panel met."


@given(st.integers(1, 400))
def test_roman_numbers_are_read_back(value: int) -> None:
    assert parse_roman(numbering.format_roman(value)) == value


@pytest.mark.parametrize("text", ["iiii", "vx", "did", "mild", ""])
def test_words_are_no_roman_numbers(text: str) -> None:
    assert parse_roman(text) == 0


def test_a_scheme_cannot_be_registered_twice() -> None:
    with pytest.raises(ValueError, match="decimal"):
        numbering.register(Scheme("decimal", lambda text: None, str))
