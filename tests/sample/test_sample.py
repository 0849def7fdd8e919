"""The sample collection: it is what its sources say, its gold agrees with the files, and it keeps to its subjects."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from sample import build
from sample.render.document import load, plain

ROOT = Path(__file__).resolve().parents[2]
REVIEWS = ROOT / "sample" / "reviews"
GOLD = ROOT / "sample" / "gold"
NAMES = sorted(path.stem for path in build.sources())
FULL_REPORTS = [name for name in NAMES if not name.endswith(("-slides", "-summary"))]
PDFS = sorted(path.stem for path in REVIEWS.glob("*.pdf"))
SILENT = re.compile(
    r"county.?lines|genital|\bFGM\b|traffick|radicali[sz]|extremis|exploit|forced marriage|honour|fabricated|"
    r"private foster|\bgangs?\b",
    re.IGNORECASE,
)


def gold(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9£%]+", unicodedata.normalize("NFKC", text).lower())


def pdf_pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
        return pages
    finally:
        document.close()


def test_rebuilding_gives_the_same_files(tmp_path: Path) -> None:
    build.build(tmp_path / "reviews", tmp_path / "gold")
    for kind in ("reviews", "gold"):
        committed = sorted(path.name for path in (ROOT / "sample" / kind).iterdir())
        assert sorted(path.name for path in (tmp_path / kind).iterdir()) == committed
    for path in sorted((tmp_path / "gold").iterdir()):
        assert path.read_bytes() == (GOLD / path.name).read_bytes(), path.name
    for path in sorted((tmp_path / "reviews").iterdir()):
        if path.suffix == ".pdf":  # other versions of reportlab may write other bytes for the same page
            assert pdf_pages(path) == pdf_pages(REVIEWS / path.name), path.name
        else:
            assert path.read_bytes() == (REVIEWS / path.name).read_bytes(), path.name


def test_two_builds_in_one_process_give_the_same_pdf(tmp_path: Path) -> None:
    source = build.SOURCES / "calderwick-jonah-sar.md"
    build.render(source, "pdf2", tmp_path / "a.pdf")
    build.render(source, "pdf2", tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_collection_has_ten_files_of_eight_cases_in_five_formats() -> None:
    documents = [load(path) for path in build.sources()]
    assert len(documents) == 10
    assert len({document.meta["case"] for document in documents}) == 8
    assert {path.suffix for path in REVIEWS.iterdir()} == {".txt", ".md", ".pdf", ".docx", ".html"}
    assert sum(path.stat().st_size for path in REVIEWS.iterdir()) < 3_000_000


@pytest.mark.parametrize("name", FULL_REPORTS)
def test_a_full_report_has_thirty_to_sixty_numbered_paragraphs(name: str) -> None:
    numbered = [unit for unit in gold(name) if unit["kind"] == "paragraph" and unit["label"]]
    assert 30 <= len(numbered) <= 60


@pytest.mark.parametrize("name", NAMES)
def test_no_review_mentions_the_subjects_kept_for_nothing_found(name: str) -> None:
    found = SILENT.findall((build.SOURCES / f"{name}.md").read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_has_every_word_of_its_source(name: str) -> None:
    # A hyphen at a line's end comes out as U+0002 and may be the word's own: hyphens do not count here.
    printed = " ".join(pdf_pages(REVIEWS / f"{name}.pdf")).replace("\x02", "").replace("-", "")
    document = load(build.SOURCES / f"{name}.md")
    wanted = Counter(word for block in document.blocks for word in words(block.text.replace("-", "")))
    assert not wanted - Counter(words(printed))


@pytest.mark.parametrize("name", PDFS)
def test_a_unit_of_a_pdf_begins_and_ends_on_the_pages_that_the_gold_gives(name: str) -> None:
    pages = [" ".join(words(page.replace("\x02", ""))) for page in pdf_pages(REVIEWS / f"{name}.pdf")]
    for unit in gold(name):
        if unit["kind"] in ("toc", "table_row") or "row_key" in unit:
            continue  # cells are set side by side: their words do not follow one another on the page
        if len(unit["pages"]["pdf"]) == 1 and not unit.get("owner"):
            page = pages[unit["pages"]["pdf"][0] - 1]
            assert " ".join(words(unit["start"])[:3]) in page, unit
            assert " ".join(words(unit["end"])[-3:]) in page, unit


def test_front_matter_has_roman_page_numbers_and_the_body_begins_again_at_one() -> None:
    units = gold("westmarch-child-k-overview")
    contents = next(unit for unit in units if unit["kind"] == "toc")
    first = next(unit for unit in units if unit["label"] == "1.1.1")
    assert contents["pages"] == {"pdf": [2], "printed": ["ii"]}
    assert first["pages"] == {"pdf": [3], "printed": ["1"]}


def test_recommendations_printed_twice_have_a_second_occurrence() -> None:
    printings = [unit for unit in gold("westmarch-child-k-overview") if unit["label"] == "Recommendation 2"]
    assert [(unit["occurrence"], unit["section"][-1]) for unit in printings] == [
        (1, "3.1 The response to domestic abuse"),
        (2, "6.1 Table of recommendations"),
    ]


def test_numbers_begin_again_in_each_finding() -> None:
    again = [unit for unit in gold("greyholm-child-m-scr") if unit["label"] == "1.1"]
    assert [unit["occurrence"] for unit in again] == [1, 2, 3, 4, 5]


def test_the_word_file_has_its_numbers_in_the_numbering_part_alone() -> None:
    with zipfile.ZipFile(REVIEWS / "thornmere-rowan-lcspr.docx") as archive:
        body = archive.read("word/document.xml").decode()
        numbering = archive.read("word/numbering.xml").decode()
    assert ">5.3" not in body
    assert ">Recommendation 1<" not in body
    assert 'w:val="%1.%2"' in numbering
    assert body.count("<w:ins ") == 1
    assert body.count("<w:del ") == 1


def test_the_rapid_review_is_not_utf8() -> None:
    raw = (REVIEWS / "harrowmere-baby-t-rapid-review.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert "CHILDREN’S" in raw.decode("cp1252")


@pytest.mark.parametrize(
    ("marked", "printed"),
    [
        ("a **letter** on the 20^th^", "a letter on the 20th"),
        ("as was found.[^12] It", "as was found.¹² It"),
        ("{-It was not.-}{+It was.+}", "It was."),
    ],
)
def test_plain_text_of_marked_text(marked: str, printed: str) -> None:
    assert plain(marked) == printed


@pytest.mark.parametrize("name", build.EVERY_FORMAT)
def test_every_format_has_the_same_units(name: str, tmp_path: Path) -> None:
    counted = ("paragraph", "recommendation", "table_row", "footnote", "list_item_group")
    units = {}
    for form in ("txt", "md", "html", "docx", "pdf1", "pdf2"):
        suffix, _ = build.FORMATS[form]
        placed = build.render(build.SOURCES / f"{name}.md", form, tmp_path / f"{form}{suffix}")
        blocks = [block for block in placed.order if block.kind in counted]
        units[form] = Counter((block.kind, block.label, block.text) for block in blocks)
    assert all(found == units["txt"] for found in units.values())
