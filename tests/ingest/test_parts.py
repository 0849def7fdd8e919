"""Addresses within a long unit."""

from __future__ import annotations

import json

import pytest

from ingest.model import SCHEMA_VERSION, Part
from ingest.readers.text import from_text
from ingest.storage import Record, dumps, loads
from ingest.structure import parse
from ingest.structure.parts import LONG, parts_of

from ..index.conftest import review

LONG_OPENING = "22.4 " + "The nurse wrote a letter about the bruise and nobody read it. " * 40


def found(rest: str) -> list[tuple[str, str]]:
    """Label and words of the parts of a long unit that ends so."""
    text = LONG_OPENING + rest
    return [(part.label or part.kind, text[part.start : part.end]) for part in parts_of(text)]


def test_items_on_lines_of_their_own_and_the_bullets_within_them() -> None:
    assert found(
        "It asked:\ni. Read letters.\n• each one\n• on the day\nii. File them.\n(iii) Send them\non again.\nThe end."
    ) == [
        ("(i)", "i. Read letters.\n• each one\n• on the day"),
        ("bullet", "• each one"),
        ("bullet", "• on the day"),
        ("(ii)", "ii. File them."),
        ("(iii)", "(iii) Send them\non again."),
    ]


def test_items_within_a_line_and_within_items() -> None:
    assert found("\n(a) It asked: (i) to read; and (ii) to file. Then more.\n(b) It rested.") == [
        ("(a)", "(a) It asked: (i) to read; and (ii) to file. Then more."),
        ("(a)(i)", "(i) to read; and"),
        ("(a)(ii)", "(ii) to file."),
        ("(b)", "(b) It rested."),
    ]


@pytest.mark.parametrize(
    ("rest", "labels"),
    [
        ("\n1. One.\n2. Two.\n3. Three.", ["(1)", "(2)", "(3)"]),
        ("\n1. One.\n3. Three is no next one.", []),
        ("See section 47(a) and section 17 (b) of it.", []),
        ("As was said, (a) is one alone.", []),
        ("\n(a) One.\n(b) Two.\nThen:\n(a) Again.\n(b) And again.", ["number"] * 4),
        ("\n(g) Not from the first.\n(h) So none.", []),
        ("".join(f"\n({letter}) Thing." for letter in "abcdefghij"), [f"({letter})" for letter in "abcdefghij"]),
        ("\n9 May | Visit | Nobody in\n10 May | Visit | Seen", ["row", "row"]),
    ],
)
def test_a_number_is_an_address_only_in_its_list(rest: str, labels: list[str]) -> None:
    assert [label for label, _ in found(rest)] == labels


def test_only_a_unit_of_over_400_words_has_parts() -> None:
    items = "\n(a) One.\n(b) Two."
    short = "word " * (LONG - 4) + items
    assert len(short.split()) == LONG
    assert parts_of(short) == ()
    assert [part.label for part in parts_of("word " + short)] == ["(a)", "(b)"]


REVIEW = (
    f"1. Findings\n\n1.1 Short.\n\n1.2 {'The nurse wrote a letter and nobody read it. ' * 50}It asked:\n\n"
    "(i) Read.\n\n(ii) File.\n"
)


def test_a_parsed_file_keeps_parts_and_an_older_one_gets_them() -> None:
    _, units = parse(from_text(REVIEW), review_id="elm")
    long = next(unit for unit in units if unit.label == "1.2")
    assert [(part.label, long.text[part.start : part.end]) for part in long.parts] == [
        ("(i)", "(i) Read."),
        ("(ii)", "(ii) File."),
    ]
    assert all(not unit.parts for unit in units if unit is not long)
    made = review("elm", [("1.2", "paragraph", long.text)])
    older = json.loads(dumps(Record(made)))
    older["schema_version"] = SCHEMA_VERSION - 1
    for data in (json.dumps(older).encode(), dumps(loads(json.dumps(older).encode(), name="elm"))):
        (unit,) = loads(data, name="elm").review.units
        assert unit.parts == long.parts
        assert isinstance(unit.parts[0], Part)
