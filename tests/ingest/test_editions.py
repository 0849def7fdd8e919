"""What becomes of a unit's id in the next edition: it stays, or leaves an alias, or leaves a tombstone."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.editions import succeed
from ingest.ids import unit_ids
from ingest.model import Fidelity, Review, Unit

FIRST = [
    ("1.1", "1.1 The health visitor called at the house in March and found nobody at home on that day."),
    ("1.2", "1.2 A referral was made to the family support service because the rent had not been paid for a year."),
    ("1.3", "1.3 The review heard that no agency had spoken with the grandfather although he lived in the house."),
    ("", "Glossary"),
]


def review(paragraphs, **values) -> Review:
    text, units = "", []
    for id_, (label, words) in zip(unit_ids("r", paragraphs), paragraphs, strict=True):
        units.append(Unit(id_, "r", label, 1, "paragraph", (), None, len(text), len(text) + len(words), words))
        text += words + "\n"
    return Review("r", "r.txt", "", "txt", "R", "r", {}, Fidelity(), text, tuple(units), **values)


def ids(paragraphs):
    return unit_ids("r", paragraphs)


def test_an_unchanged_edition_leaves_nothing_behind():
    after = succeed(review(FIRST), review(FIRST))
    assert (after.aliases, after.tombstones) == ({}, ())


def test_a_paragraph_inserted_elsewhere_and_renumbering_change_no_id():
    second = [
        FIRST[0],
        ("1.2", "1.2 A new paragraph stands here and says what nobody said before."),
        ("1.3", FIRST[1][1].replace("1.2", "1.3")),
    ]
    after = succeed(review(FIRST[:2]), review(second))
    assert (after.aliases, after.tombstones) == ({}, ())
    assert [unit.id for unit in after.units][0::2] == ids(FIRST[:2])


def test_a_paragraph_whose_opening_was_changed_leaves_an_alias():
    second = [
        FIRST[0],
        (
            "1.2",
            f"1.2 In April {FIRST[1][1].removeprefix('1.2 ')}",
        ),
        *FIRST[2:],
    ]
    after = succeed(review(FIRST), review(second))
    assert after.aliases == {ids(FIRST)[1]: ids(second)[1]}
    assert after.tombstones == ()


def test_a_paragraph_that_was_withdrawn_leaves_a_tombstone():
    after = succeed(review(FIRST), review([FIRST[0], FIRST[2], FIRST[3]]))
    assert after.aliases == {}
    assert after.tombstones == (ids(FIRST)[1],)


def test_a_paragraph_joined_to_another_leaves_an_alias_to_it():
    second = [(FIRST[0][0], f"{FIRST[0][1]} {FIRST[1][1].removeprefix('1.2 ')}"), *FIRST[2:]]
    after = succeed(review(FIRST), review(second))
    assert after.aliases == {ids(FIRST)[1]: ids(second)[0]}


def test_the_same_number_on_other_words_is_no_successor():
    second = [
        FIRST[0],
        ("1.2", "1.2 Quite another matter is told here, of schools and of transport and of the weather."),
        *FIRST[2:],
    ]
    after = succeed(review(FIRST), review(second))
    assert after.aliases == {}
    assert after.tombstones == (ids(FIRST)[1],)


def test_a_unit_that_is_only_a_number_and_moved_among_others_of_its_kind_leaves_an_alias():
    rows = [("", "Yes"), ("", "Yes"), ("", "Yes")]
    after = succeed(review(rows), review(rows[:2]))
    assert after.aliases == {ids(rows)[2]: ids(rows)[0]}


def test_aliases_and_tombstones_are_carried_through_editions():
    second = [FIRST[0], ("1.2", "1.2 In April " + FIRST[1][1][4:]), FIRST[3]]
    third = [FIRST[0], ("1.2", "1.2 Late in April of that year " + FIRST[1][1][4:]), FIRST[3]]
    after = succeed(succeed(review(FIRST), review(second)), review(third))
    assert after.aliases == {ids(FIRST)[1]: ids(third)[1], ids(second)[1]: ids(third)[1]}
    assert after.tombstones == (ids(FIRST)[2],)


def test_a_paragraph_that_comes_back_is_no_longer_gone():
    after = succeed(succeed(review(FIRST), review(FIRST[:2])), review(FIRST))
    assert (after.aliases, after.tombstones) == ({}, ())


paragraphs = st.lists(
    st.tuples(
        st.sampled_from(["", "1.1", "1.2", "2.1"]),
        st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"]), max_size=16).map(" ".join),
    ),
    max_size=12,
)


@given(st.lists(paragraphs, min_size=2, max_size=4))
def test_every_id_ever_given_is_present_an_alias_or_a_tombstone(editions):
    current, ever = review(editions[0]), set(ids(editions[0]))
    for edition in editions[1:]:
        current = succeed(current, review(edition))
        ever |= set(ids(edition))
    present = {unit.id for unit in current.units}
    assert present | set(current.aliases) | set(current.tombstones) == ever
    assert not present & set(current.aliases)
    assert not present & set(current.tombstones)
    assert not set(current.aliases) & set(current.tombstones)
    assert set(current.aliases.values()) <= present
