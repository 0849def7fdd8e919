"""The measures of a parse against gold, by hand and beside the scorer that they follow."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from eval.structure import GoldUnit, load_gold, norm, plain_words, score, unlabelled
from ingest.model import Unit
from ingest.readers import read
from ingest.readers.text import from_text
from ingest.structure import parse

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = (
    GoldUnit("1.", "heading", (), "Method", "Method"),
    GoldUnit(
        "1.1", "paragraph", ("1. Method",), "The nurse rang the school about Child", "school about Child Q in May."
    ),
    GoldUnit(
        "1.2",
        "paragraph",
        ("1. Method",),
        "Nobody answered the telephone on either day",
        "telephone on either day of that week.",
    ),
)
TEXT = (
    "1. Method\n\n1.1 The nurse rang the school about Child Q in May.\n\n"
    "1.2 Nobody answered the telephone on either day of that week."
)


def units(text: str) -> tuple[Unit, ...]:
    return parse(from_text(text), review_id="tarn")[1]


def test_a_right_parse_has_all_of_it() -> None:
    found = score(GOLD, units(TEXT))

    assert (found.labels.f1, found.units.f1, found.headings) == (1.0, 1.0, 1.0)
    assert (found.missed, found.extra) == ((), ())


def test_a_paragraph_cut_in_two_is_missed_once_and_extra_twice() -> None:
    found = score(GOLD, units(TEXT.replace("about Child", "about\n\n## Later\n\nChild")))

    assert [unit.label for unit in found.missed] == ["1.1"]
    assert (found.units.hits, found.units.found, found.units.wanted) == (1, 3, 2)
    assert found.units.f1 == pytest.approx(2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))


def test_a_wrong_label_counts_against_labels_and_not_against_units() -> None:
    found = score(GOLD, units(TEXT.replace("1.2 Nobody", "1.3 Nobody")))

    assert (found.labels.hits, found.labels.found, found.labels.wanted) == (1, 2, 2)
    assert found.units.f1 == 1.0


def test_what_is_no_word_does_not_count() -> None:
    assert plain_words("• **20<sup>th</sup>** – “May” [a](#b) £5 10%") == ["20th", "may", "a", "£5", "10%"]
    assert norm(" Para 7.3.2. ") == "7.3.2"
    assert unlabelled(["8", "page", "27", "all", "plans"], "8") == ["all", "plans"]


@pytest.mark.shared
@pytest.mark.parametrize("review", ["gloucestershire-james", "norfolk-case-v"])
def test_it_agrees_with_the_scorer_beside_the_gold(review: str) -> None:
    gold_path = SHARED / "gold" / f"structure_{review}.jsonl"
    if not gold_path.exists():
        pytest.skip("the gold structure of real reviews is not beside this checkout")
    found_units = parse(read(SHARED / "reviews" / f"{review}.txt"), review_id=review)[1]
    spoilt = found_units[: len(found_units) // 2] + found_units[len(found_units) // 2 + 3 :]  # some must be missed
    for some in (found_units, spoilt):
        theirs = _scorer().score(_json_lines(gold_path), [_shown(unit) for unit in some])
        ours = score(load_gold(gold_path), some)

        assert theirs["units"] == _rounded(ours.units)
        assert theirs["labels"] == _rounded(ours.labels)
        assert theirs["sections"] == round(ours.headings, 4)
        assert theirs["edge_words_kept"] == round(ours.edge_words, 4)


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_structure", SHARED / "gold" / "score_structure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _shown(unit: Unit) -> dict[str, Any]:
    return {"label": unit.label, "kind": unit.kind, "section": list(unit.section), "text": unit.text}


def _rounded(share: Any) -> dict[str, float]:
    return {"precision": round(share.precision, 4), "recall": round(share.recall, 4), "f1": round(share.f1, 4)}
