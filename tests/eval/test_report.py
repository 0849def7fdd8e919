from eval.gold import Resolved
from eval.pairs import Gold, Pair
from eval.report import report
from eval.runs import Header, Outcome, Run
from eval.scorecard import scorecard
from ingest.model import Unit

HEADER = Header("r1", "2031-05-09T10:15:00+00:00", "pairs.jsonl", "00", ("casebook",), "f1", "m", {}, {}, "2 cores")
PAIR = Pair("T-1", "Was <b>she</b> seen?", "trainer", "fact", None, (Gold("hollow", "2.3"), Gold("hollow", "2.4")), ())
NO = Pair("T-2", "Who won the cup?", "trainer", "unanswerable", None, (), ())
PAIRS = (Resolved(PAIR, {"hollow:a": 2, "hollow:b": 2}), Resolved(NO, {}))
UNITS = {
    key: Unit(key, "hollow", label, 1, "paragraph", (), None, 0, 3, "...")
    for key, label in (("hollow:a", "2.3"), ("hollow:b", "2.4"))
}
RUN = Run(
    HEADER,
    (
        Outcome("casebook", "T-1", {"RR": 1.0}, ranked=("hollow:a",)),
        Outcome(
            "casebook answers",
            "T-1",
            {"points@200w": 1.0, "answered": 1.0},
            ranked=("hollow:a",),
            answered=True,
            answer="<script>alert(1)</script>",
            cited=("hollow:a",),
            confidence=0.9,
        ),
        Outcome("casebook answers", "T-2", {"refused": 1.0}, answered=False, confidence=0.1),
    ),
    complete=True,
)


def test_the_report_shows_gold_hit_and_missed_and_runs_nothing_from_an_answer():
    page = report(RUN, PAIRS, UNITS)
    assert "hollow 2.3 (essential): cited" in page
    assert "hollow 2.4 (essential): missed" in page
    assert "rightly refused" in page
    assert "<script>alert(1)</script>" not in page
    assert "Was &lt;b&gt;she&lt;/b&gt; seen?" in page


def test_the_report_loads_nothing_from_elsewhere():
    page = report(RUN, PAIRS, UNITS)
    assert "http" not in page
    assert "src=" not in page


def test_the_scorecard_sets_rankings_and_answers_apart():
    card = scorecard([RUN])
    assert "| RR | 1.000 | 1 |" in card
    assert "| points@200w | 1.000 | 1 |" in card
    assert "| AUROC answerable | 1.000 | 2 |" in card
    assert card.index("### Ranking") < card.index("| RR |") < card.index("### Answers")
