"""What is read closely, what is quoted of it, and what a reader is told where nothing states it."""

from dataclasses import replace

import pytest

from app.answers.evidence import Sentence
from app.casebook import Casebook
from app.reader.closely import OF_REVIEW, SENTENCES, read_best, read_of_each
from app.reader.features import ALONE, BEST, UNREAD, Scored, log_odds, together
from app.reader.presented import presented


def test_a_sentence_is_read_with_the_words_before_it_and_its_heading() -> None:
    before = " ".join(f"w{number}" for number in range(20))
    assert presented("She rang.", before, "1 Contact") == (
        "She rang. [SEP] w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 [SEP] 1 Contact"
    )


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], UNREAD),
        ([None, None], UNREAD),
        ([1.0, None, 3.0], 2.0),
        ([5.5, 5.0, 5.0, 4.5, 4.0, 1.0, -7.0], 24.0 / BEST),
        ([2.0, 0.0, 0.0, 0.0, -2.0], 2.0 - ALONE),
        ([1.0, 0.0, 0.0, 0.0, -1.0], 0.0),
    ],
)
def test_the_best_scores_are_taken_together(states: list[float | None], expected: float) -> None:
    scored = [Scored(None, each) for each in states]  # type: ignore[arg-type]
    assert together(scored) == pytest.approx(expected)


def test_log_odds_are_kept_from_the_infinite() -> None:
    assert log_odds(0.5) == 0
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0))
    assert log_odds(0.0) < -10


def _sentences(casebook: Casebook, question: str) -> list[Sentence]:
    from app.answers.evidence import gather
    from app.answers.near import near_sentences
    from app.answers.question.read import read_question

    index = casebook.index
    asked = read_question(question, index.catalogue.about)
    hits = index.search(asked, k=20).hits
    return gather(asked, hits, near_sentences(index, asked.near_text, hits), index.terms)


def test_a_few_sentences_are_read_whatever_is_found(casebook: Casebook) -> None:
    found = _sentences(casebook, "Who told the nursery about the appointments?")
    many = [replace(each, rank=rank) for rank in range(1, 4) for each in found]
    read = read_best("Who told the nursery?", many, casebook.index)
    assert [each.sentence for each in read] == many
    assert [each.states is not None for each in read] == [at < SENTENCES for at in range(len(many))]


def test_each_review_is_read_the_same_whatever_the_others_are(casebook: Casebook) -> None:
    found = _sentences(casebook, "missed appointments")
    together_ = read_of_each("missed appointments", found, casebook.index)
    for review in {each.hit.unit.review for each in found}:
        own = [each for each in found if each.hit.unit.review == review]
        alone = read_of_each("missed appointments", own, casebook.index)
        read = [each.sentence for each in together_ if each.states is not None and each.sentence in own]
        assert read == [each.sentence for each in alone if each.states is not None]
        assert len(read) <= OF_REVIEW


def test_an_everyday_word_that_stands_nowhere_refuses_nothing(casebook: Casebook) -> None:
    answer = casebook.ask("Why wasn't the little one clapped eyes on by the health visitor between January and April?")
    assert answer.answered
    assert answer.cited[0].unit.label.startswith("2.1")


def test_one_fact_takes_one_or_two_quotations(casebook: Casebook) -> None:
    answer = casebook.ask("On what date was the warning letter sent to Child K's parents?")
    quotes = [claim.quote for claim in answer.claims if claim.quote]
    assert "3 March 2016" in quotes[0]
    assert len(quotes) <= 2
