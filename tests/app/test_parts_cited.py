"""A quotation of a long unit is cited by the part that it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.casebook import Casebook
from app.citations import STYLES, part, pinpoint
from app.forms import answer_form, unit_form
from index.model import ReviewCard
from ingest.errors import InputError
from ingest.model import Unit
from ingest.settings import Settings
from ingest.structure.parts import parts_of

OPENING = "22.4 " + "The school rang the house and nobody answered. " * 60
TEXT = (
    OPENING + "The Board asked:\n(i) that letters from nurses are read;\n(ii) that the surgery files them.\nIt is done."
)
UNIT = Unit("elm:1", "elm", "22.4", 1, "paragraph", (), None, 0, len(TEXT), TEXT, parts=parts_of(TEXT))
CARD = ReviewCard("elm", "elm.txt", "Child Elm", "elm", "SCR", "Marlow Board", "Child Elm", "2018")


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_the_narrowest_part_that_holds_all_that_is_quoted() -> None:
    assert part(UNIT, [at("surgery files")]) == "(ii)"
    assert part(UNIT, [at("letters"), at("nurses")]) == "(i)"
    assert part(UNIT, [at("letters"), at("surgery")]) == ""
    assert part(UNIT, [at("It is done")]) == ""
    assert part(UNIT, []) == ""


def test_every_style_names_the_part() -> None:
    for name, style in STYLES.items():
        assert "22.4(ii)" in style(UNIT, CARD, quoted=[at("surgery files")]), name
        assert "(ii)" not in style(UNIT, CARD), name
    assert pinpoint(UNIT, CARD, [at("surgery files")]) == "Marlow Board, Child Elm (2018), para 22.4(ii)"


@pytest.fixture
def casebook(tmp_path: Path) -> Casebook:
    file = tmp_path / "elm.txt"
    file.write_text(
        "Serious Case Review: Child Elm\nMarlow Vale Safeguarding Children Board\nPublished 2018\n\n22. Findings\n\n"
        "22.3 The plan was late.\n\n" + TEXT + "\n\n22.5 The family moved house in May.\n",
        encoding="utf-8",
    )
    made = Casebook.open(tmp_path / "library", create=True, settings=Settings())
    assert [added.outcome for added in made.add([file])] == ["added"]
    return made


def test_an_answer_and_a_citation_of_words_name_the_part(casebook: Casebook) -> None:
    with casebook:
        form = answer_form(casebook.ask("Should letters from nurses be read?"))
        cited = [
            each for claim in form.claims if "letters from nurses" in (claim.quote or "") for each in claim.citations
        ]
        assert {each.citation.rsplit(", ", 1)[-1] for each in cited} == {"para 22.4(i)"}
        assert {each.part for each in cited} == {"(i)"}
        unit, _ = casebook.unit(cited[0].id)
        assert [each.label for each in unit_form(unit).parts] == ["(i)", "(ii)"]
        assert casebook.cite(unit.id).endswith("para 22.4")
        assert casebook.cite(unit.id, quote="the surgery files them").endswith("para 22.4(ii)")
        with pytest.raises(InputError, match="do not stand"):
            casebook.cite(unit.id, quote="the surgery burnt them")
