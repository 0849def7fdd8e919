"""Floors of the parse: the sample's own gold, and where they are there, two real reviews and a real inquiry report."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from eval.structure import load_gold, score
from ingest.fidelity import measure
from ingest.readers import READERS, read
from ingest.readers.text import from_text
from ingest.structure import parse

HOME = Path(__file__).resolve().parents[2]
SHARED = HOME.parent / "shared"
SAMPLE = sorted((HOME / "sample" / "gold").glob("*.jsonl"))
REAL = ("gloucestershire-james", "norfolk-case-v")


def reviews(gold: Path, folder: Path) -> list[Path]:
    stem = gold.stem.removeprefix("structure_")
    return [path for path in sorted(folder.glob(f"{stem}.*")) if path.suffix in READERS]


def check(gold: Path, review: Path) -> None:
    source = read(review)
    text, units = parse(source, review_id="gold")
    found = score(load_gold(gold), units)
    fidelity = measure(source, text, units)

    assert found.labels.f1 >= 0.995 or not found.labels.wanted
    assert found.units.f1 >= 0.96
    assert found.headings >= 0.97
    assert fidelity.kept >= 0.995
    assert fidelity.invented == 0


PAIRS = [(gold, review) for gold in SAMPLE for review in reviews(gold, HOME / "sample" / "reviews")]


def test_the_gold_covers_every_review_of_the_sample() -> None:
    assert len(PAIRS) == 10


@pytest.mark.parametrize(("gold", "review"), PAIRS, ids=[review.name for _, review in PAIRS])
def test_the_sample_is_recovered(gold: Path, review: Path) -> None:
    check(gold, review)


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_reviews_are_recovered(name: str) -> None:
    gold = SHARED / "gold" / f"structure_{name}.jsonl"
    if not gold.exists():
        pytest.skip("the gold structure of real reviews is not beside this checkout")
    check(gold, SHARED / "reviews" / f"{name}.txt")


@pytest.mark.shared
@pytest.mark.slow
def test_the_raw_text_of_a_real_report_keeps_its_numbers_and_pages() -> None:
    path = SHARED / "gold" / "pdf" / "post_office_horizon_vol1.pdf"
    if not path.exists():
        pytest.skip("the real inquiry report is not beside this checkout")
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        text = "\f".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    _, units = parse(from_text(text), review_id="gold")
    lines = path.with_suffix(".numbers.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = [(data["num"], data["page"]) for data in map(json.loads, lines)]

    found = [
        (unit.label, unit.pages.pdf[0]) for unit in units if unit.kind == "paragraph" and unit.label and unit.pages
    ]
    assert len(set(wanted) & set(found)) >= 0.995 * len(wanted)
    assert len(found) <= 1.005 * len(wanted)


@pytest.mark.shared
@pytest.mark.slow
def test_a_real_report_keeps_its_numbers_on_their_pages() -> None:
    path = SHARED / "gold" / "pdf" / "post_office_horizon_vol1.pdf"
    if not path.exists():
        pytest.skip("the real inquiry report is not beside this checkout")
    _, units = parse(read(path), review_id="gold")
    lines = path.with_suffix(".numbers.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = Counter((data["num"], data["page"]) for data in map(json.loads, lines))

    found = Counter(
        (unit.label, unit.pages.pdf[0]) for unit in units if unit.kind == "paragraph" and unit.label and unit.pages
    )

    assert 2 * (wanted & found).total() / (wanted.total() + found.total()) >= 0.995


@pytest.mark.shared
def test_the_real_reviews_keep_every_word_and_report_only_what_is_true() -> None:
    folder = SHARED / "reviews"
    if not folder.is_dir():
        pytest.skip("the real reviews are not beside this checkout")
    reported = {}
    for path in sorted(folder.glob("*.txt")):
        source = read(path)
        text, units = parse(source, review_id=path.stem)
        fidelity = measure(source, text, units)
        assert (fidelity.kept, fidelity.invented) == (1.0, 0), path.name
        reported[path.stem] = [problem.message.split()[0] for problem in fidelity.problems]

    # Checked by eye: these numbers are printed twice, and nothing else is amiss.
    assert reported == {
        "gloucestershire-james": ["7.2", "7.3"],
        "leicester-child-b1": ["3.3"],
        "norfolk-case-r": [],
        "norfolk-case-v": [],
        "somerset-alex": [],
    }


def test_a_long_review_is_read_and_parsed_in_little_time() -> None:
    paragraph = "The social worker recorded the visit and did not share what she had seen with the school. " * 4
    text = "\n\n".join(f"{number // 40 + 1}.{number % 40 + 1} {paragraph}" for number in range(1500))

    started = time.process_time()
    _, units = parse(from_text(text), review_id="long")

    assert len(units) == 1500
    assert time.process_time() - started < 4  # about 0.5 s alone on a 2-core machine
