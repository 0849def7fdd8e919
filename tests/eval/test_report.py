import re
from dataclasses import replace

import pytest

from eval.gold import Resolved
from eval.pairs import AnswerPoint, Gold, Pair
from eval.report import report
from eval.runs import Header, Outcome, Run
from eval.scorecard import scorecard
from ingest.model import Fidelity, Review, Unit

HEADER = Header("r1", "2031-05-09T10:15:00+00:00", "pairs.jsonl", "00", ("casebook",), "f1", "m", {}, {}, "2 cores")
PAIR = Pair(
    "T-1",
    "Was <b>she</b> seen?",
    "trainer",
    "fact",
    None,
    (Gold("hollow", "2.3"), Gold("hollow", "2.4")),
    (AnswerPoint("nobody saw her", ("no one saw",)),),
)
NO = Pair("T-2", "Who won the cup?", "trainer", "unanswerable", None, (), ())
PAIRS = (Resolved(PAIR, {"hollow:a": 2, "hollow:b": 2}), Resolved(NO, {}))
TEXTS = (
    ("hollow:a", "2.3", "She was seen on Monday by nobody."),
    ("hollow:b", "2.4", "The form was lost at the office."),
)
UNITS = tuple(Unit(key, "hollow", label, 1, "paragraph", (), None, 0, 3, text) for key, label, text in TEXTS)
REVIEWS = {"hollow": Review("hollow", "hollow.txt", "00", "txt", "Hollow", "hollow", {}, Fidelity(), "...", UNITS)}
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
    page = report(RUN, PAIRS, REVIEWS)
    assert "✓ hollow 2.3 (essential): cited" in page
    assert "✗ hollow 2.4 (essential): missed" in page
    assert "✗ nobody saw her (not said)" in page
    assert "rightly refused" in page
    assert "<script>alert(1)</script>" not in page
    assert "Was &lt;b&gt;she&lt;/b&gt; seen?" in page


def test_the_report_loads_nothing_from_elsewhere():
    page = report(RUN, PAIRS, REVIEWS)
    assert "http" not in page
    assert "src=" not in page


def test_each_plot_has_its_figures_in_words():
    page = report(RUN, PAIRS, REVIEWS)
    figures = [part.partition("</figure>")[0] for part in page.split("<figure>")[1:]]
    assert len(figures) == 4
    assert all("<svg" in figure and "<table>" in figure for figure in figures)
    assert '<th scope="row">600</th><td class="number">0.500</td>' in figures[0]
    assert '<th scope="row">fact</th><td class="number">1.000</td>' in figures[2]


def test_the_report_of_an_interrupted_run_says_so_and_has_no_empty_plot():
    page = report(replace(RUN, outcomes=(), complete=False), PAIRS, REVIEWS)
    assert "Interrupted" in page
    assert "<svg" not in page


@pytest.mark.browser
@pytest.mark.slow
def test_the_report_is_accessible_and_can_be_filtered_and_printed(tmp_path, browser):
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "report.html"
    path.write_text(report(RUN, PAIRS, REVIEWS), encoding="utf-8")
    with browser.new_page() as page:
        page.goto(path.as_uri())
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert Axe().run(page).generate_report().startswith("Found 0")
        page.select_option("#by-outcome", "rightly refused")
        assert page.inner_text("#count") == "1 question"
        page.select_option("#by-outcome", "")
        page.fill("#words", "the cup")
        assert page.locator(".question:visible").count() == 1
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details:not([open])").count() == 0
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details[open]").count() == 0


def test_the_scorecard_sets_rankings_and_answers_apart():
    card = scorecard([RUN])
    assert "| RR | 1.000 | 1 |" in card
    assert "| points@200w | 1.000 | 1 |" in card
    assert "| AUROC answerable | 1.000 | 2 |" in card
    assert re.search(r"\| fusion \| \d+ \| nDCG@10 0\.\d+", card)
    assert card.index("### Ranking") < card.index("| RR |") < card.index("### Answers")
