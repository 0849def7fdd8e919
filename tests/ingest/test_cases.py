"""Which documents are about one case, and which only look alike."""

from itertools import permutations
from pathlib import Path

import pytest

from ingest.cases import link
from ingest.catalog import Entry
from ingest.library import Library
from ingest.settings import Settings

NORFOLK = "Alderbrook Safeguarding Children Board"


def entry(id_: str, *, fixed: str = "", **facts: str) -> Entry:
    if fixed:
        facts["case"] = fixed
    return Entry(
        id=id_, source=f"{id_}.txt", origin="", sha256="", format="txt", parser=1, ocr=True, sidecar="", case="",
        case_confidence=0.0, title="", facts=facts, fixed=bool(fixed), digest="",
    )  # fmt: skip


def cases(*entries: Entry) -> dict[str, str]:
    return {id_: found.case for id_, found in link(entries).items()}


def test_report_summary_and_slides_of_one_board_and_subject_are_one_case():
    found = link(
        [
            entry("report", board=NORFOLK, subject="Case R", year="2017", kind="SCR"),
            entry("summary", board=NORFOLK, subject="Child R", year="2017", kind="summary"),
            entry(
                "slides",
                board="Alderbrook Safeguarding Children Partnership",
                subject="Case R",
                year="2019",
                kind="slides",
            ),
        ]
    )
    assert {item.case for item in found.values()} == {"alderbrook-case-r"}
    assert {item.confidence for item in found.values()} == {0.95}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"subject": "Case R"}, {"subject": "Case V"}),
        (
            {"subject": "Child A", "board": NORFOLK},
            {"subject": "Child A", "board": "Birchwater Safeguarding Children Board"},
        ),
        (
            {"subject": "Child A", "board": NORFOLK, "year": "2009"},
            {"subject": "Child A", "board": NORFOLK, "year": "2016"},
        ),
        ({"subject": "Child A", "board": NORFOLK}, {"subject": "Adult A", "board": NORFOLK}),
        ({"subject": "Child A", "board": NORFOLK}, {"subject": "Child A"}),
        ({"subject": "Alex", "board": NORFOLK}, {"subject": "Alex"}),
        ({"subject": "Child A and Child B", "board": NORFOLK}, {"subject": "Child A", "board": NORFOLK}),
        ({}, {}),
    ],
)
def test_documents_that_only_look_alike_are_two_cases(one, other):
    found = cases(entry("one", **one), entry("other", **other))
    assert found["one"] != found["other"]


def test_a_board_that_was_joined_with_another_is_the_same_board():
    found = cases(
        entry("report", board="Larkham Safeguarding Children Board", subject="Child LK7", year="2017"),
        entry(
            "plan", board="Larkham and Larkshire Safeguarding Children Partnership", subject="Child LK7", year="2019"
        ),
    )
    assert found["report"] == found["plan"]


def test_a_rare_subject_without_a_board_is_linked_with_less_confidence():
    found = link(
        [entry("report", board=NORFOLK, subject="Child LK7", year="2017"), entry("slides", subject="Case LK7")]
    )
    assert found["slides"].case == found["report"].case == "alderbrook-child-lk7"
    assert found["slides"].confidence < 0.9


def test_a_document_that_fits_two_cases_is_put_in_neither():
    reports = [
        entry("a", board=NORFOLK, subject="Child LK7", year="2017"),
        entry("b", board="Birchwater Safeguarding Children Board", subject="Child LK7", year="2017"),
    ]
    found = cases(*reports, entry("slides", subject="Child LK7"))
    assert len(set(found.values())) == 3


def test_a_case_set_by_hand_stands():
    found = cases(
        entry("report", board=NORFOLK, subject="Case R"), entry("slides", subject="Team day", fixed="alderbrook-case-r")
    )
    assert found == {"report": "alderbrook-case-r", "slides": "alderbrook-case-r"}


def test_the_order_of_arrival_does_not_matter():
    entries = [
        entry("a", board=NORFOLK, subject="Child A", year="2009"),
        entry("b", board=NORFOLK, subject="Child A", year="2016"),
        entry("c", board=NORFOLK, subject="Child A", year="2017"),
        entry("d", subject="Child A"),
    ]
    assert len({tuple(sorted(cases(*order).items())) for order in permutations(entries)}) == 1


REPORT = """{board}

Serious Case Review: {subject}

{document}

March 2014

1 Introduction

1.1 {subject} was four months old when he died. This review follows that of {other}, which was published in 2012.
"""


def test_a_library_links_documents_as_they_come_and_unlinks_them_when_they_go(tmp_path):
    library = Library.open(tmp_path / "library", create=True)

    def add(name: str, subject: str, other: str, document: str = "") -> str:
        path = tmp_path / name
        path.write_text(REPORT.format(board=NORFOLK, subject=subject, other=other, document=document))
        return next(iter([added.review.id for added in library.add([Path(path)], settings=Settings())]))

    report = add("report.txt", "Case R", "Case Q")
    assert library.review(report).case == "alderbrook-case-r"
    summary = add("summary.txt", "Case R", "Case Q", "Executive Summary")
    other = add("other.txt", "Case V", "Case R")
    assert {review.id: review.case for review in library.reviews()} == {
        report: "alderbrook-case-r",
        summary: "alderbrook-case-r",
        other: "alderbrook-case-v",
    }
    assert library.review(report).metadata["case"][0].confidence == 0.95
    assert library.describe(other, {"case": "Alderbrook Case R"}).case == "alderbrook-case-r"
    assert library.review(other).metadata["case"][0].source == "user"
    library.remove(summary)
    assert library.review(report).metadata["case"][0].confidence == 1.0
