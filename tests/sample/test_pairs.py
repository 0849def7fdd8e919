"""The known pairs on the sample name units that its sources have, and their answer points stand in those units."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.pairs import Gold, Pair, load
from ingest.ids import digest, opening
from sample import build
from sample.render.document import Block
from sample.render.document import load as load_source

ROOT = Path(__file__).resolve().parents[2]
PAIRS = load(ROOT / "eval" / "datasets" / "sample.jsonl")
DIRECT = load(ROOT / "eval" / "datasets" / "sample-direct.jsonl")
BOTH = (*PAIRS, *DIRECT)
BLOCKS = {path.stem: load_source(path).blocks for path in build.sources()}


def named(gold: Gold) -> list[Block]:
    blocks = [block for block in BLOCKS[gold.review] if block.kind not in ("heading", "toc", "front_matter")]
    if gold.id:
        return [block for block in blocks if f"{gold.review}:{digest(opening(block.text))}" == gold.id]
    return [block for block in blocks if (block.label.rstrip("."), block.occurrence) == (gold.label, gold.occurrence)]


def plain_words(text: str) -> str:
    return " ".join(opening(text, words=None).split())


@pytest.mark.parametrize("pair", BOTH, ids=lambda pair: pair.id)
def test_each_gold_reference_names_one_unit(pair: Pair) -> None:
    for gold in pair.gold:
        assert len(named(gold)) == 1, gold


@pytest.mark.parametrize("pair", [pair for pair in BOTH if pair.answerable], ids=lambda pair: pair.id)
def test_each_answer_point_can_be_made_from_the_gold_units(pair: Pair) -> None:
    text = plain_words(" ".join(block.text for gold in pair.gold for block in named(gold)))
    for point in pair.answer_points:
        assert any(plain_words(must) in text for must in point.must), point


def test_there_are_eighty_pairs_of_every_type_and_persona() -> None:
    types = Counter(pair.type for pair in PAIRS)
    assert len(PAIRS) == 80
    assert types["unanswerable"] == 15
    assert types["false_premise"] == 5
    assert set(types) == {
        "fact", "explain", "recommend", "quote", "theme", "compare", "unanswerable", "false_premise",
    }  # fmt: skip
    assert {pair.persona for pair in PAIRS} == {"practitioner", "researcher", "trainer"}
    assert sum(len({gold.review for gold in pair.gold}) > 1 for pair in PAIRS) >= 15


def test_reviews_that_speak_and_those_that_are_silent_do_not_overlap() -> None:
    for pair in PAIRS:
        assert not set(pair.speaks) & set(pair.silent)
        assert {*pair.speaks, *pair.silent} <= set(BLOCKS)
        if pair.speaks:
            assert {gold.review for gold in pair.gold if gold.grade == 2} <= set(pair.speaks)


def test_direct_questions_are_in_one_dataset_alone_and_a_third_is_answered() -> None:
    assert not {pair.question for pair in PAIRS} & {pair.question for pair in DIRECT}
    assert not {pair.id for pair in PAIRS} & {pair.id for pair in DIRECT}
    assert 0.3 <= sum(pair.answerable for pair in DIRECT) / len(DIRECT) <= 0.4
