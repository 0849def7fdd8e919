"""Metadata of whole files: the sample collection against what its authors say of it, the real reviews against what
their title pages say."""

from pathlib import Path

import pytest
import yaml

from ingest.model import Review
from ingest.pipeline import parse_here
from ingest.settings import Limits

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample"
SHARED = ROOT.parent / "shared" / "reviews"
#: Keys of which each review of the sample must have the very value, where its file prints one.
EXACT = ("kind", "board", "area", "subject", "author", "year")


def parsed(path: Path) -> Review:
    return parse_here(path, path.stem, "", Limits())


def gold(path: Path) -> dict[str, str]:
    source = SAMPLE / "sources" / f"{path.stem}.md"
    return yaml.safe_load(source.read_text(encoding="utf-8").split("---")[1])["metadata"]


def values(said) -> list[str]:
    return [str(value).replace("’", "'") for value in (said if isinstance(said, list) else [said])]


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((SAMPLE / "reviews").glob("*.*")), ids=lambda path: path.name)
def test_the_sample_says_who_what_and_when(path):
    review, said = parsed(path), gold(path)
    expected = {key: values(said[key]) for key in EXACT if said.get(key)}
    found = {key: values([fact.value for fact in review.metadata.get(key, ())]) for key in expected}
    found["kind"] = found["kind"][:1]  # the document's own; the kind of review that it is about follows
    assert found == expected


@pytest.mark.slow
def test_most_ages_and_periods_of_the_sample_are_found_and_none_is_wrong():
    found = {"age": 0, "period": 0}
    paths = sorted((SAMPLE / "reviews").glob("*.*"))
    for path in paths:
        review, said = parsed(path), gold(path)
        for key in found:
            value = review.fact(key)
            found[key] += bool(value)
            start = str(said[key]).split(" to ")[0].split()
            assert not value or set(start[:1] + start[-1:]) & set(value.replace("-", " ").split()), (path.name, value)
    assert found["age"] >= 0.7 * len(paths)
    assert found["period"] >= 0.5 * len(paths)


REAL = {
    "norfolk-case-r": ("SCR", "Norfolk Safeguarding Children Board", "Case R", "Briony Ladbury", "2017"),
    "norfolk-case-v": ("slides", "Norfolk Safeguarding Children Board", "Case V", "", ""),
    "leicester-child-b1": ("SCR", "Leicester Safeguarding Children Board", "Child B1", "Safron Rose", "2016"),
    "gloucestershire-james": ("SCR", "Gloucestershire Safeguarding Children Board", "James", "Joanna Nicolas", "2019"),
    "somerset-alex": ("CSPR", "Somerset Safeguarding Children Partnership", "Alex", "Liz Murphy", "2021"),
}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reviews are not beside the checkout")
@pytest.mark.parametrize("name", REAL)
def test_the_real_reviews_say_who_what_and_when(name):
    review = parsed(SHARED / f"{name}.txt")
    assert tuple(review.fact(key) for key in ("kind", "board", "subject", "author", "year")) == REAL[name]
