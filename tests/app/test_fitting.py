"""What a question asks for by form raises the chances of the sentences that are of that sort."""

import pytest

from app.answers.evidence import Sentence
from app.answers.fitting import weighed
from app.answers.question.read import read_question
from app.answers.words import stems
from index.model import Hit, ReviewCard
from index.query import About
from ingest.model import Unit


def _sentence(text, role="narrative", voice="author"):
    unit = Unit(f"r:{text}", "r", "", 1, "paragraph", (), None, 0, len(text), text, role=role, voice=voice)
    hit = Hit(unit, ReviewCard("r", "r.txt", "r", "r"), 1.0)
    return Sentence(hit, 1, (0, len(text)), stems(text), {}, 0.5, 0.5)


VISIT = _sentence("The nurse visited the flat.")
DATED = _sentence("The nurse visited the flat on 3 May 2016.")
MOTHER = _sentence("“Nobody asked me,” the mother said.", role="family_view", voice="family")
PRAISED = _sentence("The nurse rang twice, which was thoughtful.", role="good_practice")


@pytest.mark.parametrize(
    ("question", "raised", "beside"),
    [
        ("When did the nurse visit?", DATED, VISIT),
        ("What did the mother say?", MOTHER, VISIT),
        ("I want the family's own words", MOTHER, VISIT),
        ("Any examples of good practice?", PRAISED, VISIT),
    ],
)
def test_what_is_of_the_sort_asked_for_gains(question, raised, beside):
    first, second = weighed(read_question(question, About()), [raised, beside])
    assert first.says > second.says
    assert first.answers > second.answers
    assert 0 < second.says <= 0.5 < first.says < 1


def test_a_question_without_a_sort_changes_nothing():
    assert weighed(read_question("Why did nobody visit the flat?", About()), [VISIT, MOTHER, PRAISED]) == [
        VISIT,
        MOTHER,
        PRAISED,
    ]


def test_where_none_is_of_the_sort_nothing_changes():
    assert weighed(read_question("When did the nurse visit?", About()), [VISIT, MOTHER]) == [VISIT, MOTHER]
