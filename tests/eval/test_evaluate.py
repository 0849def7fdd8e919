"""The whole evaluation on the sample collection: its floors hold, and each planted error is caught by its measure."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.answers.question.read import as_question, read_question
from app.answers.routes import comparison
from app.casebook import Casebook
from app.cli.main import app
from app.schemas import AnswerForm
from eval.baseline import baseline, drops, load_baseline, write_baseline
from eval.evaluate import measure_answers, measure_rankings
from eval.folds import Folds
from eval.gold import resolve
from eval.pairs import fold_of, load
from eval.repeats import spread
from eval.runner import evaluate
from eval.runs import Header, RunWriter
from eval.scorecard import scorecard
from eval.summary import broken_floors
from eval.summary import rows as rows_of
from eval.systems.answering import Answers
from eval.systems.base import Passage
from eval.systems.held_out import HeldOut, HeldOutAnswers
from eval.systems.ours import Ours
from ingest.settings import load_settings

HOME = Path(__file__).resolve().parents[2]
SAMPLE = HOME / "eval" / "datasets" / "sample.jsonl"
ASPECTS = HOME / "eval" / "datasets" / "aspects.jsonl"
FLOORS = HOME / "eval" / "floors.toml"
HEADER = Header("planted", "2031-05-09T10:15:00+00:00", "sample.jsonl", "00", ("casebook",), "f1", "m", {}, {}, "")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def casebook(tmp_path_factory):
    library = tmp_path_factory.mktemp("evaluation") / "library"
    with Casebook.open(library, create=True, settings=load_settings(library=library)) as opened:
        assert {added.outcome for added in opened.add([HOME / "sample" / "reviews"])} == {"added"}
        yield opened


@pytest.fixture(scope="module")
def reviews(casebook):
    return {review.id: review for review in casebook.reviews()}


@pytest.fixture(scope="module")
def some(reviews):
    """Every fourth pair, resolved: enough to see a planted error."""
    pairs, troubles = resolve(load(SAMPLE), reviews)
    assert troubles == ()
    return pairs[::4]


@pytest.fixture(scope="module")
def whole(casebook):
    """The sample's pairs put to Casebook and to the echo."""
    return evaluate(casebook, SAMPLE, ("casebook",))


def test_the_floors_of_the_sample_hold(whole):
    assert whole.complete
    assert broken_floors(whole, FLOORS) == ()


