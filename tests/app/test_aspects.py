import pytest

from app.answers.question.aspects import aspects

NAMES = ["Child K", "Rowan", "Jonah"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (
            "Compare what Child K and Rowan say about supervision and about record keeping",
            ("supervision", "record keeping"),
        ),
        ("Compare Child K, Jonah and Rowan on housing, debt and poverty", ("housing", "debt", "poverty")),
        ("Compare housing and debt in Child K and Jonah", ()),
        ("Contrast Jonah with Rowan on school attendance and alcohol?", ("school attendance", "alcohol")),
        ("Compare Child K and Jonah on their use of letters", ()),
        ("Compare Child K and Jonah on housing and alcohol in Rowan", ("housing", "alcohol")),
        ("Compare Jonah and Rowan on health and safety", ()),
        ("Compare Jonah and Rowan on health and safety and on alcohol", ("health and safety", "alcohol")),
        ("Compare Jonah and Rowan", ()),
    ],
)
def test_the_aspects_of_a_comparison(question, found):
    assert aspects(question, NAMES, lambda phrase: phrase.lower() == "health and safety") == found
