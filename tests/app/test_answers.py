"""Answers on two fictional reviews: what is quoted, what is counted, when nothing is said."""

import pytest

from app.forms import answer_form
from app.gate import gate_text, verify
from app.web.answers import answer_html
from index.model import Filters
from ingest.errors import InputError, UnknownReview


def _labels(answer):
    return [hit.unit.label for hit in answer.cited]


def test_every_quotation_passes_the_gate(casebook):
    for question in (
        "What did the police officer write down?",
        "What do reviews say about missed appointments?",
        "Why was nobody told that the appointments were missed?",
    ):
        answer = casebook.ask(question)
        assert answer.answered
        gated = gate_text(answer.text, [hit.unit for hit in answer.cited])
        assert gated.quotations
        assert gated.refused == 0
        for claim in answer.claims:
            assert verify(claim.quote, claim.hits[0].unit).verified


def test_a_question_on_one_review_is_answered_from_it(casebook):
    answer = casebook.ask("How many appointments with the asthma clinic did Jonah miss?")
    assert "eleven appointments" in answer.text
    assert answer.cited[0].unit.label == "2.1"


def test_cases_are_counted_over_all_that_were_searched(casebook):
    answer = casebook.ask("What do reviews say about missed appointments?")
    assert answer.kind == "theme"
    assert answer.text.startswith("2 of 2 reviews speak of this:")
    assert set(answer.evidence) == {"westmarch-child-k", "calderwick-jonah"}
    assert "Searched " in answer.text.split("\n\n")[-1]


def test_a_recommendation_is_found_by_what_it_asks_for(casebook):
    answer = casebook.ask("What was recommended about following up missed appointments of small children?")
    assert answer.kind == "recommend"
    assert any(hit.unit.kind == "recommendation" for hit in answer.cited)
    assert "within five working days" in " ".join(answer.text.split())


def test_a_sentence_that_opens_with_a_pronoun_brings_the_one_before(casebook):
    answer = casebook.ask("What was the only action that followed the referral of Child K?")
    quotes = [claim.quote for claim in answer.claims if "only action that followed" in claim.quote]
    assert quotes
    assert not quotes[0].startswith("This was")


def test_filters_limit_and_say_so(casebook):
    answer = casebook.ask(
        "What do reviews say about missed appointments?", filters=Filters(reviews=("calderwick-jonah",))
    )
    assert answer.evidence == ("calderwick-jonah",)
    assert answer.searched.reviews == 1
    assert "Limited to review calderwick-jonah" in answer.text


def test_nothing_found_names_what_was_searched_and_quotes_nothing(casebook):
    answer = casebook.ask("Which football clubs were fined for hooliganism in Lisbon?")
    assert not answer.answered
    assert answer.cited == answer.claims == ()
    assert "2 reviews" in answer.text
    assert "hooliganism" in answer.text
    assert gate_text(answer.text, []).quotations == ()
    assert answer.passages


def test_an_acronym_is_spelt_out(casebook):
    answer = casebook.ask("What does MASH stand for?")
    assert answer.kind == "define"
    assert "multi-agency safeguarding hub (MASH)" in " ".join(answer.text.split())


@pytest.mark.parametrize("question", ["", "   \n"])
def test_an_empty_question_is_refused(casebook, question):
    with pytest.raises(InputError):
        casebook.ask(question)


@pytest.mark.parametrize(
    "question", ["?", "😀", "a", "AND OR NOT ()", "\x00\x07", "qu'est-ce que c'est", "word " * 2000]
)
def test_odd_questions_get_an_answer_or_none(casebook, question):
    answer = casebook.ask(question)
    assert isinstance(answer.text, str)
    assert 0 <= answer.confidence <= 1


def test_cite_and_unknown_units(casebook):
    unit = casebook.ask("How many appointments did Jonah miss?").cited[0].unit
    assert casebook.cite(unit.id) == "Calderwick Safeguarding Partnership, Jonah (2021), para 2.1"
    with pytest.raises(UnknownReview):
        casebook.cite("no:such")
    with pytest.raises(InputError):
        casebook.cite(unit.id, "chicago")


def test_query_engine(casebook):
    pytest.importorskip("llama_index.core")
    response = casebook.as_query_engine().query("How many appointments did Jonah miss?")
    assert response.metadata["answered"]
    assert response.source_nodes[0].node.metadata["citation"].endswith("para 2.1")


def test_reviews_that_a_comparison_names_stand_beside_each_other_and_a_silent_one_says_so(casebook):
    both = casebook.ask("Compare how missed appointments were handled in Child K and Jonah")
    assert both.text.startswith("2 of the 2 reviews named speak of this:")
    assert set(both.evidence) == {"westmarch-child-k", "calderwick-jonah"}
    one = casebook.ask("Compare how domestic abuse warning letters were used in Child K and Jonah")
    assert one.evidence == ("westmarch-child-k",)
    assert one.text.startswith("1 of the 2 reviews named speaks of this:")
    silent = one.text.split("\n\n")[-2]
    assert silent.startswith("Jonah (2021) (looked at: para ")
    assert silent.endswith("not stated in the passages found.")


def test_a_comparison_on_several_aspects_has_a_column_for_each(casebook):
    answer = casebook.ask("Compare Child K and Jonah on missed appointments and about warning letters")
    assert answer.table is not None
    assert answer.table.aspects == ("missed appointments", "warning letters")
    assert [row.review.subject for row in answer.table.rows] == ["Child K", "Jonah"]
    child_k, jonah = (row.cells for row in answer.table.rows)
    assert "appointments" in child_k[0].claims[0].text
    assert "letter" in child_k[1].claims[0].text
    assert "appointments" in jonah[0].claims[0].text
    assert jonah[1].claims == ()
    assert jonah[1].near
    assert "warning letters (looked at: " in answer.text
    assert answer.text.count("not stated in the passages found.") == 1
    assert all(claim in answer.claims for row in answer.table.rows for cell in row.cells for claim in cell.claims)


def test_a_comparison_in_json_says_which_citation_each_cell_rests_on(casebook):
    form = answer_form(casebook.ask("Compare Child K and Jonah on missed appointments and about warning letters"))
    first, second = form.table.rows[0].cells
    assert form.citations[first.citations[0] - 1].review == form.table.rows[0].review == "westmarch-child-k"
    assert first.quotes[0] in form.answer
    assert second.near == []
    assert form.table.rows[1].cells[1].quotes == []
    assert answer_form(casebook.ask("What was recommended about warning letters?")).table is None


def test_a_comparison_on_several_aspects_is_a_table_on_the_page(casebook):
    question = "Compare Child K and Jonah on missed appointments and about warning letters"
    page = answer_html(casebook.ask(question), {"q": [question]})
    assert '<th scope="col" role="columnheader">warning letters</th>' in page
    assert page.count('<td role="cell"') == 4
    assert page.count("<p>Not stated</p>") == 1
    assert 'data-export="markdown"' in page
    assert "not stated in the passages found" not in page