def test_the_sample_keeps_up_with_its_baseline(whole):
    assert drops(load_baseline(HOME / "eval" / "baseline" / "sample.json"), whole) == ()


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A dataset of every sixth pair of the sample."""
    path = tmp_path_factory.mktemp("few") / "few.jsonl"
    path.write_text("".join(SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)[::6]), encoding="utf-8")
    return path


def test_nothing_is_random_two_runs_find_the_same(casebook, whole, few):
    pairs = {pair.id for pair in load(few)}
    part = replace(whole, outcomes=tuple(each for each in whole.outcomes if each.pair in pairs))
    found = spread([part, evaluate(casebook, few, ("casebook",))])
    assert found.identical, found.spreads


def test_the_command_fails_where_the_baseline_is_not_reached(casebook, few, tmp_path, capfd):
    run = evaluate(casebook, few, ("casebook",))
    casebook.close()
    better = [
        replace(each, measures={**each.measures, "nDCG@10": 1.5}) if "nDCG@10" in each.measures else each
        for each in run.outcomes
    ]
    command = ["--library", str(casebook.library.path), "eval", "run", str(few), "--quick", "--against"]
    for name, outcomes, status in (("same", run.outcomes, 0), ("better", better, 1)):
        write_baseline(baseline(replace(run, outcomes=tuple(outcomes)), name), tmp_path / f"{name}.json")
        with pytest.raises(SystemExit) as ended:
            app([*command, str(tmp_path / f"{name}.json")])
        told = capfd.readouterr()
        assert ended.value.code == status
        assert ("Dropped: casebook: nDCG@10" in told.err) is bool(status)
        assert ("No significant drop" in told.out) is not bool(status)


class Shuffled(Ours):
    """The right ranking, worst first."""

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        return tuple(reversed(super().rank(question, k)))


@dataclass
class Planted:
    """Right answers with one error in each."""

    honest: Answers
    questions: list[str]
    error: str
    name = "casebook answers"

    def answer(self, question: str) -> AnswerForm:
        if self.error == "another question":
            return self.honest.answer(self.questions[self.questions.index(question) - 1])
        form = self.honest.answer(question)
        if self.error == "voice":
            claims = [c.model_copy(update={"text": f"The mother said: {c.text}"}) for c in form.claims]
            return form.model_copy(update={"claims": claims})
        if self.error == "quotation":
            claims = [c.model_copy(update={"quote": f"{c.quote} not"}) if c.quote else c for c in form.claims]
            return form.model_copy(update={"claims": claims})
        citations = [c.model_copy(update={"label": f"{c.label}1"}) for c in form.citations]
        return form.model_copy(update={"citations": citations})


def means(tmp_path, measure) -> dict[str, float]:
    writer = RunWriter.start(tmp_path, HEADER)
    measure(writer)
    return {row.measure: row.estimate.mean for row in rows_of(writer.finish())}


def test_another_persons_words_are_caught(casebook, reviews, some, tmp_path):
    honest = Answers(casebook)
    planted = Planted(honest, [resolved.pair.question for resolved in some], "voice")
    right = means(tmp_path / "right", lambda out: measure_answers(honest, some, reviews, out))
    wrong = means(tmp_path / "wrong", lambda out: measure_answers(planted, some, reviews, out))
    assert right["wrong voice"] < 0.1
    assert wrong["wrong voice"] > 0.7


def test_a_shuffled_ranking_is_caught(casebook, reviews, some, tmp_path):
    units = {unit.id: unit for review in reviews.values() for unit in review.units}
    right = means(tmp_path / "right", lambda out: measure_rankings(Ours(casebook.index), some, units, out))
    wrong = means(tmp_path / "wrong", lambda out: measure_rankings(Shuffled(casebook.index), some, units, out))
    for measure in ("rec@600w", "nDCG@10", "RR", "Success@5"):
        assert wrong[measure] < right[measure] / 2


@pytest.fixture(scope="module")
def known(reviews):
    """Every tenth pair and those that say which reviews speak, resolved."""
    pairs = resolve(load(SAMPLE), reviews)[0]
    return [one for at, one in enumerate(pairs) if at % 10 == 0 or one.pair.speaks]


@pytest.fixture(scope="module")
def folds(casebook, known):
    return Folds(casebook.library, casebook.index, known)


def test_weights_fitted_without_a_review_still_rank_its_questions(casebook, reviews, known, folds, tmp_path):
    units = {unit.id: unit for review in reviews.values() for unit in review.units}
    found = means(tmp_path, lambda out: measure_rankings(HeldOut(casebook.index, folds), known, units, out))
    assert 0.4 < found["nDCG@10"] < 1


def changed(known, folds, fold):
    """The known pairs, one of a fold with other gold and other reviews that speak; and that one."""
    at = next(at for at, one in enumerate(known) if folds.of(one.pair.question) == fold)
    one, swapped = known[at], list(known)
    pair = replace(one.pair, speaks=one.pair.silent, silent=one.pair.speaks)
    swapped[at] = replace(one, pair=pair, grades=dict.fromkeys(known[at - 1].grades, 2))
    return swapped, pair


@pytest.mark.parametrize("fold", ["westmarch-child-k-overview", "several"])
def test_weights_of_a_fold_have_not_seen_its_pairs(casebook, known, folds, fold):
    other = Folds(casebook.library, casebook.index, changed(known, folds, fold)[0])
    assert other.weights(fold) == folds.weights(fold)
    assert other.weights("none of them") != folds.weights("none of them")


def test_models_of_a_fold_have_not_seen_its_pairs(casebook, known, folds):
    swapped, pair = changed(known, folds, "several")
    other = Folds(casebook.library, casebook.index, swapped)
    assert other.held(pair.question) == folds.held(pair.question)


def test_every_model_that_was_fitted_is_held_out(known, folds):
    question = changed(known, folds, "several")[1].question
    data = {path.stem: json.loads(path.read_text("utf-8")) for path in (HOME / "app" / "data").glob("*.json")}
    # The reader's models are fitted on labelled evidence, not on pairs, and not on the reviews held out.
    apart = {
        name for name, content in data.items() if content.get("fitted", {}).get("by") == "python -m eval.fit.reading"
    }
    fitted = {name for name, content in data.items() if "weights" in content} - apart
    assert set(folds.held(question).models) == fitted


def test_held_out_answers_leave_the_shipped_weights_as_they_were(casebook, known, folds):
    question = changed(known, folds, "several")[1].question
    before = casebook.ask(question)
    held_out = HeldOutAnswers(Answers(casebook), folds)
    answer = held_out.answer(question)
    after = casebook.ask(question)
    assert held_out.name == "casebook held out answers"
    assert answer.confidence != before.confidence
    assert (after.text, after.confidence) == (before.text, before.confidence)


def test_a_run_ranks_and_answers_held_out_beside_the_weights_in_force(casebook, reviews, tmp_path):
    rows = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    about = {row: fold_of(pair, sorted(reviews)) for row, pair in zip(rows, load(SAMPLE), strict=True)}
    two = sorted(set(about.values()) - {"several"})[:2]
    (tmp_path / "two.jsonl").write_text("".join(row for row in rows if about[row] in two), encoding="utf-8")
    run = evaluate(casebook, tmp_path / "two.jsonl", ("casebook", "held-out"))
    assert {outcome.system for outcome in run.outcomes} == {
        "casebook", "casebook held out", "casebook answers", "echo answers",
        "casebook held out answers", "echo held out answers",
    }  # fmt: skip
    assert not any(outcome.error for outcome in run.outcomes)
    measured = {row.system: row.estimate.n for row in rows_of(run) if row.measure == "points@200w"}
    assert len(set(measured.values())) == 1
    columns = "casebook answers | echo answers | casebook held out answers | echo held out answers"
    assert f"| measure | {columns} | n |" in scorecard([run])


def test_cells_of_a_matrix_on_subjects_that_reviews_are_known_to_speak_of_or_not(casebook):
    """Of the cells judged by hand: hardly one filled wrongly, four in five of the others filled."""
    rows = [json.loads(line) for line in ASPECTS.read_text(encoding="utf-8").splitlines()]
    assert sum(len(row["speaks"]) + len(row["silent"]) for row in rows) >= 150
    right, wrong, owed = 0, 0, 0
    about = casebook.index.catalogue.about
    for row in rows:
        speaking = comparison.heard_on(casebook.index, read_question(as_question(row["aspect"]), about)).speaking
        right += len(speaking & set(row["speaks"]))
        wrong += len(speaking & set(row["silent"]))
        owed += len(row["speaks"])
    assert right / (right + wrong) >= 0.95
    assert right / owed >= 0.75


def test_a_theme_names_the_other_documents_of_a_case_that_say_it_too(casebook):
    answer = casebook.ask("What do reviews say about domestic abuse warning letters?")
    assert {"westmarch-child-k-overview", "westmarch-child-k-summary"} <= set(answer.evidence)
    assert "Not quoted here for want of room: Child K (2018), summary, para " in answer.text
    cases = {hit.review.case for hit in answer.cited}
    assert answer.text.startswith(f"{len(cases)} of 8 reviews speak of this:")


def test_a_response_stands_beside_its_recommendation_though_nothing_in_it_was_asked_for(casebook):
    answer = casebook.ask("What did the Jonah review recommend about a record of who to ring for every care leaver?")
    assert "Response: “5 (network) | Accepted. ‘Who would you ring?’ card in use for 71 of 208" in answer.text


@pytest.mark.parametrize(
    ("error", "measure"),
    [("quotation", "quotes stand"), ("label", "labels right"), ("another question", "citation recall")],
)
def test_a_planted_error_is_caught_by_its_measure(casebook, reviews, some, tmp_path, error, measure):
    honest = Answers(casebook)
    planted = Planted(honest, [resolved.pair.question for resolved in some], error)
    right = means(tmp_path / "right", lambda out: measure_answers(honest, some, reviews, out))
    wrong = means(tmp_path / "wrong", lambda out: measure_answers(planted, some, reviews, out))
    assert wrong[measure] < right[measure] / 2
