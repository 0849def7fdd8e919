import pytest

from app.answers.model import Quote
from app.answers.remarks.allegations import labels, standings
from app.answers.remarks.guidance import known, superseded
from index.model import Hit, ReviewCard
from ingest.model import Unit


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ms A alleged that Mr B had hit her.", ("alleged",)),
        ("She disclosed to the nurse that he was violent.", ("alleged",)),
        ("Mr B was arrested on suspicion of assault.", ("alleged", "charged")),
        ("In 2014 Mr B was convicted of assault.", ("convicted",)),
        ("He pleaded guilty to cruelty and was sentenced to two years.", ("convicted",)),
        ("He was never charged with the assault.", ("not charged",)),
        ("The inquiry into the assault ended without a charge.", ("not charged",)),
        ("Neglect was something to which they had become accustomed.", ()),
        ("Few had been trained to speak of violence. They said that they were afraid to.", ()),
        ("Ms A said that he had hit her.", ("alleged",)),
        ("The jury acquitted him of the assault.", ("not convicted",)),
        ("The court found that he had caused the injuries.", ("found",)),
        ("He was convicted of assault, which she had disclosed in May.", ("alleged", "convicted")),
        ("The review finds that the neglect was seen and not named.", ("found",)),
        ("The review found that the minutes were late.", ()),
        ("The health visitor reported that the flat was cold.", ()),
        ("A visit took place in May.", ()),
    ],
)
def test_what_a_sentence_rests_on(text, told):
    assert standings(text) == told


def _quote(text, kind="paragraph"):
    return Quote(
        Hit(Unit(text, "r", "1", 1, kind, (), None, 0, len(text), text), ReviewCard("r", "", "", "r"), 1.0),
        0,
        len(text),
    )


def test_a_finding_is_marked_only_where_an_allegation_or_a_conviction_stands_beside_it():
    alleged, found = "Ms A alleged that he hit her.", "The review finds that the abuse was known."
    plain = "A visit took place in May."
    assert labels([_quote(found), _quote(plain)]) == ["", ""]
    assert labels([_quote(alleged), _quote(found), _quote(plain)]) == ["alleged", "found", ""]


def test_a_recommendation_on_people_with_convictions_convicts_nobody():
    advice = "The police should share convictions for assault with health visitors."
    assert labels([_quote(advice, "recommendation")]) == [""]
    assert labels([_quote("He was convicted of assault.")]) == ["convicted"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "as required by Working Together to Safeguard Children (HM Government, 2015).",
            "refers to Working Together 2015; later editions: 2018, 2023",
        ),
        ("Working\nTogether 2018", "refers to Working Together 2018; later edition: 2023"),
        ("Working Together 2023", ""),
        ("Working Together. In 2015 a visit took place.", ""),
        ("Working Together 2016", ""),
        ("The agencies were working together in 2015.", ""),
        (
            "Framework for the Assessment of Children in Need (2000)",
            "refers to Framework for the Assessment of Children in Need 2000; replaced by Working Together 2013",
        ),
        (
            "Keeping Children Safe in Education (2016)",
            "refers to Keeping Children Safe in Education 2016; later editions: 8, the newest of 2025",
        ),
    ],
)
def test_an_edition_that_is_no_longer_the_newest_is_dated(text, note):
    assert superseded(text) == note


def test_editions_stand_in_order():
    for each in known():
        assert list(each.editions) == sorted(set(each.editions))
