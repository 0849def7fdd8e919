"""Roles and voices, through `assign`."""

from __future__ import annotations

import time

import pytest

from eval.bench.roles import read_each, row
from eval.roles import LABELS, SECOND, Label, agreement, labels, real_reviews, sample_reviews
from ingest.model import ROLES, VOICES, Unit
from ingest.roles import assign
from ingest.roles.phrases import Phrases, words_of


def unit(text: str, *section: str, kind: str = "paragraph", label: str = "", columns: tuple[str, ...] = ()) -> Unit:
    cells = tuple(text.split(" | ")) if kind == "table_row" else ()
    return Unit(
        id=f"r:{text[:30]}",
        review="r",
        label=label,
        occurrence=1,
        kind=kind,  # type: ignore[arg-type]
        section=section,
        pages=None,
        start=0,
        end=len(text),
        text=text,
        columns=columns,
        cells=cells,
    )


def read(text: str, *section: str, **how: object) -> Unit:
    """The unit as it is read in the middle of a review."""
    filler = unit("The visit was made.", "Chronology")
    return assign((filler, unit(text, *section, **how), filler))[1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "text", "section"),
    [
        (
            "methodology",
            "2.1 The review covers the period from 1 May 2018 to 3 June 2019. The panel met on five occasions.",
            ("2. Terms of reference and methodology",),
        ),
        (
            "narrative",
            "4.2 On 3 March 2019 the health visitor attended the flat. Miss P had moved to her sister’s.",
            ("4. Key events",),
        ),
        (
            "analysis",
            "6.4 It appears that the two teams assumed that the other was visiting, because neither had been told that "
            "the plan had ended. This suggests that the systems did not support them.",
            ("6. Analysis",),
        ),
        (
            "good_practice",
            "6.9 The school nurse wrote down what the boy said and rang the duty team. This was very good practice.",
            ("6. Analysis",),
        ),
        (
            "missed_opportunity",
            "6.7 The hospital did not ask about the home. A referral should have been made, and this was a "
            "missed opportunity to protect him.",
            ("6. Analysis",),
        ),
        (
            "family_view",
            "Miss P told the reviewer that she felt nobody believed her. She would have liked one person to ring.",
            ("9. Views of the family",),
        ),
        (
            "response",
            "All teams have now been trained and a new form has been introduced. An audit will be completed in May.",
            ("11. What has changed since the review",),
        ),
        (
            "finding",
            "The review finds that agencies across the town do not know who cares for a child at night.",
            ("8. Findings",),
        ),
    ],
)
def test_a_paragraph_is_read_by_its_words_and_its_heading(role: str, text: str, section: tuple[str, ...]) -> None:
    found = read(text, *section)
    assert found.role == role
    assert 0.2 < found.role_confidence <= 1


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("recommendation", read("1. The Board should audit.", "Analysis", kind="recommendation", label="1.")),
        ("response", read("1 The Board should audit. Lead: A. N. Other", "Action plan", kind="recommendation")),
        ("reference", read("¹ Marlow, J. (2011) Small rooms. Fenwick Press.", "Analysis", kind="footnote")),
        ("reference", read("HV | Health visitor", "Appendix: glossary", kind="table_row")),
        ("reference", read("Mr D | Stepfather", "Introduction", kind="table_row", columns=("Person", "Relationship"))),
        ("narrative", read("14.2.19 | Police called to the flat", "Analysis", kind="table_row")),
        ("response", read("2 | Accepted. Trained in May.", "Appendix", kind="table_row", columns=("No.", "Response"))),
        ("finding", read("Learning Point 3 The nursery was not told.", "Themes", label="Learning Point 3")),
        ("none", read("Date | Event", "Events", kind="table_row", columns=("Date", "Event"))),
        ("none", read("Analysis", kind="heading")),
    ],
)
def test_structure_decides_before_words_do(role: str, found: Unit) -> None:
    assert found.role == role


