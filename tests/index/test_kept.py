"""Vectors held in memory are those of the store, and never older than it."""

import numpy as np

from index.stores.kept import KeptVectors


class Counting:
    def __init__(self, vectors):
        self.vectors = vectors
        self.read = []

    def __call__(self, ids, name):
        self.read.append(list(ids))
        return {each: self.vectors[each] for each in ids if each in self.vectors}


def row(value):
    return np.full((2, 4), value, np.float32)


def test_a_vector_is_read_once():
    kept, store = KeptVectors(), Counting({1: row(0.5), 2: row(0.25)})
    kept.get([1], "tokens", store)
    found = kept.get([2, 1, 3], "tokens", store)
    assert store.read == [[1], [2, 3]]
    assert list(found) == [2, 1]
    assert found[1].dtype == np.float32
    assert np.array_equal(found[1], row(0.5))


def test_what_was_written_is_read_again():
    kept, store = KeptVectors(), Counting({1: row(0.5)})
    kept.get([1], "tokens", store)
    store.vectors[1] = row(0.75)
    kept.forget()
    assert np.array_equal(kept.get([1], "tokens", store)[1], row(0.75))


def test_what_was_written_during_a_read_is_not_held_as_it_was():
    kept, store = KeptVectors(), Counting({1: row(0.5)})

    def reading(ids, name):
        before = store(ids, name)
        store.vectors[1] = row(0.75)
        kept.forget()
        return before

    kept.get([1], "tokens", reading)
    assert np.array_equal(kept.get([1], "tokens", store)[1], row(0.75))


def test_the_longest_unused_goes_first():
    kept, store = KeptVectors(most=2 * row(0).size * 2), Counting({each: row(each) for each in (1, 2, 3)})
    for each in (1, 2, 1, 3, 1, 2):
        kept.get([each], "tokens", store)
    assert store.read == [[1], [2], [3], [2]]
