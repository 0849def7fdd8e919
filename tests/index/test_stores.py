"""One contract for both stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.points import point_id
from index.stores.store import (
    BM25,
    DENSE,
    SENTENCES,
    TOKENS,
    Condition,
    Dimensions,
    Probe,
    Sparse,
    Store,
    StoredPoint,
    Where,
)

from .stores import STORES, make_store

pytestmark = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]
A, B, C = (point_id(name) for name in "abc")


def rows(*values: tuple[float, ...]) -> np.ndarray:
    return np.asarray(values, np.float32)


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Three points, for tests that change nothing."""
    made = make_store(request.param, tmp_path_factory.mktemp("stores"), Dimensions(dense=2, tokens=2), shared=True)
    yield filled(made)
    made.close()


@pytest.fixture(params=STORES)
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The same, to be changed."""
    made = make_store(request.param, tmp_path, Dimensions(dense=2, tokens=2))
    yield filled(made)
    made.close()
    made.close()


def filled(made: Store) -> Store:
    made.upsert(
        [
            StoredPoint(
                A,
                {DENSE: rows((1, 0))[0], SENTENCES: rows((1, 0), (0, 1)), TOKENS: rows((1, 0), (0, 1)),
                 BM25: Sparse((1, 2), (1.0, 1.0))},
                {"doc": "passage", "review": "r1", "year": 2014, "text": "A warning letter came", "themes": ["x", "y"]},
            ),
            StoredPoint(
                B,
                {DENSE: rows((0, 1))[0], SENTENCES: rows((0, 1)), TOKENS: rows((0, 1)), BM25: Sparse((2,), (1.0,))},
                {"doc": "passage", "review": "r2", "year": 2021, "text": "The letter gave no warning", "themes": ["y"]},
            ),
            StoredPoint(C, {}, {"doc": "review", "review": "r1"}),
        ]
    )  # fmt: skip
    return made


def test_dense_probe_scores_by_dot_product_and_skips_points_without_the_vector(store: Store) -> None:
    (found,) = store.probe([Probe(DENSE, rows((0.6, 0.8))[0], 10)])
    assert [(point.id, round(point.score, 4)) for point in found] == [(B, 0.8), (A, 0.6)]


def test_multivector_probe_sums_the_best_match_of_each_query_row(store: Store) -> None:
    (found,) = store.probe([Probe(TOKENS, rows((0.5, 0), (0, 0.25)), 10)])
    assert [(point.id, round(point.score, 4)) for point in found] == [(A, 0.75), (B, 0.25)]


def test_a_row_of_zeros_in_a_query_adds_nothing(store: Store) -> None:
    (found,) = store.probe([Probe(TOKENS, rows((0, 0), (0.5, 0), (-1, -1)), 10)])
    assert [(point.id, round(point.score, 4)) for point in found] == [(B, 0.0 - 1.0), (A, 0.5 - 1.0)][::-1]
    (none,) = store.probe([Probe(TOKENS, rows((0, 0), (0, 0)), 10)])
    assert [point.score for point in none] == [0.0, 0.0]


def test_sparse_probe_weighs_by_idf_and_leaves_out_what_shares_no_term(store: Store) -> None:
    rare, common = store.probe([Probe(BM25, Sparse((1,), (1.0,)), 10), Probe(BM25, Sparse((2,), (1.0,)), 10)])
    assert [point.id for point in rare] == [A]
    assert {point.id for point in common} == {A, B}
    assert rare[0].score > common[0].score


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where((Condition("doc", any=("passage",)),)), {A, B}),
        (Where((Condition("review", any=("r1",)),)), {A, C}),
        (Where((Condition("review", any=("r1", "r2")),), unless=(Condition("doc", any=("review",)),)), {A, B}),
        (Where((Condition("year", between=(2015, 2021)),)), {B}),
        (Where((Condition("text", phrase="warning letter"),)), {A}),
        (Where((Condition("themes", any=("x", "z")),)), {A}),
        (Where(among=(B, C)), {B, C}),
        (Where((Condition("doc", any=("nothing",)),)), set()),
        (Where(), {A, B, C}),
    ],
)
def test_conditions_mean_the_same(store: Store, where: Where, expected: set[str]) -> None:
    assert {point for point, _ in store.scroll(where)} == expected
    assert store.count(where) == len(expected)


def test_probe_keeps_to_its_scope(store: Store) -> None:
    (found,) = store.probe([Probe(DENSE, rows((1, 1))[0], 10, Where(among=(A,)))])
    assert [point.id for point in found] == [A]


def test_fetch_reads_whole_payloads_or_some_keys_and_leaves_out_unknown_ids(store: Store) -> None:
    assert store.fetch([B], ("review",)) == {B: {"review": "r2"}}
    assert store.fetch([A, point_id("nobody")])[A]["themes"] == ["x", "y"]
    assert store.fetch([point_id("nobody")]) == {}


def test_vectors_come_back_in_half_precision(store: Store) -> None:
    found = store.vectors([A, C], TOKENS)
    assert list(found) == [A]
    np.testing.assert_allclose(found[A], rows((1, 0), (0, 1)), atol=1e-3)


def test_facet_counts_points_by_value(store: Store) -> None:
    assert store.facet("themes", Where((Condition("doc", any=("passage",)),))) == {"x": 1, "y": 2}


def test_upsert_replaces_and_delete_removes(own: Store) -> None:
    own.upsert([StoredPoint(C, {}, {"doc": "review", "review": "r3"})])
    assert own.fetch([C]) == {C: {"doc": "review", "review": "r3"}}
    own.delete(Where((Condition("review", any=("r3",)),)))
    assert own.count(Where()) == 2


def test_optimize_changes_no_result(own: Store) -> None:
    before = own.probe([Probe(DENSE, rows((0.6, 0.8))[0], 10)])
    own.optimize()
    assert own.probe([Probe(DENSE, rows((0.6, 0.8))[0], 10)]) == before
