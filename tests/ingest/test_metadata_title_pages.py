# ruff: noqa: E501 (one title page a line)
"""Board, kind, subject, author and date from title pages as boards set them; what is not printed stays unknown."""

import pytest

from ingest.metadata import Clues, display_title, extract
from ingest.model import Unit


def clues(page: str, *body: str, name: str = "review.txt", properties=None, running=()) -> Clues:
    """A title page, one unit a line, then numbered paragraphs."""
    lines = [("front_matter", "", line) for line in page.strip().split("\n") if line.strip()]
    lines += [("paragraph", f"1.{number}", text) for number, text in enumerate(body, 1)]
    units, at = [], 0
    for kind, label, text in lines:
        text = f"{label} {text}".strip()
        units.append(Unit(f"r:{len(units)}", "r", label, 1, kind, (), None, at, at + len(text), text))
        at += len(text) + 1
    return Clues(name, properties or {}, tuple(units), tuple(running))


def found(page: str, *body: str, **given) -> dict[str, list[str]]:
    return {key: [fact.value for fact in facts] for key, facts in extract(clues(page, *body, **given)).items()}


@pytest.mark.parametrize(
    ("printed", "board", "area"),
    [
        ("Harrowby Safeguarding Children Board", None, "Harrowby"),
        ("HARROWBY SAFEGUARDING CHILDREN BOARD", "Harrowby Safeguarding Children Board", "Harrowby"),
        ("The Royal Borough of Larkham and Wells Safeguarding Children Partnership", "Royal Borough of Larkham and Wells Safeguarding Children Partnership", "Royal Borough of Larkham and Wells"),
        ("Fen & North East Harrow Community Safety and Safeguarding Partnership", None, "Fen & North East Harrow"),
        ("City of Larkham Local Safeguarding Children Partnership", None, "City of Larkham"),
        ("Larkham Safeguarding Children Multi-Agency Partnership", None, "Larkham"),
        ("Harrowshire and Larkborough Safeguarding Children Partnership Board", None, "Harrowshire and Larkborough"),
        ("Elwydd and Vale of Madryn Regional Safeguarding Children Board", None, "Elwydd and Vale of Madryn"),
        ("Cwm Elwydd Madryn Safeguarding Board", None, "Cwm Elwydd Madryn"),
        ("Safeguarding Board for Northern Ireland", None, "Northern Ireland"),
        ("Safer Larkham Partnership", None, "Larkham"),
        ("Isle of Fen Safeguarding Adults Board", None, "Isle of Fen"),
        ("Southmere, Larkham and Harrow Safeguarding Children Board", None, "Southmere, Larkham and Harrow"),
        ("Stoke-under-Larkham Safeguarding Adults Partnership Board", None, "Stoke-under-Larkham"),
        ("Harrowby with Fenwick Children’s Safeguarding Assurance Partnership", None, "Harrowby with Fenwick"),
        ("King’s Fenwick Community Safety Partnership", None, "King’s Fenwick"),
        ("Harrow City Child Protection Committee", None, "Harrow City"),
        ("Local Safeguarding Children Board for Larkham", None, "Larkham"),
        ("Larkham LSCB", "Larkham Local Safeguarding Children Board", "Larkham"),
        ("Larkham Safeguarding\nChildren Board", "Larkham Safeguarding Children Board", "Larkham"),
        ("Larkham\nSafeguarding Children Board", "Larkham Safeguarding Children Board", "Larkham"),
        ("Published by: Larkham Safeguarding Children Partnership in July 2021", "Larkham Safeguarding Children Partnership", "Larkham"),
        ("**Larkham Safeguarding Children Partnership (LSCP)**", "Larkham Safeguarding Children Partnership", "Larkham"),
    ],
)  # fmt: skip
def test_board_and_area(printed, board, area):
    got = found(f"{printed}\nSerious Case Review\nChild K\nJune 2015")
    assert (got["board"], got["area"]) == ([board or printed], [area])


