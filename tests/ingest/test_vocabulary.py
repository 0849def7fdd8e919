"""Controlled terms are found by their cues, whatever the case, hyphens and apostrophes of the text."""

import pytest

from ingest.vocabulary import Lexicon, lexicon, tokens, words

CUES = Lexicon(
    {
        "exploitation": ["exploit*", "CSE", "county line*"],
        "self-harm": ["self harm*"],
        "care": ["children's social care"],
    }
)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("He was exploited.", {"exploitation"}),
        ("CSE was not named, a cse was.", {"exploitation"}),
        ("a cse", set()),
        ("Self-harm and County Lines", {"self-harm", "exploitation"}),
        ("Children’s Social Care; childrens social care", {"care"}),
        ("children's social", set()),
        ("harm to herself", set()),
        ("", set()),
    ],
)
def test_cues(text, spoken):
    assert CUES.spoken_of(tokens(text)) == spoken
    assert CUES.spoken_of(tokens(text)) == spoken  # and again, now that the words are remembered


@pytest.mark.parametrize("vocabulary", ["themes", "harms", "agencies"])
def test_every_cue_of_a_vocabulary_finds_its_term(vocabulary):
    import tomllib
    from importlib.resources import files

    entries = tomllib.loads(files("ingest.vocabulary").joinpath(f"{vocabulary}.toml").read_text(encoding="utf-8"))
    missed = [
        (name, cue)
        for name, entry in entries.items()
        for cue in entry["cues"]
        if name not in lexicon(vocabulary).spoken_of(tokens(f"It was {cue.replace('*', '')} then."))
    ]
    assert missed == []


@pytest.mark.parametrize("key", ["not_area", "not_person", "not_subject", "before_organisation"])
def test_word_lists_are_lower_case(key):
    assert {word for word in words(key) if word != word.lower()} == set()
