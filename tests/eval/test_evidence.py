"""Labelled evidence, from draft to checked file, over a fictional review."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from eval.evidence.bind import bind, read_labels
from eval.evidence.candidates import SHOWN, candidates
from eval.evidence.check import troubles
from eval.evidence.counts import report
from eval.evidence.drafts import load_drafts
from eval.evidence.kept import keep, shown_before
from eval.evidence.model import Labelled, load, write
from eval.evidence.second import compare, drawn
from eval.evidence.sentences import Cuts, digest
from index.engine import Index
from ingest.errors import InputError
from ingest.library import Library
from ingest.settings import load_settings

EVIDENCE = Path(__file__).parents[2] / "eval/datasets/evidence"
FILE = "fernbank-child-y.txt"
TEXT = """Fernbank Safeguarding Partnership

Serious Case Review: Child Y

1 What happened

1.1 Child Y was weighed at home on 3 March 2019. She was not weighed again. The scales were taken back to the clinic.

1.2 The health visitor rang the surgery twice. Nobody returned her call.

1.3 The father said that he had slept on the sofa. The mother said that he had not been there.

2 What was found

2.1 The nursery had no concerns about her. It had never seen her brother.

2.2 A meeting was planned for June. It did not take place, since two of the agencies could not come.

2.3 The social worker visited eleven times. On nine of these the curtains were closed.
"""
ANSWERABLE = {
    "id": "Y-1",
    "question": "how often did the SW go round?",
    "persona": "trainer",
    "kind": "howmany",
    "reviews_scope": [FILE],
    "named": {"says": ["2.3 | The social worker visited"]},
}
DENIED = {
    "id": "Y-2",
    "question": "what was the nursery worried about?",
    "persona": "practitioner",
    "why": "false premise denied",
    "names_case": True,
    "reviews_scope": [FILE],
    "named": {"denies": ["| the nursery had no concerns"], "tempts": ["2.1 | It had never seen"]},
}


@pytest.fixture(scope="module")
def fernbank(tmp_path_factory):
    root = tmp_path_factory.mktemp("evidence")
    (root / FILE).write_text(TEXT, encoding="utf-8")
    made = Library.open(root / "library", create=True)
    assert [each.outcome for each in made.add([root / FILE], settings=load_settings(library=made.path))] == ["added"]
    return made


@pytest.fixture(scope="module")
def cuts(fernbank):
    return Cuts(fernbank)


@pytest.fixture
def drafts(tmp_path):
    def make(*rows):
        path = tmp_path / "draft.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return make


@pytest.fixture
def whole(cuts, drafts):
    """Both questions, labelled."""
    shown = cuts.by_source[FILE]
    return [bind(draft, shown, {"*": "about"}, cuts) for draft in load_drafts(drafts(ANSWERABLE, DENIED))]


def test_candidates_are_numbered_in_reading_order_and_hold_what_the_drafter_named(fernbank, cuts, drafts):
    (draft,) = load_drafts(drafts(ANSWERABLE))
    with Index.open(fernbank, load_settings(library=fernbank.path)) as index:
        index.sync()
        found = candidates(draft, cuts, index)
    assert "The social worker visited eleven times." in [cut.text for cut in found]
    assert [cut.order for cut in found] == sorted({cut.order for cut in found})
    assert 8 <= len(found) <= SHOWN


def test_what_is_bound_holds_places_and_digests_and_no_words(whole, tmp_path):
    write(tmp_path / "out.jsonl", whole)
    text = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert "curtains" not in text
    assert "nursery had" not in text
    assert load(tmp_path / "out.jsonl") == tuple(whole)
    (said,) = [each for each in whole[0].sentences if each.says == "says"]
    assert (said.review, said.label, said.digest) == (FILE, "2.3", digest("The  social worker\nvisited eleven times."))


def test_the_denial_and_what_tempts_are_named_of_the_unanswerable_only(whole):
    answerable, denied = whole
    assert (answerable.tempts, answerable.denial) == ((), ())
    (unit,) = {each.unit for each in denied.sentences if each.says == "denies"}
    assert (denied.tempts, denied.denial) == ((unit,), (unit,))


def test_numbers_win_over_names_and_the_star_is_for_the_rest(cuts, drafts, tmp_path):
    (draft,) = load_drafts(drafts(ANSWERABLE))
    (tmp_path / "labels.txt").write_text("# mine\nY-1 1,2:other! 13:part *:no\n", encoding="utf-8")
    bound = bind(draft, cuts.by_source[FILE], read_labels(tmp_path / "labels.txt")["Y-1"], cuts)
    said = [each.says for each in bound.sentences]
    assert said == ["other", "other", *["no"] * 9, "says", "part"]


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ("1:maybe *:no", "is no label"),
        ("1;says", "is no label"),
        ("99:says *:no", "no sentence 99"),
        ("1:no", "sentence 2"),
    ],
)
def test_a_slip_of_the_labeller_is_told(marks, told, cuts, drafts, tmp_path):
    (draft,) = load_drafts(drafts(ANSWERABLE))
    (tmp_path / "labels.txt").write_text(f"Y-1 {marks}\n", encoding="utf-8")
    with pytest.raises(InputError, match=told):
        bind(draft, cuts.by_source[FILE], read_labels(tmp_path / "labels.txt")["Y-1"], cuts)


@pytest.mark.parametrize("name", ["2.3 | The social worker drove", "| The", "2.3"])
def test_a_name_that_is_nobodys_or_of_several_is_told(name, cuts, drafts):
    (draft,) = load_drafts(drafts(ANSWERABLE | {"named": {"says": [name]}}))
    with pytest.raises(InputError, match="begins"):
        bind(draft, cuts.by_source[FILE], {"*": "no"}, cuts)


def test_a_whole_file_has_no_troubles(whole, cuts):
    assert troubles(whole, cuts) == []


def changed(question, **fields):
    return replace(question, **fields)


def relabelled(question, says):
    return changed(question, sentences=tuple(replace(each, says=says) for each in question.sentences))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda a, d: [a, a], "used 2 times"),
        (lambda a, d: [changed(a, kind="why")], "no kind"),
        (lambda a, d: [changed(a, persona="judge")], "no persona"),
        (lambda a, d: [changed(a, why="absent subject")], "answerable, but with a reason"),
        (lambda a, d: [changed(d, why="")], "no reason"),
        (lambda a, d: [relabelled(a, "about")], "no sentence says it"),
        (lambda a, d: [relabelled(a, "maybe")], "no label 'maybe'"),
        (lambda a, d: [relabelled(d, "part")], "a sentence says it"),
        (lambda a, d: [changed(d, tempts=())], "nothing that tempts"),
        (lambda a, d: [changed(d, denial=())], "no denial"),
        (lambda a, d: [changed(d, tempts=("elsewhere:1",))], "elsewhere:1 is named"),
        (lambda a, d: [changed(a, sentences=a.sentences[-7:])], "7 sentences"),
        (lambda a, d: [changed(a, sentences=a.sentences * 2)], "26 sentences"),
        (lambda a, d: [changed(a, sentences=(*a.sentences, a.sentences[0]))], "stands 2 times"),
        (lambda a, d: [changed(a, reviews_scope=("other.pdf",))], "lacks other.pdf"),
    ],
)
def test_each_trouble_is_told(spoil, told, whole, cuts):
    assert any(told in each for each in troubles(spoil(*whole), cuts))


def test_eight_and_twenty_sentences_are_neither_too_few_nor_too_many(whole, cuts):
    eight = changed(whole[0], sentences=whole[0].sentences[-8:])
    assert troubles([eight], cuts) == []
    twenty = changed(whole[0], sentences=(*whole[0].sentences, *lost_sentences(7)))
    assert not any("between" in each for each in troubles([twenty], cuts))


def lost_sentences(count):
    return [Labelled(FILE, f"gone:{number}", "9.9", "0" * 16, "no") for number in range(count)]


def test_a_new_parse_reports_what_it_lost_and_what_it_moved(whole, cuts):
    first, second, *rest = whole[0].sentences
    parsed = (
        replace(first, digest="0" * 16),
        replace(second, unit=rest[-1].unit),
        *lost_sentences(1),
        *rest,
    )
    found = troubles([changed(whole[0], sentences=parsed)], cuts)
    assert [
        words for words in ("is lost", "stands now in", "no unit gone:0") if any(words in each for each in found)
    ] == [
        "is lost",
        "stands now in",
        "no unit gone:0",
    ]
    assert len(found) == 3


def test_numbers_mean_what_was_shown_until_the_library_changes(cuts, drafts):
    path = drafts(ANSWERABLE)
    with pytest.raises(InputError, match="Nothing was shown"):
        shown_before(path, cuts)
    keep(path, {"Y-1": cuts.by_source[FILE][:3]})
    keep(path, {"Y-2": cuts.by_source[FILE][3:5]})
    assert shown_before(path, cuts) == {"Y-1": list(cuts.by_source[FILE][:3]), "Y-2": list(cuts.by_source[FILE][3:5])}
    kept = path.with_suffix(".shown.jsonl")
    kept.write_text(kept.read_text().replace(cuts.by_source[FILE][0].digest, "f" * 16))
    with pytest.raises(InputError, match="changed since"):
        shown_before(path, cuts)


def test_the_report_counts_kinds_reasons_labels_and_lengths(whole):
    said = report(whole)
    assert "2 questions, 26 sentences" in said
    assert "howmany 1, unanswerable 1" in said
    assert "false premise denied 1" in said
    assert "answerable: 1, words median 7" in said


def test_a_line_that_is_no_question_is_told_with_its_place(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "A"}\n')
    with pytest.raises(InputError, match=r"bad\.jsonl, question A"):
        load(path)
    path.write_text("{}\n")
    with pytest.raises(InputError, match=r"bad\.jsonl, line 1"):
        load(path)


def test_the_command_binds_and_checks(fernbank, cuts, drafts, tmp_path):
    path = drafts(ANSWERABLE, DENIED)
    keep(path, {"Y-1": cuts.by_source[FILE][:12]})
    (tmp_path / "labels.txt").write_text("Y-1 *:about\nY-2 *:about\n")
    out = tmp_path / "out.jsonl"
    at = ["--library", str(fernbank.path)]
    bound = run("bind", str(path), str(tmp_path / "labels.txt"), "--out", str(out), *at)
    assert bound.stdout == "1 questions written; not labelled: Y-2\n"
    assert run("check", str(out), *at).returncode == 0
    out.write_text(out.read_text().replace('"says": "says"', '"says": "no"'))
    failed = run("check", str(out), *at)
    assert (failed.returncode, failed.stdout.splitlines()[0]) == (1, "Y-1: answerable, but no sentence says it.")
    missing = run("check", str(tmp_path / "none.jsonl"), *at)
    assert (missing.returncode, missing.stderr.splitlines()[0][:13]) == (1, "There is no f")


def test_two_readers_who_agree_and_two_who_do_not(whole):
    labels = {
        question.id: {str(number): each.says for number, each in enumerate(question.sentences, start=1)}
        for question in whole
    }
    same = compare(whole, labels)
    assert (same.questions, same.sentences, same.says, same.labels, same.differing) == (2, 26, 1.0, 1.0, ())
    said = next(number for number, label in labels["Y-1"].items() if label == "says")
    other = compare(whole, labels | {"Y-1": {said: "part", "*": "about"}})
    assert (other.says, other.answering, other.denies, other.answered) == (0.0, 1.0, 1.0, 1.0)
    assert other.differing == (f"Y-1 {said}",)
    alone = compare(whole, {"Y-2": labels["Y-2"]})
    assert alone.questions == 1


def test_readers_who_differ_on_whether_there_is_an_answer_or_a_denial(whole):
    found = compare(whole, {"Y-1": {"*": "about"}, "Y-2": {"1": "says", "*": "about"}})
    assert found.answered == -1.0
    assert found.denies == 0.0


def test_a_second_reading_must_be_there_and_whole(whole):
    with pytest.raises(InputError, match="None of these"):
        compare(whole, {"Z-1": {"*": "no"}})
    with pytest.raises(InputError, match="sentence 2 has no label"):
        compare(whole, {"Y-1": {"1": "no"}})
    with pytest.raises(InputError, match="Y-1 has no sentence 14"):
        compare(whole, {"Y-1": {"14": "no", "*": "about"}})
    assert compare(whole, {"Y-1": {"13": "no", "*": "about"}}).questions == 1


def test_the_second_readings_that_are_kept_are_of_the_datasets_questions_and_agree():
    questions = [each for path in sorted(EVIDENCE.glob("*.jsonl")) for each in load(path)]
    for path in sorted((EVIDENCE / "second").iterdir()):
        labels = read_labels(path)
        assert labels.keys() <= {each.id for each in questions}
        found = compare(questions, labels)
        assert found.questions == len(labels)
        assert found.says >= 0.7


def test_about_a_tenth_is_drawn_the_same_every_time(whole):
    many = [replace(whole[0], id=f"Q-{number}") for number in range(1000)]
    first = [question.id for question in drawn(many)]
    assert 60 < len(first) < 140
    assert [question.id for question in drawn(many[::-1])] == first[::-1]


def test_the_second_reader_sees_sentences_and_no_labels(fernbank, whole, tmp_path):
    write(tmp_path / "out.jsonl", whole)
    shown = run("blind", str(tmp_path / "out.jsonl"), "--every", "1", "--library", str(fernbank.path)).stdout
    assert "Y-1 how often did the SW go round?" in shown
    assert "(2.3) The social worker visited eleven times." in shown
    assert not any(word in shown for word in ("says", "denies"))
    (tmp_path / "labels.txt").write_text("Y-1 12:says *:about\n")
    told = run("agree", str(tmp_path / "out.jsonl"), "--labels", str(tmp_path / "labels.txt")).stdout
    assert told.splitlines()[1] == (
        "says 1.00, says or part 1.00, denies 1.00, all labels 1.00; whether a question has an answer 1.00"
    )


def run(*given):
    return subprocess.run([sys.executable, "-m", "eval.evidence", *given], capture_output=True, text=True)
