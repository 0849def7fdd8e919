"""The series of numbers: which of the candidates are labels."""

from __future__ import annotations

import pytest

from ingest.numbering import Value
from ingest.structure.series import Candidate, choose, step, weigh


def chosen(*numbers: str) -> list[str]:
    values = [tuple(int(part) for part in number.split(".")) for number in numbers]
    return [number for number, taken in zip(numbers, choose([Candidate(v, 1.0) for v in values]), strict=True) if taken]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((1, 1), (1, 2)),
        ((1, 9), (2, 1)),
        ((1, 2), (1, 2, 1)),
        ((1, 2, 7), (1, 3)),
        ((1, 2, 7), (1, 3, 1)),
        ((9, 6, 1), (10, 1)),
    ],
)
def test_the_next_number_costs_nothing(before: Value, after: Value) -> None:
    assert step(before, after) == 0.0


@pytest.mark.parametrize(
    ("before", "after"),
    [((1, 1), (1, 1)), ((1, 1), (1, 4)), ((2, 3), (1, 4)), ((7, 3), (7, 1, 1)), ((4, 12), (4, 184))],
)
def test_a_gap_a_repeat_and_a_step_back_cost(before: Value, after: Value) -> None:
    assert step(before, after) > 0.0


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ("1.1 1.2 1.3 2.1 2.2", "1.1 1.2 1.3 2.1 2.2"),
        ("4.11 4.12 4.184 4.13 4.14", "4.11 4.12 4.13 4.14"),
        ("4.1 4.2 9.7 4.3 4.4", "4.1 4.2 4.3 4.4"),
        ("3.1 3.2 3.3 3.3 3.4", "3.1 3.2 3.3 3.3 3.4"),
        ("7.1 7.2 7.3 7.1.1 7.1.2 7.2 7.2.1", "7.1 7.2 7.3 7.1.1 7.1.2 7.2 7.2.1"),
        ("1.1 1.2 1.3 1.1 1.2 1.3 1.4", "1.1 1.2 1.3 1.1 1.2 1.3 1.4"),
        ("5.1 5.2 5.4 5.5", "5.1 5.2 5.4 5.5"),
        ("", ""),
    ],
)
def test_the_cheapest_reading_is_chosen(printed: str, labels: str) -> None:
    assert chosen(*printed.split()) == labels.split()


@pytest.mark.parametrize(
    ("value", "rest", "less_than"),
    [
        ((4, 184), "above.", 0.2),
        ((2, 5), "million pounds", 0.2),
        ((5, 1, 15), "The mother called", 0.5),
        ((4, 2), "of the procedure", 0.4),
    ],
)
def test_dates_quantities_and_references_weigh_little(value: Value, rest: str, less_than: float) -> None:
    assert weigh(value, rest) < less_than
    assert weigh((4, 2), "The mother called") == 1.0
