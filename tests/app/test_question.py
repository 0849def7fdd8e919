"""A question is read once; each reader claims its words, and what none claims is the residue."""

import sys

import pytest

from app.answers.question.read import read_question
from app.answers.rules import readers, rules
from index.model import ReviewCard
from index.query import About
from index.query import understand as understanding
from index.terms import Terms

CARDS = (
    ReviewCard(
        "k",
        "k.txt",
        "Serious Case Review: Child K",
        "k",
        board="Westmarch Safeguarding Children Board",
        subject="Child K",
    ),
    ReviewCard("j", "j.txt", "Jonah", "j", subject="Jonah"),
)
ABOUT = About(terms=Terms(100, {"letters": 5, "fathers": 9, "supervision": 4}), cards=CARDS)

EXAMPLES = [(reader, means) for reader in readers() for means in rules(reader)]


def read(question):
    return read_question(question, ABOUT)


@pytest.mark.parametrize(("reader", "means"), EXAMPLES)
def test_each_rule_fits_its_examples_and_not_its_counter_examples(reader, means):
    rule = rules(reader)[means]
    assert rule.yes
    assert [text for text in rule.yes if not rule.search(text)] == []
    assert rule.no
    assert [text for text in rule.no if rule.search(text)] == []


@pytest.mark.parametrize(
    ("question", "claimed"),
    [
        ("What did Child K recommend about letters?", {"filter": ["Child K"], "kind": ["recommend"]}),
        ("How old was Jonah?", {"filter": ["Jonah"], "metadata": ["How old was"]}),
        (
            "How many reviews are about babies under one?",
            {"reviews": ["How many reviews"], "age": ["about babies under one"]},
        ),
        ("What happened on 3 March 2016?", {"date": ["3 March 2016"], "timeline": ["What happened"]}),
        ("Which reviews do not mention the fathers?", {"non-mention": ["reviews do not mention the fathers?"]}),
        ("How many visits did the nurse make?", {"sort": ["How many visits did the"]}),
    ],
)
def test_readers_claim_words_where_they_stand(question, claimed):
    asked = read(question)
    for each in asked.readings:
        assert asked.said[each.start : each.end] == each.found
    for reader, words in claimed.items():
        assert [each.found.strip() for each in asked.readings if each.reader == reader][: len(words)] == words


def test_the_residue_is_what_no_reader_claims():
    assert read("What did Child K recommend about yellow letters?").residue == ("yellow", "letters")
    assert read("How old was Child K?").residue == ()


def test_what_is_asked_besides():
    assert read("How old was Child K?").besides("metadata") == ()
    assert read("How old was Child K when the nurse came?").besides("metadata") == ("nurse",)
    assert read("What does paragraph 3.1 of Child K say?").besides("numbered", [(10, 23)]) == ()


def test_a_question_carries_all_that_is_asked():
    asked = read("Compare Child K and Jonah on letters, fathers and supervision")
    assert (asked.kind, asked.wide, asked.limited_to) == ("compare", True, frozenset())
    assert [(name, each.kind) for name, each in asked.aspects] == [
        ("letters", "fact"),
        ("fathers", "fact"),
        ("supervision", "fact"),
    ]
    one = read("What did Child K find about fathers since 2016, and why did nobody call?")
    assert (one.limited_to, one.clauses) == (
        frozenset({"k"}),
        ("What did Child K find about fathers since 2016", "why did nobody call"),
    )
    assert (one.published.how, one.published.year) == ("since", 2016)
    assert (one.published.holds(2016), one.published.holds(2015)) == (True, False)
    assert read("What does TAC mean? thanks").head.typed == "What does TAC mean?"
    assert read("What does TAC mean? thanks").tail == "thanks"
    assert read("What does TAC mean? Jonah").head is None
    assert tuple(read("What does TAC mean?").acronyms) == ("TAC",)


@pytest.mark.parametrize(
    ("question", "times"),
    [("How many appointments did Jonah miss?", 1), ("What do reviews say about missed appointments?", 1)],
)
def test_a_question_is_read_once_an_answer(casebook, question, times):
    """Counted by what Python calls, not by what the code says of itself."""
    counted = []
    code = understanding.__code__

    def watch(frame, event, _):
        if event == "call" and frame.f_code is code:
            counted.append(frame.f_locals["query"])

    sys.setprofile(watch)
    try:
        casebook.ask(question)
    finally:
        sys.setprofile(None)
    assert counted == [question] * times


def test_the_explanation_names_the_route_and_why_those_before_it_declined(casebook):
    told = casebook.ask("How old was Child K?").explanation
    assert told.route == "metadata"
    assert [each.route for each in told.declined] == ["reviews counted"]
    told = casebook.ask("How old was Jonah when the clinic discharged him?").explanation
    assert told.route == "fact"
    why = {each.route: each.why for each in told.declined}
    assert why["metadata"] == "it asks for more: clinic, discharged"
    assert why["theme"] == "it is about one story"
    assert list(why) == [
        "reviews counted",
        "metadata",
        "non-mention",
        "timeline",
        "summary",
        "numbered",
        "comparison",
        "theme",
    ]


@pytest.mark.parametrize(
    ("question", "route"),
    [
        ("How many reviews are there?", "reviews counted"),
        ("Who wrote the Jonah review?", "metadata"),
        ("Which reviews do not mention asthma?", "non-mention"),
        ("What happened on 3 March 2016?", "timeline"),
        ("Summarise the Child K review", "summary"),
        ("What does paragraph 2.2 of the Jonah review say?", "numbered"),
        ("Compare Child K and Jonah on missed appointments", "comparison"),
        ("What do reviews say about missed appointments?", "theme"),
        ("Why did nobody tell the nursery?", "fact"),
    ],
)
def test_each_route_has_its_questions(casebook, question, route):
    assert casebook.ask(question).explanation.route == route