@pytest.mark.parametrize(
    ("voice", "found"),
    [
        ("none", read("Contents", kind="toc")),
        ("author", read("The panel met twice.", "Methodology")),
        ("family", read("His mother said that nobody rang.", "Views of the family")),
        ("child", read("“I wanted to go to school.”", "In Tam’s own words")),
        ("agency", read("1 | Forms will be revised", "Action plan (Holt Bridge NHS Trust)", kind="table_row")),
        ("research", read("² Osgood and Pell, A study of forty families, 2014.", "Analysis", kind="footnote")),
        ("guidance", read("³ Working Together to Safeguard Children 2015", "Analysis", kind="footnote")),
        (
            "research",
            read("Research has shown that babies are at risk. A study of sixty reviews found the same.", "Analysis"),
        ),
        (
            "guidance",
            read(
                "The Board’s procedure is plain: “every bruise on a baby is to be seen by a doctor that day”.",
                "Analysis",
            ),
        ),
        ("agency", read("The Trust acknowledges in its own report that its form was out of date.", "Analysis")),
    ],
)
def test_the_voice_is_the_authors_unless_most_of_it_is_anothers(voice: str, found: Unit) -> None:
    assert found.voice == voice


def test_only_role_and_voice_change() -> None:
    before = (unit("1.1 The panel met twice.", "Methodology", label="1.1"), unit("", kind="paragraph"))
    after = assign(before)
    assert [(u.id, u.text, u.section, u.start, u.end) for u in after] == [
        (u.id, u.text, u.section, u.start, u.end) for u in before
    ]
    assert assign(()) == ()


def test_a_phrase_may_leave_a_gap_or_a_stem() -> None:
    cues = Phrases({"duty": ["should .. have", "fail*"], "alone": ["never"]})
    assert cues.count(words_of("They should certainly also have failed; it’s never done")) == {"duty": 2, "alone": 1}
    assert cues.count(words_of("They should by any measure we know of have")) == {}
    assert cues.count([]) == {}


def test_five_hundred_units_take_little_time_and_a_unit_without_breaks_is_bounded() -> None:
    text = "4.1 On 3 March 2019 the nurse rang, because she should have been told that he was not at school. " * 5
    units = tuple(unit(f"{n} {text}", "4. Analysis", label=str(n)) for n in range(500))
    assign(units[:2])
    started = time.process_time()
    assign((*units, unit("word " * 1_000_000, "4. Analysis")))
    assert time.process_time() - started < 2


def test_labels_are_of_the_model_and_the_two_readings_are_of_the_same_units() -> None:
    first, second = labels(LABELS), labels(SECOND)
    assert len(first) == 390
    assert len(second) == 100
    assert set(second) <= set(first)
    assert {label.role for label in first.values()} <= set(ROLES)
    assert {label.voice for label in first.values()} <= set(VOICES)


def test_agreement_by_hand() -> None:
    # Three of four agree; by chance 1/2 * 3/4 + 1/2 * 1/4 = 1/2 would: (0.75 - 0.5) / (1 - 0.5).
    assert agreement(["a", "a", "b", "b"], ["a", "a", "a", "b"]) == (0.75, 0.5)


def test_the_sample_is_read_as_its_gold_says() -> None:
    pairs = [
        (label.role, found[name].role)
        for review, found in read_each(list(sample_reviews()), held_out=False)
        for name, label in review.labels.items()
    ]
    assert len(pairs) > 450
    assert float(row("", pairs)[3]) > 0.82


@pytest.mark.shared
@pytest.mark.slow
def test_units_labelled_by_hand_are_read_with_their_review_held_out() -> None:
    real = list(real_reviews())
    if not real:
        pytest.skip("the labelled reviews are not in ../shared/reviews")
    pairs: list[tuple[Label, Label]] = [
        (label, found[name])
        for review, found in read_each(real, held_out=True, beside=list(sample_reviews()))
        for name, label in review.labels.items()
    ]
    assert len(pairs) == 390
    assert float(row("", [(wanted.role, found.role) for wanted, found in pairs])[3]) > 0.74
    assert float(row("", [(wanted.voice, found.voice) for wanted, found in pairs])[2]) > 0.9
