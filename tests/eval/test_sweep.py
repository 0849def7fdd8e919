import pytest

from app.casebook import Casebook
from eval.gold import Resolved, resolve
from eval.pairs import Gold, Pair
from eval.sweep import Grid, Point, cross_validated, fold_of, load_grid, sweep_rankings, sweep_thresholds
from ingest.errors import InputError
from ingest.settings import load_settings

FEATURES = ("tokens", "dense")
CHAIR = Pair("T-1", "Who chaired the panel?", "researcher", "fact", None, (Gold("hollowmere-z", "1.1"),), ())
SCHOOL = Pair("T-2", "Was the school told of it?", "trainer", "fact", None, (Gold("hollowmere-z", "1.2"),), ())
HORSES = Pair("T-3", "How many horses were sold in 1931?", "trainer", "unanswerable", None, (), ())


def grid(tmp_path, text):
    path = tmp_path / "grid.toml"
    path.write_text(text)
    return load_grid(path, FEATURES, 0.4)


def test_every_combination_is_a_point_and_the_shipped_one_comes_first(tmp_path):
    found = grid(tmp_path, "k = [5, 10]\n[weights]\ntokens = [0.5, 1.0]\n[answering]\nthreshold = [0.2]\n")
    assert found.target == "rec@600w"
    assert found.points == (
        (("k", 10), ("weights.tokens", 1.0)),
        (("k", 5), ("weights.tokens", 0.5)),
        (("k", 5), ("weights.tokens", 1.0)),
        (("k", 10), ("weights.tokens", 0.5)),
    )
    assert found.thresholds == (0.4, 0.2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("depth = [5]", "names 'depth', which cannot be swept"),
        ("[weights]\ncolour = [1.0]", "names 'colour', which cannot be swept"),
        ("k = 5", "k is 5"),
        ("k = [", "is no TOML file"),
    ],
)
def test_a_grid_that_cannot_be_used_is_told(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        grid(tmp_path, text)


def test_the_example_names_what_there_is(home):
    from index.fusion import fusion_weights

    found = load_grid(home / "eval" / "sweep.example.toml", tuple(fusion_weights()), 0.4)
    assert len(found.points) == 24
    assert len(found.thresholds) == 5


@pytest.fixture(scope="module")
def casebook(library):
    with Casebook.open(library.path, settings=load_settings(library=library.path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def pairs(casebook):
    found, troubles = resolve([CHAIR, SCHOOL, HORSES], {review.id: review for review in casebook.reviews()})
    assert troubles == ()
    return found


def test_the_shipped_point_ranks_as_a_search_does(casebook, pairs):
    (review,) = casebook.reviews()
    units = {unit.id: unit for unit in review.units}
    shipped, one = (("k", 10),), (("k", 1),)
    found = sweep_rankings(casebook, pairs, units, Grid("RR", (shipped, one), ()))
    for resolved in pairs[:2]:
        hits = [hit.unit.id for hit in casebook.search(resolved.pair.question, k=10).hits]
        assert found.points[0].target[resolved.pair.id] == 1 / (1 + hits.index(resolved.essential[0]))
    assert found.points[1].words < found.points[0].words
    assert set(found.chosen) == {"hollowmere-z"}


def test_a_measure_that_there_is_not_is_told(casebook, pairs):
    (review,) = casebook.reviews()
    units = {unit.id: unit for unit in review.units}
    with pytest.raises(InputError, match="No question is measured by 'charm'"):
        sweep_rankings(casebook, pairs, units, Grid("charm", ((("k", 10),),), ()))


def test_a_threshold_that_refuses_everything_decides_half_rightly(casebook, pairs):
    found = sweep_thresholds(casebook, pairs, (1.01,))
    assert sum(found.points[0].target.values()) / 3 == pytest.approx(0.5)
    with pytest.raises(InputError, match="questions without one"):
        sweep_thresholds(casebook, pairs[:2], (0.5,))


def test_a_point_is_judged_on_questions_that_it_was_not_chosen_by():
    # "sharp" is best on b's questions alone and worst on a's: chosen by b it fails on a, chosen by a it is not.
    shipped = Point((("k", 10),), {"a1": 0.5, "b1": 0.5})
    sharp = Point((("k", 5),), {"a1": 0.0, "b1": 1.0})
    found = cross_validated("RR", [shipped, sharp], {"a1": "a", "b1": "b"})
    assert found.chosen == {"a": "k 5", "b": "k 10"}
    assert found.held_out.difference == pytest.approx(-0.25)


def test_a_question_belongs_to_the_review_of_its_essential_gold():
    several = Pair("T-4", "?", "trainer", "theme", None, (Gold("a", "1"), Gold("b", "1")), ())
    assert fold_of(Resolved(CHAIR, {}), 0) == "hollowmere-z"
    assert fold_of(Resolved(several, {}), 0) == "several"
    assert fold_of(Resolved(HORSES, {}), 7) == "no answer, part 3"
