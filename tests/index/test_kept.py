"""What is held in memory is what the store has, and never older than it."""

from index.stores.kept import Kept


class Counting:
    def __init__(self, values):
        self.values = values
        self.read = []

    def __call__(self, ids):
        self.read.append(list(ids))
        return {each: self.values[each] for each in ids if each in self.values}


def test_a_value_is_read_once():
    kept, store = Kept(100, len), Counting({1: "one", 2: "two"})
    kept.get([1], "tokens", store)
    assert list(kept.get([2, 1, 3], "tokens", store).items()) == [(2, "two"), (1, "one")]
    assert store.read == [[1], [2, 3]]


def test_another_kind_of_value_of_a_point_is_another_value():
    kept = Kept(100, len)
    kept.get([1], "tokens", Counting({1: "a token"}))
    assert kept.get([1], "sentences", Counting({1: "a sentence"})) == {1: "a sentence"}


def test_what_was_written_is_read_again():
    kept, store = Kept(100, len), Counting({1: "before"})
    kept.get([1], "tokens", store)
    store.values[1] = "after"
    kept.forget()
    assert kept.get([1], "tokens", store) == {1: "after"}


def test_what_was_written_during_a_read_is_not_held_as_it_was():
    kept, store = Kept(100, len), Counting({1: "before"})

    def reading(ids):
        before = store(ids)
        store.values[1] = "after"
        kept.forget()
        return before

    kept.get([1], "tokens", reading)
    assert kept.get([1], "tokens", store) == {1: "after"}


def test_the_longest_unused_goes_first():
    kept, store = Kept(6, len), Counting({1: "one", 2: "two", 3: "six"})
    for each in (1, 2, 1, 3, 1, 2):
        kept.get([each], "tokens", store)
    assert store.read == [[1], [2], [3], [2]]
