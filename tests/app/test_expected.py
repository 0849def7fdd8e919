import pytest

from app.answers.expected import expected, spells_out
from app.answers.question.kind import kind_of


def _names(question):
    return {sort.name for sort in expected(question, kind_of(question))}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How much did the review cost?", {"money"}),
        ("What did the child weigh at birth?", {"weight"}),
        ("What percentage of meetings had somebody from health?", {"share"}),
        ("Which faith did the family belong to?", {"faith"}),
        ("Which language did the mother speak?", {"language"}),
        ("What was the father convicted of and how long did he get?", {"court", "duration"}),
        ("When did the nurse first see the baby?", {"date"}),
        ("How many visits did the nurse make?", {"count"}),
        ("What was Ms A prescribed, and which medication did she stop?", {"medicine"}),
        ("Was the baby a boy or a girl?", {"sex"}),
        ("Why did nobody tell the school?", set()),
        ("What happened when the nurse called?", set()),
        ("What should managers weigh up before they close a case?", set()),
        ("Give me a sentence about older children", set()),
    ],
)
def test_sorts_of_answer(question, names):
    assert _names(question) == names


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("How much did the review cost?", "The panel spent £4,000 on it.", True),
        ("How much did the review cost?", "The panel met four times.", False),
        ("How many visits did the nurse make?", "The nurse made three planned visits.", True),
        ("How many visits did the nurse make?", "The nurse made visits and rang the school as well in 6 weeks.", False),
        ("How many weeks was he in hospital?", "He stayed for eleven weeks.", True),
        ("Which language did the mother speak?", "Her first language is Welsh.", True),
        ("Which language did the mother speak?", "The language of the letters was hard.", False),
        ("When did the nurse first see the baby?", "The nurse called on 3 May 2016.", True),
        ("When did the nurse first see the baby?", "The nurse saw a quiet baby.", False),
    ],
)
def test_what_a_sentence_could_answer(question, text, holds):
    assert all(sort.holds(text) for sort in expected(question, kind_of(question))) == holds


@pytest.mark.parametrize(
    ("acronym", "text", "spelt"),
    [
        ("MASH", "The multi-agency safeguarding hub (MASH) holds the records.", True),
        ("CSC", "CSC: children’s social care.", True),
        ("FTT", "Failure to Thrive (FTT) was noted.", True),
        ("MARAC", "The MARAC heard the case in May.", False),
        ("MARAC", "Multi-agency risk assessment conferences were not held.", False),
    ],
)
def test_an_acronym_spelt_out(acronym, text, spelt):
    assert spells_out(text, [acronym]) == spelt
