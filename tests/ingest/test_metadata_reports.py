"""What reports of other bodies say of themselves; what they only speak of, a grade or a form's label is none of it."""

from __future__ import annotations

import pytest

from ingest.metadata import Clues, display_title, extract
from ingest.source import Block, Source
from ingest.structure import parse

PROSE = "The council had held a serious case review in 2016, and its board had learned from the serious case review."


def found(page: str, *body: str, properties: tuple[tuple[str, str], ...] = ()) -> dict[str, list[str]]:
    blocks = [*(Block(line) for line in page.split("\n")), *(Block(f"{at}. {text}") for at, text in enumerate(body, 1))]
    source = Source(tuple(blocks), properties=properties)
    metadata = extract(Clues.of("report.pdf", source, parse(source, review_id="tarn")[1]))
    return {
        **{key: [fact.value for fact in facts] for key, facts in metadata.items()},
        "shown": [display_title(metadata, "report.pdf")],
    }


PAGES = [
    (
        "Inspection of Tarnmouth children’s homes\nInspection dates: 3 to 14 March 2021\nLead inspector: Ada Fell\n"
        "Published: 9 May 2021",
        {
            "kind": ["inspection report"],
            "published": ["9 May 2021"],
            "shown": ["Inspection of Tarnmouth children’s homes"],
        },
    ),
    (
        "House of Commons\nHarbours Committee\nThe letters of Tarnmouth\nThird Report of Session 2020–21\n"
        "Ordered by the House of Commons to be printed 2 June 2021",
        {"kind": ["committee report"], "board": ["Harbours Committee"], "published": []},
    ),
    (
        "The Tarnmouth Inquiry\nReport of the independent inquiry into the death of Ben Carrow\nPublished 4 July 2019",
        {"kind": ["inquiry report"], "subject": ["Ben Carrow"], "published": ["4 July 2019"]},
    ),
    (
        "REGULATION 28 REPORT TO PREVENT FUTURE DEATHS\n1. Coroner\nI am Ada Fell, senior coroner",
        {"kind": ["prevention of future deaths report"], "subject": []},
    ),
    (
        "Local Government Ombudsman\nInvestigation into a complaint about Tarnmouth Council\n12 May 2018",
        {"kind": ["ombudsman report"], "board": ["Local Government Ombudsman"], "published": ["12 May 2018"]},
    ),
    (
        "Thematic Review: Four Boys Found on One Street\nTarnmouth Safeguarding Partnership\nPublished May 2020",
        {"kind": ["thematic review"], "subject": [], "shown": ["Thematic Review: Four Boys Found on One Street"]},
    ),
    ("National Review into Letters That Were Lost\nMay 2021", {"kind": ["national review"], "subject": []}),
    (
        "Government response to the Tarnmouth Inquiry\nHome Office\nMay 2021",
        {"kind": ["government response", "inquiry report"], "board": ["Home Office"]},
    ),
    ("Domestic Abuse Related Death Review\n“Rhian”\nMay 2023", {"kind": ["DARDR"], "subject": ["Rhian"]}),
    ("Domestic Homicide Review\n“Rhian”\nMay 2013", {"kind": ["DHR"]}),
    ("7 minute briefing\nFamily Q", {"kind": ["learning brief"], "subject": ["Family Q"]}),
    ("Serious Case Review: Girl V\nTarnmouth Safeguarding Children Board", {"kind": ["SCR"], "subject": ["Girl V"]}),
    (
        "Child Practice Review\nZoë\nAuthor: Siân Ŵyn-Pryce",
        {"subject": ["Zoë"], "author": ["Siân Ŵyn-Pryce"]},
    ),
    ("Child Practice Review\nZoe\u0308\nAuthor: Élodie Çınar", {"subject": ["Zoë"], "author": ["Élodie Çınar"]}),
]


@pytest.mark.parametrize(("page", "expected"), PAGES)
def test_what_the_title_page_says(page: str, expected: dict[str, list[str]]) -> None:
    got = found(page, PROSE, PROSE, PROSE)
    assert {key: got.get(key, []) for key in expected} == expected


def test_a_review_that_the_body_mentions_is_not_what_the_document_is() -> None:
    assert "kind" not in found("A look at letters in Tarnmouth\nMay 2020", PROSE, PROSE, PROSE)


def test_a_document_that_calls_itself_a_review_is_one() -> None:
    says = "This serious case review was held in the winter, and the panel met four times in all."
    assert found("A look at letters in Tarnmouth\nMay 2020", says, PROSE)["kind"] == ["SCR"]


@pytest.mark.parametrize("grade", ["Good", "Inadequate", "Outstanding", "Judgement", "Requires improvement"])
def test_a_grade_is_no_subject(grade: str) -> None:
    page = f"A look at homes in Tarnmouth\nThe work of leaders\n{grade}\nThe work of staff\n{grade}"
    assert "subject" not in found(page, *[f"The homes were {grade.lower()} and {grade} again."] * 4)


def test_the_title_page_outranks_the_properties_of_a_template() -> None:
    page = "A look at letters\nTarnmouth Council\nMay 2020"
    shown = found(page, PROSE, properties=(("title", "Corporate report template"),))["shown"]
    assert shown == ["A look at letters, Tarnmouth Council"]


def test_properties_that_the_document_prints_are_its_title() -> None:
    page = "Tarnmouth\nA look at letters and who wrote them\nMay 2020"
    shown = found(page, PROSE, properties=(("title", "A look at letters and who wrote them"),))["shown"]
    assert shown == ["A look at letters and who wrote them"]


@pytest.mark.parametrize(
    "line",
    [
        "Inspection date: 3 March 2021",
        "Inspection dates: 3 to 14 March 2021",
        "Ordered to be printed 3 March 2021",
        "Date of inquest: 3 March 2021",
        "Fieldwork:\n3 March 2021",
    ],
)
def test_no_other_date_is_that_of_publication(line: str) -> None:
    assert "published" not in found(f"A look at letters in Tarnmouth\n{line}", PROSE)
