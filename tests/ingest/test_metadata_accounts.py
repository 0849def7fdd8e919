# ruff: noqa: E501 (one sentence a line)
"""Age, harm, period, themes and agencies from what a review says of its subject; never from what it says of others."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.metadata import Clues, extract
from ingest.model import Unit

PAGE = "Serious Case Review: Child K"


def metadata(*body: str, page: str = PAGE):
    lines = [("front_matter", page), *(("paragraph", text) for text in body)]
    units, at = [], 0
    for number, (kind, text) in enumerate(lines):
        units.append(Unit(f"r:{number}", "r", "", 1, kind, (), None, at, at + len(text), text))
        at += len(text) + 1
    return extract(Clues("review.txt", {}, tuple(units)))


def values(key: str, *body: str, page: str = PAGE) -> list[str]:
    return [fact.value for fact in metadata(*body, page=page).get(key, ())]


@pytest.mark.parametrize(
    ("sentence", "age"),
    [
        ("Child K was four months old when he died.", "four months old"),
        ("This review follows a 10-week-old child, known as K, who came to hospital with injuries.", "10-week-old"),
        ("Child K, aged 9 months and two weeks, died in May.", "9 months and two weeks"),
        ("Child K was fifteen when he was very seriously hurt.", "fifteen"),
        ("Child K was a boy of five months who died in hospital.", "five months"),
        ("Child K died at the age of nineteen.", "nineteen"),
        ("In May Child K, a girl of fourteen months, suffered a serious injury.", "fourteen months"),
        ("Child K's mother, aged 19, said that Child K, aged 3 years, died in her sleep.", "3 years"),
    ],
)
def test_the_age_of_the_subject(sentence, age):
    assert values("age", sentence) == [age]


@pytest.mark.parametrize(
    "sentence",
    [
        "Child K's mother was 19 years old when K was injured.",
        "The father, aged 34, was arrested after Child K's death.",
        "Child K died five weeks after the visit.",
        "Working Together says that a child under 18 years old may be at risk of harm.",
    ],
)
def test_an_age_that_is_not_the_subjects(sentence):
    assert values("age", sentence) == []


@pytest.mark.parametrize(
    ("sentences", "harms"),
    [
        (("Child K died in May.",), ["death"]),
        (("Child K was taken to hospital.", "K had a fractured skull and bruises of different ages."), ["head injury", "serious injury"]),
        (("Child K died by suicide after he had been sexually exploited.",), ["death", "sexual exploitation", "suicide"]),
        (("A child had been harmed by neglect.",), ["neglect"]),
    ],
)  # fmt: skip
def test_what_happened(sentences, harms):
    assert sorted(values("harm", *sentences)) == harms


@pytest.mark.parametrize(
    "sentence",
    [
        "Child K's grandmother, who died in 2020, had lived in the house.",
        "A serious case review is held where a child has died and abuse or neglect is known or suspected.",
        "Nationally, research shows that children are harmed by neglect.",
    ],
)
def test_what_happened_to_others_or_is_said_in_general(sentence):
    assert values("harm", sentence) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("The period under review runs from 1 September 2019, when K moved, to 3 November 2021.", "1 September 2019 to 3 November 2021"),
        ("The timeframe will be from 20th October 2010, a year before. It will end on 27-08-2014, the day itself.", "20th October 2010 to 27-08-2014"),
        ("The time frame was agreed as being from January 2015, when K had been known for a while, until 30th July 2016.", "January 2015 to 30th July 2016"),
        ("Each agency gave a short chronology covering 1 June 2019, when the pregnancy was known, to 14 February 2020.", "1 June 2019 to 14 February 2020"),
        ("The period looked at is from September 2021, when K entered Year 9, until his fall.", "September 2021 to his fall"),
        ("The period under review begins on 1 January 2015, when Ms A was pregnant, and ends on the day of the injuries.", "1 January 2015 to the day of the injuries"),
        ("The review covers the period from when the hospital wrote up to the date K was hurt.", "from when the hospital wrote up to the date K was hurt"),
        ("Scope: April 2014 – May 2016.", "April 2014 to May 2016"),
        ("The scope is wide. The family moved between January 2015 and May 2016.", ""),
    ],
)  # fmt: skip
def test_the_period_under_review(text, period):
    assert values("period", text) == ([period] if period else [])


def test_themes_are_what_enough_units_speak_of_the_most_first():
    body = (
        ["Her drinking was known."] * 4
        + ["There was domestic abuse in the home."] * 6
        + ["He was bullied once."]
        + ["It rained."] * 40
    )
    assert values("themes", *body) == ["domestic abuse", "alcohol"]


def test_agencies_are_named_by_kind_and_as_printed():
    body = [
        "In May Harrowby Police and the Harrowby General Hospital NHS Trust met a GP.",
        "The police and the hospital wrote to the GP.",
        "The Head of Harrowby Children’s Social Care heard of it from the police. The hospital told the GP.",
    ]
    assert values("agencies", *body) == ["police", "general practice", "hospital"]
    assert values("agencies_named", *body) == [
        "Harrowby Police",
        "Harrowby General Hospital NHS Trust",
        "Harrowby Children’s Social Care",
    ]


text = st.text(
    st.sampled_from(list(string.ascii_letters + "  \n\n.,:;|–'“”(){}[]*#/&0123456789é")) | st.characters(codec="utf-8"),
    max_size=300,
)
phrase = st.sampled_from(
    ["Serious Case Review", "Child A", "Baby Jo", "Larkham", "Safeguarding Children Board", "Author:", "Jo Bloggs", "May 2019",
     "12/03/18", "aged 4", "died", "from", "to", "period under review", "and", "\n", ".", "Published", "by", "of", "the", "police", "“", "”"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["front_matter", "heading", "paragraph", "slide", "table_row", "toc"]),
            text | st.lists(phrase, max_size=12).map(" ".join),
        ),
        max_size=8,
    )
)
def test_any_text_gives_facts_that_name_their_source(pieces):
    units, at = [], 0
    for number, (kind, words) in enumerate(pieces):
        units.append(Unit(f"r:{number}", "r", "", 1, kind, (), None, at, at + len(words), words))
        at += len(words) + 1
    sources = {unit.id for unit in units} | {"file name", "file properties", "running header"}
    for facts in extract(Clues("x 2019.txt", {"title": "y"}, tuple(units))).values():
        for fact in facts:
            assert fact.value == fact.value.strip() != ""
            assert fact.source in sources
            assert 0 < fact.confidence <= 1


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "In September Larkham Police wrote to the Head of Larkham Children's Social Care.",
            ["Larkham Police", "Larkham Children's Social Care"],
        ),
        ("University Hospitals of Larkham NHS Trust took part.", ["University Hospitals of Larkham NHS Trust"]),
        ("The Larkham Community Health and Care NHS Trust took part.", ["Larkham Community Health and Care NHS Trust"]),
        ("The National Probation Service took part.", ["National Probation Service"]),
        ("Children's Social Care, the Police and the Hospital took part.", []),
    ],
)
def test_organisations_as_printed(sentence, named):
    assert values("agencies_named", sentence) == named