def test_the_board_that_commissioned_is_told_from_one_that_is_mentioned():
    body = (
        "Larkham Safeguarding Children Board (LSCB) commissioned this review in May.",
        "A report of the Fenwick Safeguarding Children Board was read. The Fenwick Safeguarding Children Board had seen it.",
        "Larkham Safeguarding Children Board is grateful to all who took part.",
    )
    assert found("LSCB\nSerious Case Review: Child K", *body)["board"] == ["Larkham Safeguarding Children Board"]


PAGES = [
    ("Serious Case Review\nBaby Jake\nOverview Report\nIndependent Author: Dr Mary O’Neill\nApril 2012",
     ["SCR"], "Jake", ["Dr Mary O’Neill"], "April 2012", "2012"),
    ("SERIOUS CASE REVIEW\nCHILD LT\nLead Reviewer\nPeter Ashford\nDate of publication: 12/03/18",
     ["SCR"], "Child LT", ["Peter Ashford"], "12/03/18", "2018"),
    ("Local Child Safeguarding Practice Review\n‘Bobbie and Sam’\nAuthors: Jane Dove and Fiona McBryde\nPublished: 4th October 2022",
     ["LCSPR"], "Bobbie and Sam", ["Jane Dove", "Fiona McBryde"], "4th October 2022", "2022"),
    ("Domestic Homicide Review\nOverview Report into the death of Susan\nin March 2019\nIndependent Chair and Author: Gail Mearns OBE\nDate completed: 1 June 2021",
     ["DHR"], "Susan", ["Gail Mearns"], "1 June 2021", "2021"),
    ("Safeguarding Adults Review\nAdult C\nExecutive Summary\nReport author: Michael Preston-Shaw\nFinal version 3.0 July 2020",
     ["summary", "SAR"], "Adult C", ["Michael Preston-Shaw"], "July 2020", "2020"),
    ("Extended Child Practice Review\nRe: ELWSCB 2/2019",
     ["CPR"], "ELWSCB 2/2019", [], "", ""),
    ("Serious Case Review in relation to Child A and Child B\nby Jane Wiffle\n2016",
     ["SCR"], "Child A and Child B", ["Jane Wiffle"], "2016", "2016"),
    ("Overview Report of the Serious Case Review relating to: Family W\nWritten by: Kevin Harding JP, BA, MSc\n23rd May 2013",
     ["SCR"], "Family W", ["Kevin Harding"], "23rd May 2013", "2013"),
    ("“James” Serious Case\nReview\nand\nAction Plan\nReport Author Joanna Nichols\n3rd June, 2019",
     ["SCR"], "James", ["Joanna Nichols"], "3rd June, 2019", "2019"),
    ("Multi-Agency Learning Review\nYoung Person “Leah”\nIndependent Reviewer: Nicki Petty\nFebruary 2023",
     ["learning review"], "Leah", ["Nicki Petty"], "February 2023", "2023"),
    ("Serious Case Review ADS14\nOverview report\nLead Reviewers: Bridget Griffon & Sally Tranch\nSeptember 2017",
     ["SCR"], "ADS14", ["Bridget Griffon", "Sally Tranch"], "September 2017", "2017"),
    ("Child Safeguarding Practice Review (CSPR)\nChild Alex\nAgreed by: Larkham Safeguarding Children Partnership in May 2021\n"
     "Published by: Larkham Safeguarding Children Partnership in July 2021\nAuthored by Liz Murphy, Independent Consultant",
     ["CSPR"], "Alex", ["Liz Murphy"], "July 2021", "2021"),
    ("Single Unified Safeguarding Review\nDylan", ["SUSR"], "Dylan", [], "", ""),
    ("Board Response to the Serious Case Review of Child J\nNovember 2014", ["response", "SCR"], "Child J", [], "November 2014", "2014"),
    ("Serious Case Review: Child J\nAction Plan\nUpdated March 2015", ["action plan", "SCR"], "Child J", [], "March 2015", "2015"),
    ("Local Child Safeguarding Practice Review\nChild Q\nMarch 2022\nAuthors\nJim Gambell QPM\nRory McCollum",
     ["LCSPR"], "Child Q", ["Jim Gambell", "Rory McCollum"], "March 2022", "2022"),
    ("Mr A and Mrs A\nSafeguarding Adult Review\nAugust 2019\nAuthor: Bill Dashwood", ["SAR"], "Mr A and Mrs A", ["Bill Dashwood"], "August 2019", "2019"),
    ("Serious Case Review concerning\nYoung Person Charlie\nBorn 3 May 2001\nDied: 14 June 2017\nPublication: May 2019", ["SCR"], "Charlie", [], "May 2019", "2019"),
    ("Significant Case Review\nChild D\nJacquie Pepperell, Independent Reviewer\n14 August 2013", ["significant case review"], "Child D", ["Jacquie Pepperell"], "14 August 2013", "2013"),
    ("7 minute briefing\nChild Safeguarding Practice Review – Family Z\nMarch 2024", ["learning brief", "CSPR"], "Family Z", [], "March 2024", "2024"),
    ("Thematic review of serious youth violence\nIndependent author: Charlie Spenser\nDecember 2020", ["thematic review"], "", ["Charlie Spenser"], "December 2020", "2020"),
    ("Joint Serious Case Review and Domestic Homicide Review\nChild X, Adult Y\nJune 2011", ["SCR", "DHR"], "Child X, Adult Y", [], "June 2011", "2011"),
    ("Executive summary of the Serious Case Review in respect of Child T\nBorn: 2004\nDied: 2008", ["summary", "SCR"], "Child T", [], "", ""),
    ("Case Management Review\nExecutive Summary\nSean and family", ["summary", "case management review"], "Sean", [], "", ""),
    ("Serious Case Review\nBorn: Autumn 2011\nSignificant Incident August 2014\nApril 2016\nIndependent Author: Safran Ross\nChild B1- Serious Case Review",
     ["SCR"], "Child B1", ["Safran Ross"], "April 2016", "2016"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "kind", "subject", "author", "published", "year"), PAGES)
