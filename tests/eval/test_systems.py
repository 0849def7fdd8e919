import pytest

from eval.systems.bm25 import Bm25
from eval.systems.fused import Fused
from ingest.model import Fidelity, Review, Unit

TEXTS = ("The mother was not asked.", "A letter was sent to the mother.", "School attendance fell.", "No letter came.")


def review() -> Review:
    units = tuple(
        Unit(id=f"r:{at}", review="r", label="", occurrence=1, kind="paragraph", section=(), pages=None,
             start=0, end=len(text), text=text)
        for at, text in enumerate(TEXTS)
    )  # fmt: skip
    return Review(
        id="r", source="r.txt", sha256="", format="txt", title="", case="r", metadata={}, fidelity=Fidelity(), text="",
        units=units,
    )  # fmt: skip


def ids(passages):
    return [passage.unit for passage in passages]


def test_fusing_a_ranking_with_itself_changes_nothing():
    bm25 = Bm25([review()])
    assert ids(bm25.rank("letter to the mother", 3)) == ["r:1", "r:3", "r:0"]
    assert ids(Fused((bm25, bm25)).rank("letter to the mother", 3)) == ["r:1", "r:3", "r:0"]


def test_what_two_systems_find_outranks_what_one_finds():
    class Only:
        name = "only"

        def rank(self, question, k):
            return bm25.rank("school", k)[:1] + bm25.rank("asked mother", k)[:1]

    bm25 = Bm25([review()])
    assert ids(Fused((bm25, Only())).rank("asked", 2)) == ["r:0", "r:2"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_stock_pipeline_finds_the_chunk_that_speaks_of_it(tmp_path):
    from eval.systems.stock import Stock

    files = []
    for at, text in enumerate(TEXTS):
        files.append(tmp_path / f"{at}.txt")
        files[-1].write_text(text, encoding="utf-8")
    for hybrid in (False, True):
        found = Stock(files, hybrid=hybrid).rank("Was a letter sent to the mother?", 2)
        assert [passage.unit for passage in found] == ["", ""]
        assert found[0].text == "A letter was sent to the mother."
