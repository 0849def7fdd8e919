"""From units to passages, and from text to sentences."""

from __future__ import annotations

import pytest

from index.passages import WINDOW_WORDS, passages, search_text, windows
from index.sentences import sentence_spans
from ingest.model import Unit

from .conftest import review


def unit(text: str, label: str = "", **more: object) -> Unit:
    return Unit("r:1", "r", label, 1, "paragraph", (), None, 0, len(text), text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He rang. She did not.", ["He rang.", "She did not."]),
        ("Dr. Alba saw her (see para. 4.2). She left.", ["Dr. Alba saw her (see para. 4.2).", "She left."]),
        ("The mother said no. The nurse left.", ["The mother said no.", "The nurse left."]),
        ("It stands in No. 3 on p. 7 of vol. 2.", ["It stands in No. 3 on p. 7 of vol. 2."]),
        ("They saw Mr. Lark. He left.", ["They saw Mr. Lark.", "He left."]),
        ("It was 3.5 miles. So what?", ["It was 3.5 miles.", "So what?"]),
        ('"Stop!" She went on.', ['"Stop!"', "She went on."]),
        ("• one thing\n• another thing", ["• one thing", "• another thing"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_the_label_is_not_searched_for_its_meaning() -> None:
    assert search_text(unit("7.3.32 A letter was sent.", "7.3.32")) == "A letter was sent."
    assert search_text(unit("7.3.32", "7.3.32")) == "7.3.32"


def test_cells_are_read_under_their_headings() -> None:
    row = unit("9 May | Visit", cells=("9 May", "Visit"), columns=("Date", "Event"))
    assert search_text(row) == "Date: 9 May\nEvent: Visit"


def test_a_short_unit_is_one_window() -> None:
    assert [text for text, _ in windows("One. Two.")] == ["One. Two."]


def test_a_long_unit_is_cut_at_sentences_and_nothing_is_lost() -> None:
    text = " ".join(f"Sentence number {number} has six words." for number in range(100))
    made = list(windows(text))
    assert len(made) == 4
    assert all(len(piece.split()) <= WINDOW_WORDS for piece, _ in made)
    assert " ".join(piece for piece, _ in made) == text
    assert next(made[0][0][start:end] for start, end in made[0][1]) == "Sentence number 0 has six words."


def test_an_endless_sentence_is_cut_at_words() -> None:
    text = "word " * 1000
    made = list(windows(text))
    assert [len(piece.split()) for piece, _ in made] == [170, 170, 170, 170, 170, 150]


def test_headings_are_no_passages_and_places_count_what_is_searched() -> None:
    one = review("r", [("", "heading", "Findings"), ("1", "paragraph", "1 First."), ("2", "paragraph", "2 Second.")])
    assert [(p.unit.label, p.place, p.window) for p in passages(one.units)] == [("1", 0, 0), ("2", 1, 0)]


@pytest.mark.parametrize("run", [".", "!?", ". ", " ", "\n", "…", "”"])
def test_a_run_of_marks_loses_nothing_and_parts_no_word(run: str) -> None:
    text = f"The form was filled in{run * 3_000} each year. It was read."
    made = [text[start:end] for start, end in sentence_spans(text)]
    assert made[-1] == "It was read."
    assert "".join("".join(made).split()) == "".join(text.split())
