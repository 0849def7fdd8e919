"""The index end to end, on both stores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.embedding.onnx import OnnxEncoder
from index.engine import Index
from index.manifest import Manifest, check_manifest, write_manifest
from index.model import Filters, QueryPart, Searched
from index.projection import DIMENSIONS
from index.stores.edge import EdgeStore
from index.stores.store import Dimensions, StoredPoint
from ingest.errors import IndexMismatch, UnknownReview

from .conftest import CASE_Q, MERLIN, Shelf, review
from .stores import STORES, make_store

pytestmark = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]


@pytest.fixture(scope="module", params=STORES)
def index(
    request: pytest.FixtureRequest, encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    """The two reviews in either store, for tests that change nothing."""
    shelf = Shelf(tmp_path_factory.mktemp("engine") / "index").put(MERLIN, CASE_Q)
    store = make_store(request.param, shelf.index_path, Dimensions(encoder.size, DIMENSIONS), shared=True)
    with Index(shelf, store, encoder) as made:
        made.sync()
        yield made


def labels(index: Index, query: str, **options: object) -> list[tuple[str, str]]:
    return [(hit.review.id, hit.unit.label) for hit in index.search(query, **options).hits]  # type: ignore[arg-type]


def test_headings_are_not_searched_and_the_denominator_is_told(index: Index) -> None:
    assert index.searched() == Searched(reviews=2, cases=2, passages=8)
    assert index.search("recommendations").searched == Searched(2, 2, 8)
    assert all(hit.unit.kind != "heading" for hit in index.search("recommendations", k=20).hits)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Was a letter sent about domestic violence?", ("merlin", "4.2")),
        ("Why was nobody supervised?", ("case-q", "2.2")),
        ("Did anyone hear what gran said?", ("case-q", "2.3")),
        ("Was the bruise looked into?", ("merlin", "4.1")),
        ("what does paragraph 2.1 say", ("case-q", "2.1")),
        ("supervission of the socal worker", ("case-q", "2.2")),
        ("recommendation 1 of Case Q", ("case-q", "Recommendation 1")),
        ("Merlin recommendation 1", ("merlin", "Recommendation 1")),
    ],
)
def test_the_right_unit_comes_first(index: Index, query: str, first: tuple[str, str]) -> None:
    assert labels(index, query)[0] == first


@pytest.mark.parametrize(
    ("query", "absent"),
    [
        ("paragraph 45.3 of Merlin", [("paragraph 45.3", ("merlin",))]),
        ("recommendation 99", [("recommendation 99", ())]),
        ("what did the Child W review say about letters", [("Child W", ())]),
        ("paragraph 4.2 of Merlin", []),
        ("letters to Merlin's mother", []),
    ],
)
def test_what_is_asked_for_by_name_or_number_and_not_there_is_told(
    index: Index, query: str, absent: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = index.search(query)
    assert [(part.found, part.meant) for part in found.absent] == absent
    assert index.search(query, ignore=found.absent).absent == ()


def test_a_number_that_only_a_heading_prints_is_there_once_its_review_is(shelf: Shelf, encoder: OnnxEncoder) -> None:
    headed = [("", "paragraph", "The school nurse was not asked for her view of the family at any time.")]
    later = review("later", headed, ("9.1 The school",), subject="Case Later")
    with Index(shelf, EdgeStore(shelf.index_path / "shard", Dimensions(encoder.size, DIMENSIONS)), encoder) as index:
        index.sync()
        assert [part.found for part in index.search("section 9.1 of Case Q").absent] == ["section 9.1"]
        assert [part.found for part in index.search("paragraph 9.1").absent] == ["paragraph 9.1"]
        shelf.put(later)
        index.sync()
        assert index.search("paragraph 9.1").absent == ()
        assert [part.found for part in index.search("section 9.1 of Case Q").absent] == ["section 9.1"]


def test_a_hit_holds_all_that_an_answer_needs(index: Index) -> None:
    hit = index.search("domestic abuse letter").hits[0]
    assert hit.unit == MERLIN.units[1]
    assert (hit.review.board, hit.review.year, hit.review.area) == (
        "Eastmoor Safeguarding Children Board",
        "2014",
        "Eastmoor",
    )
    assert {signal.name for signal in hit.signals} == {
        "dense",
        "sentences",
        "tokens",
        "rare_tokens",
        "bm25",
        "bm25_headed",
    }
    assert next(signal.rank for signal in hit.signals if signal.name == "tokens") == 1


@pytest.mark.parametrize("query", ["", "   ", "😀 🎉", "\x00\x01", "?!*(){}[]:^~\"'"])
def test_a_query_without_words_finds_nothing(index: Index, query: str) -> None:
    result = index.search(query)
    assert result.hits == ()
    assert result.searched.passages == 8


@pytest.mark.parametrize(
    "query",
    [
        "a",
        "R",
        "letter " * 10_000,
        "NOT letter AND (abuse OR",
        "lettre d'avertissement à la mère",
        "письмо",
        'a "b" "c',
        "x" * 5000,
    ],
)
def test_any_other_query_is_answered(index: Index, query: str) -> None:
    assert 0 < len(index.search(query, k=3).hits) <= 3


def test_filters_restrict_and_count(index: Index) -> None:
    only = Filters(boards=("Westmoor Safeguarding Children Partnership",), years=(2020, 2022))
    result = index.search("supervision", filters=only)
    assert result.searched == Searched(1, 1, 4)
    assert {hit.review.id for hit in result.hits} == {"case-q"}
    assert index.search("supervision", filters=Filters(years=(1990, 1999))).hits == ()
    assert {hit.unit.label for hit in index.search("police", filters=Filters(agencies=("police",))).hits} == {"4.3"}


def test_a_filter_value_that_stands_nowhere_names_the_near_ones(index: Index) -> None:
    with pytest.raises(UnknownReview, match=r"No board is called .*Did you mean Eastmoor Safeguarding Children Board"):
        index.search("letter", filters=Filters(boards=("Eastmor Safeguarding Board",)))


def test_facets_count_cases_and_passages(index: Index) -> None:
    found = index.facets()
    assert [(count.value, count.cases, count.passages) for count in found["kinds"]] == [("LCSPR", 1, 4), ("SCR", 1, 4)]
    themes = {count.value: (count.cases, count.passages) for count in found["themes"]}
    assert themes["domestic abuse"] == (1, 1)


def test_named_reviews_come_first_and_the_name_can_be_removed(index: Index) -> None:
    result = index.search("Did Case Q have a letter about domestic abuse?", k=4)
    part = QueryPart("filter", "case q", ("case-q",))
    assert part in result.parts
    assert result.hits[0].review.id == "case-q" or result.hits[0].unit.label == "4.2"
    assert part not in index.search("Did Case Q have a letter about domestic abuse?", ignore=(part,)).parts


def test_a_quoted_phrase_puts_passages_with_it_first(index: Index) -> None:
    assert labels(index, 'mother or "four nights"', k=1) == [("merlin", "4.3")]


def test_at_most_so_many_of_a_review(index: Index) -> None:
    found = [name for name, _ in labels(index, "supervision of letters", per_review=1)]
    assert sorted(found) == ["case-q", "merlin"]


def test_similar_looks_in_other_cases_only(index: Index) -> None:
    result = index.similar(MERLIN.units[4].id, k=2)
    assert {hit.review.id for hit in result.hits} == {"case-q"}
    assert result.searched == Searched(1, 1, 4)
    with pytest.raises(UnknownReview, match="casebook show"):
        index.similar("merlin:nothing")


def test_the_same_words_printed_twice_are_one_hit_with_both(encoder: OnnxEncoder, tmp_path: Path) -> None:
    twice = review(
        "twice",
        [
            ("5.4", "paragraph", "5.4 The board should seek assurance about the quality of supervision records."),
            ("5.5", "paragraph", "5.5 School attendance fell to half in the spring."),
            ("3", "recommendation", "3 The board should seek assurance about the quality of supervision records."),
        ],
    )
    shelf = Shelf(tmp_path / "index").put(twice)
    with Index(shelf, EdgeStore(shelf.index_path / "shard", Dimensions(encoder.size, DIMENSIONS)), encoder) as index:
        index.sync()
        hits = index.search("assurance about supervision records").hits
    assert len(hits) == 2
    assert {hits[0].unit.label, *(unit.label for unit in hits[0].also)} == {"5.4", "3"}


def test_both_stores_rank_alike(shelf: Shelf, encoder: OnnxEncoder) -> None:
    sizes = Dimensions(encoder.size, DIMENSIONS)
    rankings = []
    for kind in STORES:
        with Index(shelf, make_store(kind, shelf.index_path, sizes), encoder) as index:
            index.sync()
            rankings.append(
                [
                    [hit.unit.id for hit in index.search(query, k=8).hits]
                    for query in ("warning letter", "supervision", "mum of Merlin", '"the mother"', "why")
                ]
            )
    assert rankings[0] == rankings[1]


def test_sync_adds_replaces_and_removes_and_embeds_only_what_is_new(shelf: Shelf, encoder: OnnxEncoder) -> None:
    counting = _Counting(encoder)
    with Index(shelf, EdgeStore(shelf.index_path / "shard", Dimensions(encoder.size, DIMENSIONS)), counting) as index:
        index.sync()
        assert counting.embedded == 8
        index.sync()
        assert counting.embedded == 8
        changed = replace(MERLIN.units[1], text="4.2 No letter was ever written to the mother.")
        shelf.put(replace(MERLIN, units=(MERLIN.units[0], changed, *MERLIN.units[2:])))
        index.sync()
        assert counting.embedded == 9
        assert index.search("letter to the mother").hits[0].unit.text == "4.2 No letter was ever written to the mother."
        assert index.searched() == Searched(2, 2, 8)
        del shelf.held["case-q"]
        index.sync()
        assert index.searched() == Searched(1, 1, 4)
        assert {hit.review.id for hit in index.search("supervision", k=20).hits} == {"merlin"}


def test_an_interrupted_sync_goes_on_where_it_stopped(shelf: Shelf, encoder: OnnxEncoder) -> None:
    class Interrupted(Exception):
        pass

    def stop_at_second(progress: object) -> None:
        if getattr(progress, "name", "") == "merlin":
            raise Interrupted

    counting = _Counting(encoder)
    sizes = Dimensions(encoder.size, DIMENSIONS)
    shelf.held = {"case-q": CASE_Q, "merlin": MERLIN}
    with Index(shelf, EdgeStore(shelf.index_path / "shard", sizes), counting) as index, pytest.raises(Interrupted):
        index.sync(stop_at_second)
    with Index(shelf, EdgeStore(shelf.index_path / "shard", sizes), counting) as index:
        index.sync()
        assert index.searched() == Searched(2, 2, 8)
    assert counting.embedded == 8


@pytest.mark.parametrize("change", [{"digest": "other"}, {"version": 0}, {"scheme": "older"}, {"size": 3}])
def test_an_index_of_another_making_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    store = EdgeStore(tmp_path / "shard", Dimensions(2, 2))
    wanted = Manifest("model", "digest", 384)
    write_manifest(store, replace(wanted, **change))  # type: ignore[arg-type]
    with pytest.raises(IndexMismatch, match="casebook index --rebuild"):
        check_manifest(store, wanted)
    store.close()


def test_points_without_a_manifest_are_not_taken_for_a_new_index(tmp_path: Path) -> None:
    store = EdgeStore(tmp_path / "shard", Dimensions(2, 2))
    store.upsert([StoredPoint(7, {}, {"doc": "passage"})])
    with pytest.raises(IndexMismatch, match="casebook index --rebuild"):
        check_manifest(store, Manifest("model", "digest", 384))
    store.close()


class _Counting:
    """The real encoder, counting what it is given."""

    def __init__(self, encoder: OnnxEncoder) -> None:
        self._encoder = encoder
        self.embedded = 0
        self.name, self.digest, self.size = encoder.name, encoder.digest, encoder.size

    def encode(self, texts, on_batch=None):
        self.embedded += len(texts)
        return self._encoder.encode(texts, on_batch)

    def __getattr__(self, name: str):
        return getattr(self._encoder, name)
