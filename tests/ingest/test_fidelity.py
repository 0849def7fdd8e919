"""Words kept and invented, boilerplate, breaks in the numbering, pages without text."""

from __future__ import annotations

from ingest.fidelity import measure
from ingest.model import Fidelity
from ingest.readers.text import from_text
from ingest.source import Block, Page, Source
from ingest.structure import parse

SAID = "The school nurse recorded what the child had said."


def fidelity(source: Source) -> Fidelity:
    text, units = parse(source, review_id="tarn")
    return measure(source, text, units)


def problems(text: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in fidelity(from_text(text)).problems]


def test_all_words_are_kept_and_none_invented() -> None:
    found = fidelity(from_text(f"1. Method\n\n1.1 {SAID}¹\n\n¹ In May.\n\n1.2 Born on 20<sup>th</sup> May."))

    assert (found.words, found.kept, found.invented, found.problems) == (23, 1.0, 0, ())


def test_words_that_stand_in_no_unit_are_named() -> None:
    found = fidelity(
        Source((Block("1.1 The nurse rang."),), words=("1.1", "The", "nurse", "rang", "a", "neighbour", "twice"))
    )

    assert found.kept == 1 - 3 / 8
    assert found.problems[0].code == "words-lost"
    assert "neighbour" in found.problems[0].message


def test_words_that_the_file_does_not_have_are_counted() -> None:
    found = fidelity(Source((Block("1.1 The nurse rang twice."),), words=("1.1", "The", "nurse", "rang")))

    assert (found.kept, found.invented, found.problems[0].code) == (1.0, 1, "words-invented")


def test_a_number_that_the_format_computes_is_not_invented() -> None:
    assert fidelity(Source((Block("The nurse rang.", label="1.1"),), words=("The", "nurse", "rang."))).invented == 0


def test_words_split_in_another_place_are_the_same_words() -> None:
    source = Source(
        (Block("1.1 Safeguarding was weak¹."),), words=("1.1", "Safe-", "guarding", "was", "weak", "1", ".")
    )

    assert (fidelity(source).kept, fidelity(source).invented) == (1.0, 0)


def test_gaps_and_repeats_are_reported_with_their_place() -> None:
    text = f"3. Method\n\n3.1 {SAID}\n\n3.2 {SAID}\n\n3.2 {SAID}\n\n3.5 {SAID}\n\n3.6 {SAID}"

    assert problems(text) == [
        ("number-repeat", "3.2 is printed a second time."), ("number-gap", "3.2 is followed by 3.5."),
    ]  # fmt: skip


def test_a_series_that_begins_again_is_no_break() -> None:
    part = f"1.1 {SAID}\n\n1.2 {SAID}\n\n1.3 {SAID}\n\n"

    assert problems(f"Finding One\n\n{part}Finding Two\n\n{part}") == []


def test_pages_without_text_and_much_boilerplate_are_reported() -> None:
    blocks = (
        Block("1.1 The nurse rang.", page=1),
        Block("Child Q", "furniture", page=2),
        Block("1.2 She came.", page=3),
    )
    found = fidelity(
        Source(blocks, pages=(Page(1), Page(2), Page(3)), words=("1.1 The nurse rang.", "Child Q", "1.2 She came."))
    )

    assert (found.pages, found.pages_without_text) == (3, (2,))
    assert [problem.code for problem in found.problems] == ["boilerplate", "page-without-text"]
    assert found.boilerplate == round(2 / 11, 6)


def test_nothing_to_count_is_nothing_lost() -> None:
    assert fidelity(Source(())) == Fidelity()
