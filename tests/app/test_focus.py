"""What the form of a question narrows its answer to, on two fictional reviews."""


def test_an_answer_on_a_named_review_counts_no_others(casebook):
    answer = casebook.ask("How many appointments with the asthma clinic did Jonah miss?")
    assert {hit.unit.review for hit in answer.cited} == {"calderwick-jonah"}
    assert answer.text.startswith("Jonah (2021):\n")


def test_an_acronym_is_answered_by_the_sentence_that_spells_it_out(casebook):
    answer = casebook.ask("What does MASH stand for?")
    assert [claim.quote for claim in answer.claims] == ["The multi-agency safeguarding hub (MASH) holds the records."]
    assert answer.text.startswith("1 of 2 reviews spells it out:")


def test_the_passage_with_the_date_comes_first_where_one_asks_when(casebook):
    answer = casebook.ask("When was the warning letter about domestic abuse sent?")
    assert "3 March 2016" in answer.claims[0].quote


def test_a_misspelt_word_does_not_change_the_kind_of_answer(casebook):
    assert casebook.ask("What was recomended about missed appointments?").kind == "recommend"


def test_what_is_asked_of_a_numbered_recommendation_is_answered_from_it_alone(casebook):
    answer = casebook.ask("By when is recommendation 2 of Child K to be followed up?")
    assert [hit.unit.label.rstrip(":") for hit in answer.cited] == ["Recommendation 2"]


def test_an_acronym_by_itself_is_defined(casebook):
    assert casebook.ask("define MASH").answered