def test_what_the_title_page_says(page, kind, subject, author, published, year):
    got = found(page)
    assert got.get("kind", []) == kind
    assert got.get("subject", [""]) == [subject]
    assert got.get("author", []) == author
    assert got.get("published", [""]) == [published]
    assert got.get("year", [""]) == [year]


@pytest.mark.parametrize(
    ("page", "title", "shown"),
    [
        ("“James” Serious Case\nReview\nand\nAction Plan", "“James” Serious Case Review and Action Plan", "Serious Case Review, James"),
        ("Larkham Safeguarding Children Board\nLarkham SCR Case R\nJanuary 2017", "Larkham SCR Case R", "Serious Case Review, Case R"),
        ("SERIOUS CASE REVIEW\nBABY T\nEXECUTIVE SUMMARY", "Serious Case Review, Baby T, Executive Summary", "Serious Case Review, Baby T (summary)"),
        ("Serious Case Review concerning Child B1\nBorn: Autumn 2011", "Serious Case Review concerning Child B1", "Serious Case Review, Child B1"),
        ("Thematic review of serious youth violence", "Thematic review of serious youth violence", "Thematic review of serious youth violence"),
        ("Inquiry into the Harbour Bridge\nVolume 1", "Inquiry into the Harbour Bridge, Volume 1", "Inquiry into the Harbour Bridge, Volume 1"),
    ],
)  # fmt: skip
def test_the_title_as_printed_and_as_shown(page, title, shown):
    metadata = extract(clues(page))
    assert metadata["title"][0].value == title
    assert display_title(metadata, "review.txt") == shown


def test_a_document_without_a_title_is_shown_by_its_file_name():
    assert display_title({}, "minutes_of_march.txt") == "minutes of march"


