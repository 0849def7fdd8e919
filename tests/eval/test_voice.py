import pytest

from app.schemas import CitationForm, ClaimForm
from eval.voice import in_wrong_voice, wrong_voices


def claim(text, quote, unit):
    cited = CitationForm(id=unit, review="z", source="z.txt", label="1", occurrence=1, pages=None, citation="Z, 1")
    return ClaimForm(text=text, quote=quote, verified=True, citations=[cited])


@pytest.mark.parametrize(
    ("text", "quote", "voice", "wrong"),
    [
        ("“He was a quiet man and the flat was clean.”", "He was a quiet man and the flat was clean.", "family", True),
        ("“Mr L told us that the flat was clean.”", "Mr L told us that the flat was clean.", "family", False),
        ("[The father's views] “The flat was clean.”", "The flat was clean.", "family", False),
        ("The mother said: “The flat was clean.”", "The flat was clean.", "family", False),
        ("“The flat was clean.”", "The flat was clean.", "author", False),
        ("The mother said: “The flat was clean.”", "The flat was clean.", "author", True),
        ("The mother said that the flat was clean.", "", "author", True),
        ("“A child must be seen alone.”", "A child must be seen alone.", "guidance", True),
        ("“The 1989 Act says a child must be seen.”", "The 1989 Act says a child must be seen.", "guidance", False),
        ("“Staff had no time.”", "Staff had no time.", "agency", False),
        ("“We had no time.”", "We had no time.", "agency", True),
    ],
)
def test_words_are_in_the_wrong_voice_where_nothing_tells_whose_they_are(text, quote, voice, wrong):
    assert in_wrong_voice(text, quote, voice) is wrong


def test_claims_are_counted_by_the_voice_of_the_unit_that_they_cite_first():
    bare = "The flat was clean."
    claims = [claim(f"“{bare}”", bare, unit) for unit in ("a", "b", "c", "unknown")]
    assert wrong_voices(claims, {"a": "family", "b": "author", "c": "none"}) == (1, 2)
