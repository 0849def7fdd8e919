import pytest

from app.answers.evidence import Sentence
from app.answers.quoting import joined, quote
from app.answers.select import Budget, choose
from app.answers.words import stems
from index.model import Hit, ReviewCard
from ingest.model import Unit

WIDE = Budget(words=100, units=5, per_review=5, floor=0.3)


def _hit(text, unit="r:1", review="r", section=(), kind="paragraph"):
    made = Unit(unit, review, "", 1, kind, section, None, 0, len(text), text)
    return Hit(made, ReviewCard(review, f"{review}.txt", review, review), 1.0)


def _sentence(words, *, says=0.5, answers=0.5, hit=None, rank=1):
    hit = hit or _hit(words, unit=f"r:{words[:9]}")
    start = hit.unit.text.index(words)
    return Sentence(hit, rank, (start, start + len(words)), stems(words), {}, answers, says)


def _texts(chosen):
    return [each.text for each in chosen]


def test_the_likelier_sentence_comes_first_and_a_repeated_one_is_passed_over():
    best = _sentence("The nurse missed three visits in May.", says=0.9)
    again = _sentence("In May three visits were missed by the nurse.", says=0.8)
    other = _sentence("The school was closed for repairs.", says=0.4)
    assert _texts(choose([other, again, best], WIDE)) == [best.text, other.text]


def test_weak_passages_and_weak_sentences_are_left_out():
    best = _sentence("The nurse missed three visits.", says=0.9, answers=0.9)
    weak_passage = _sentence("A taxi was late on Sunday.", says=0.9, answers=0.2)
    weak_words = _sentence("Minutes were typed by a clerk.", says=0.1, answers=0.9)
    assert _texts(choose([best, weak_passage, weak_words], WIDE)) == [best.text]


def test_a_web_address_is_no_quotation_by_itself():
    address = _sentence("See www.example.org/how-to-work-with-fathers-at-last today.", says=0.9)
    said = _sentence("Nobody asked the father anything.", says=0.5)
    assert _texts(choose([address, said], WIDE)) == [said.text]


def test_the_budget_holds_in_words_and_in_passages():
    every = [
        _sentence(f"{word} went to the {place} alone.", says=0.9 - number / 100)
        for number, (word, place) in enumerate([("Ann", "shop"), ("Ben", "clinic"), ("Col", "court")])
    ]
    assert len(choose(every, Budget(words=18, units=5, per_review=5, floor=0))) == 2
    assert len(choose(every, Budget(words=100, units=1, per_review=5, floor=0))) == 1


def test_every_review_is_heard_before_a_second_word_of_one():
    first = _sentence(
        "The nurse missed three visits.", says=0.9, hit=_hit("The nurse missed three visits.", "a:1", "a")
    )
    second = _sentence("A letter came back unopened.", says=0.8, hit=_hit("A letter came back unopened.", "a:2", "a"))
    other = _sentence("Police saw bruises twice.", says=0.5, hit=_hit("Police saw bruises twice.", "b:1", "b"))
    chosen = choose([first, second, other], Budget(17, 5, 5, 0), every_review=True)
    assert [each.hit.unit.review for each in chosen] == ["a", "b"]


def test_a_pronoun_brings_its_sentence_or_its_heading():
    hit = _hit("The letter was sent. This was all that was done.", section=("3 Letters",))
    taken = quote(_sentence("This was all that was done.", hit=hit))
    assert taken.words == "The letter was sent. This was all that was done."
    alone = quote(_sentence("This was all.", hit=_hit("This was all.", section=("3 Letters",))))
    assert (alone.words, alone.note) == ("This was all.", "3 Letters")


@pytest.mark.parametrize(
    "words",
    [
        "It was agreed that the nurse would ring the school.",
        "It is likely that the letter was never read.",
        "This serious case review concerns two sisters.",
        "Both of the parents came to the meeting.",
    ],
)
def test_what_points_to_nothing_before_it_brings_nothing(words):
    hit = _hit(f"The letter was sent. {words}", section=("3 Letters",))
    assert quote(_sentence(words, hit=hit)).words == words


def test_speech_brings_who_speaks():
    hit = _hit("H’s grandmother felt like a nuisance. “I rang them four times. I know a hungry child.”")
    taken = quote(_sentence("I know a hungry child.”", hit=hit))
    assert taken.words == hit.unit.text


def test_a_heading_that_says_nothing_is_no_note():
    words = "This was all that was done."
    assert quote(_sentence(words, hit=_hit(words, section=("1. Introduction",)))).note == ""
    assert quote(_sentence(words, hit=_hit(words, section=("January 2011",)))).note == ""


def test_a_few_words_between_two_quotations_are_quoted_too():
    hit = _hit("The baby cried when lifted. He gave a syrup. An X-ray later showed a fracture.")
    quotes = [
        quote(_sentence(words, hit=hit))
        for words in ("The baby cried when lifted.", "An X-ray later showed a fracture.")
    ]
    assert [each.words for each in joined(quotes)] == [hit.unit.text]


def test_a_short_fact_is_a_quotation():
    short = _sentence("Ms Harrow scored 19.", says=0.9)
    assert _texts(choose([short, _sentence("The threshold for a referral was 14.", says=0.4)], WIDE))[0] == short.text


def test_neighbours_become_one_quotation():
    hit = _hit("One came. Two came. Three left.")
    quotes = [quote(_sentence(words, hit=hit)) for words in ("Two came.", "One came.")]
    assert [each.words for each in joined(quotes)] == ["One came. Two came."]


def test_room_that_is_left_goes_to_the_quoted_passage_not_to_a_new_one():
    hit = _hit("The nurse missed three visits. Her diary had been lost in a flood.")
    best = _sentence("The nurse missed three visits.", says=0.9, hit=hit)
    weak = _sentence("Her diary had been lost in a flood.", says=0.01, hit=hit)
    elsewhere = _sentence("Minutes were typed by a clerk.", says=0.02)
    assert _texts(choose([best, elsewhere, weak], WIDE)) == [best.text, weak.text]


def test_a_number_a_label_or_the_line_before_a_list_is_no_quotation():
    hit = _hit("4. Completed The following was found: The nurse missed three visits.")
    every = [_sentence(words, says=0.9, hit=hit) for words in ("4.", "Completed", "The following was found:")]
    said = _sentence("The nurse missed three visits.", says=0.1, hit=hit)
    assert _texts(choose([*every, said], WIDE)) == [said.text]


def test_a_review_not_heard_within_the_room_is_heard_after_it():
    every = [
        _sentence(
            f"{name} was not seen by anyone.",
            says=0.9 - number / 10,
            hit=_hit(f"{name} was not seen by anyone.", f"{name}:1", name),
        )
        for number, name in enumerate(["Ann", "Ben", "Col"])
    ]
    chosen = choose(every, Budget(11, 5, 5, 0), every_review=True)
    assert [each.hit.unit.review for each in chosen] == ["Ann", "Ben", "Col"]
    assert len(choose(every, Budget(11, 5, 5, 0))) == 1


def test_short_lines_of_a_list_are_quoted_only_beside_what_is_quoted_of_it():
    hit = _hit("Two incidents were reported in spring • allegation withdrawn", kind="slide")
    said = _sentence("Two incidents were reported in spring", says=0.9, hit=hit)
    line = _sentence("allegation withdrawn", says=0.9, hit=hit)
    elsewhere = _sentence("no concerns", says=0.9)
    assert _texts(choose([elsewhere, line, said], WIDE)) == [said.text, line.text]