def test_what_is_not_printed_is_unknown():
    got = found("Notes", "The bridge was painted in 2019 and the harbour was quiet.", "Nobody was hurt.")
    assert got == {}


def test_what_says_it_is_named():
    metadata = extract(clues("Larkham Safeguarding Children Board\nSerious Case Review\nChild K\nJune 2015"))
    assert {key: metadata[key][0].source for key in ("board", "kind", "subject", "published", "year")} == {
        "board": "r:0",
        "kind": "r:1",
        "subject": "r:2",
        "published": "r:3",
        "year": "r:3",
    }


def test_the_file_name_and_the_properties_help_where_the_page_is_silent():
    metadata = extract(
        clues(
            "Report",
            "The child is called K.",
            name="larkham-scr-child-k-2015.pdf",
            properties={"title": "Serious Case Review", "author": "admin"},
        )
    )
    assert (metadata["subject"][0].value, metadata["subject"][0].source) == ("Child K", "file name")
    assert (metadata["kind"][0].value, metadata["kind"][0].source) == ("SCR", "file properties")
    assert (metadata["year"][0].value, metadata["year"][0].source) == ("2015", "file name")
    assert "author" not in metadata


def test_the_author_in_the_properties_counts_only_if_the_review_names_them():
    named = extract(clues("Report", "It was Jo Bloggs who did the work.", properties={"author": "Jo Bloggs"}))
    assert (named["author"][0].value, named["author"][0].source) == ("Jo Bloggs", "file properties")


@pytest.mark.parametrize(
    "sentence",
    [
        "The Independent Overview Writer for this case is Bryony Ladd RN, RM, HV cert.",
        "Bryony Ladd, a social work consultant, was the independent reviewer and lead author.",
        "Bryony Ladd was appointed by the Board in May as the independent reviewer.",
        "The lead reviewer was Bryony Ladd, a former head of service.",
    ],
)
def test_an_author_named_in_the_text(sentence):
    assert found("Serious Case Review: Child K", sentence)["author"] == ["Bryony Ladd"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The IMR author was Bryony Ladd of the hospital trust.",
        "The author is independent of all agencies.",
        "The Lead Reviewer met the Review Team and Senior Managers.",
        "Another independent author was commissioned in June.",
    ],
)
def test_one_who_is_not_the_author_is_not_taken_for_one(sentence):
    assert "author" not in found("Serious Case Review: Child K", sentence)


@pytest.mark.parametrize(
    ("page", "subject"),
    [
        ("Safeguarding Adults Review\nSubject | Adult LT\nReport author | Peter Ashford", "Adult LT"),
        ("Serious Case Review\nChild: ‘N’", "Child N"),
        ("Overview report\nIn respect of: LN12\nSerious Case Review", "LN12"),
        ("Serious Case Review\nRe Daniel Pelham\nBorn 15th July 2007", "Daniel Pelham"),
        ("Local child safeguarding practice review for CJ", "CJ"),
        ("CONFIDENTIAL\nSerious Case Review\nBABY T", "Baby T"),
        (
            "Serious Case Review\nServices provided for Child F and Child G June 2007 to April 2011",
            "Child F and Child G",
        ),
    ],
)
def test_subjects_in_other_forms(page, subject):
    assert found(page)["subject"] == [subject]


def test_a_word_that_stands_alone_is_a_name_only_if_the_review_speaks_of_it():
    body = [f"Paragraph {number} tells of a visit to the house." for number in range(12)]
    assert "subject" not in found("Practice Learning Review\nHorizons", *body)
    named = [text.replace("a visit", "a visit to Rowan") for text in body]
    assert found("Practice Learning Review\nRowan", *named)["subject"] == ["Rowan"]


def test_a_date_range_on_the_title_page_is_the_period_and_not_the_date_of_publication():
    got = found("Serious Case Review: Child F\nServices provided from June 2007 to April 2011")
    assert ("published" not in got, got["period"]) == (True, ["June 2007 to April 2011"])
