"""A unit of many windows: its text stands once in the index, and it is found, quoted and shown whole all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedding.onnx import OnnxEncoder
from index.engine import Index
from index.nearness import MOST_WINDOWS
from index.projection import DIMENSIONS
from index.scope import PASSAGE
from index.stores.store import Dimensions, Where

from .conftest import CASE_Q, MERLIN, Shelf, review
from .stores import STORES, make_store

pytestmark = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]
FILLER = [f"On day {day} the worker rang house number {day} and wrote down who was at home." for day in range(500)]
NEEDLE = "A purple bicycle stood in the hall of the flat for a year."
LONG = "7.1 " + " ".join([*FILLER[:400], NEEDLE, *FILLER[400:]])
WILLOW = review("willow", [("7.1", "paragraph", LONG), ("7.2", "paragraph", "7.2 The aunt kept two dogs.")])


@pytest.fixture(scope="module", params=STORES)
def index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, encoder: OnnxEncoder
) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("index")
    shelf = Shelf(folder).put(MERLIN, CASE_Q, WILLOW)
    store = make_store(request.param, folder, Dimensions(encoder.size, DIMENSIONS), shared=True)
    with Index(shelf, store, encoder) as made:
        made.sync()
        yield made


def test_the_text_of_a_unit_is_stored_with_its_first_window_alone(index: Index) -> None:
    payloads = [
        payload for _, payload in index.searcher.store.scroll(Where((PASSAGE,))) if payload["review"] == "willow"
    ]
    assert len(payloads) > MOST_WINDOWS + 1
    assert sum(len(json.dumps(payload)) for payload in payloads) < 2.2 * len(LONG) + 1_500 * len(payloads)
    assert [payload["window"] for payload in payloads if "record" in payload or "text" in payload] == [0, 0]


def test_words_of_a_later_window_find_the_whole_unit(index: Index) -> None:
    first = index.search("Where did the purple bicycle stand?", k=3).hits[0]
    assert first.unit.text == LONG
    assert first.review.id == "willow"


@pytest.mark.parametrize("phrase", ["purple bicycle", "at home. A purple", "7.1 On day 0"])
def test_a_phrase_is_found_in_any_window_and_across_two(index: Index, phrase: str) -> None:
    assert index.search(f'"{phrase}" worker', k=1).hits[0].unit.text == LONG


def test_the_sentences_looked_at_are_the_nearest(index: Index) -> None:
    query = "Where did the purple bicycle stand?"
    unit = WILLOW.units[0]
    near = index.sentence_scores(query, [unit])[unit.id]
    assert max(near, key=lambda each: each.late).text == NEEDLE
    assert 20 < len(near) < len(FILLER)


def test_precedent_for_a_long_unit(index: Index) -> None:
    assert index.similar(WILLOW.units[0].id, k=3).hits
