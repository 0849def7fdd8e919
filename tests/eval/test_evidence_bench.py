"""How retrieval is measured on labelled evidence."""

from __future__ import annotations

from typing import Any

import pytest

from eval.bench.evidence import gold_of, measures, table
from ingest.model import Fidelity, Review, Unit

TEXT = "1 The nurse rang twice. Nobody came.\n2 It was raining."
UNITS = (
    Unit(id="r#1", review="r", label="1", occurrence=1, kind="paragraph", section=(), pages=None, start=0, end=36,
         text=TEXT[:36]),
    Unit(id="r#2", review="r", label="2", occurrence=1, kind="paragraph", section=(), pages=None, start=37, end=54,
         text=TEXT[37:]),
)  # fmt: skip
REVIEW = Review(
    id="r", source="r.txt", sha256="0" * 64, format="txt", title="r", case="r", fidelity=Fidelity(), text=TEXT,
    units=UNITS, metadata={},
)  # fmt: skip


def sentence(says: str, **fields: str) -> dict[str, str]:
    return {"review": "r.txt", "label": "1", "says": says, **fields}


@pytest.mark.parametrize(
    ("sentences", "gold"),
    [
        ([sentence("says", unit="r#1")], {"r#1": 2}),
        ([sentence("part", unit="r#1"), sentence("denies", unit="r#1")], {"r#1": 2}),
        ([sentence("part", text="The nurse  rang twice.")], {"r#1": 1}),  # as the seed names it
        ([sentence("says", text="It was raining.")], {}),  # of another label
        ([sentence("other", unit="r#1"), sentence("about", unit="r#2")], {}),
        ([sentence("says", unit="r#9")], {}),
        ([sentence("says", unit="r#1") | {"review": "away.txt"}], {}),
    ],
)
def test_a_unit_is_worth_what_its_best_sentence_says(sentences: list[dict[str, str]], gold: dict[str, int]) -> None:
    row: dict[str, Any] = {"id": "q", "sentences": sentences}
    assert gold_of(row, {"r.txt": REVIEW}) == gold


def test_hits_count_any_unit_that_answers() -> None:
    found = measures({"q": {"u": 1}, "p": {"v": 2}}, {"q": ["x", "u"], "p": ["v"]})
    assert (found["hit@1"], found["hit@5"]) == ({"q": 0.0, "p": 1.0}, {"q": 1.0, "p": 1.0})
    assert 0 < found["nDCG@10"]["q"] < found["nDCG@10"]["p"] == 1


def test_an_earlier_run_stands_beside() -> None:
    now = measures({"q": {"u": 2}}, {"q": ["u"]})
    before = measures({"q": {"u": 2}}, {"q": ["x", "u"]})
    assert next(iter(table(now, before))).startswith("hit@1    1.000 [1.000, 1.000]   +1.000")
    assert "on" not in "".join(table(now))
