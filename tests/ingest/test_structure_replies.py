"""What a body says to a recommendation is tied to it, and to no other."""

from __future__ import annotations

import pytest

from ingest.readers.markdown import from_markdown
from ingest.roles import assign
from ingest.structure import parse

ASKED = (
    "Harbours should write to each family within a year.",
    "Each letter should be read aloud to all who live nearby.",
)


@pytest.mark.parametrize(
    "replies",
    [
        (
            "The Government accepts this recommendation. Letters went out in May.",
            "The Government does not accept this.",
        ),
        ("Government response: We will do so.", "Government response: We will not do so."),
        ("The Harbours Trust has partially accepted it.", "The Harbours Trust rejects it."),
        ("We accept this recommendation.", "We do not accept this recommendation."),
    ],
)
def test_a_reply_stands_below_its_recommendation(replies: tuple[str, str]) -> None:
    lines = ["# Government response"]
    for number, (asked, reply) in enumerate(zip(ASKED, replies, strict=True), 1):
        lines += [f"Recommendation {number}: {asked}", reply, "More of it stands here."]
    units = assign(parse(from_markdown("\n\n".join(lines)), review_id="tarn")[1])
    asked_of = {unit.id: unit.label for unit in units if unit.kind == "recommendation"}
    answers = [unit for unit in units if unit.role == "response"]

    assert [asked_of[unit.parent] for unit in answers] == ["Recommendation 1", "Recommendation 2"]
    assert all(unit.text.startswith(reply) for unit, reply in zip(answers, replies, strict=True))
    assert all("More of it" in unit.text for unit in answers)


def test_a_line_of_the_recommendation_is_no_reply() -> None:
    text = f"# Plan\n\nRecommendation 1: {ASKED[0]}\n\nThe Board should tell the families first, and by letter.\n"
    units = parse(from_markdown(text), review_id="tarn")[1]

    assert [unit.kind for unit in units if unit.kind != "front_matter"] == ["recommendation"]
