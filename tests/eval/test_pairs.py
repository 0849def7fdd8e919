import json

import pytest

from eval.pairs import DatasetError, fold_of, load, pair_of

GOOD = {
    "id": "T-1",
    "question": "Who chaired the panel?",
    "persona": "researcher",
    "type": "fact",
    "scope": "hollowmere",
    "gold": [{"review": "hollowmere", "label": "2.3"}],
    "answer_points": [{"text": "a retired judge", "must": ["retired judge"]}],
}


def write(tmp_path, *rows):
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_pair_is_read_with_its_defaults(tmp_path):
    (pair,) = load(write(tmp_path, GOOD))
    assert pair.gold[0].occurrence == 1
    assert pair.gold[0].grade == 2
    assert pair.answerable


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "riddle"}, "type is 'riddle'"),
        ({"persona": "robot"}, "persona is 'robot'"),
        ({"question": "  "}, "question is empty"),
        ({"gold": []}, "names no gold unit"),
        ({"type": "unanswerable"}, "names essential gold"),
        ({"gold": [{"review": "hollowmere"}]}, "a label, an id or an anchor"),
        ({"gold": [{"review": "hollowmere", "label": "1", "grade": 3}]}, "grade is 1 or 2, not 3"),
        ({"gold": [{"review": "hollowmere", "label": "1", "occurrence": "two"}]}, "1, 2 and so on, not 'two'"),
        ({"gold": "2.3"}, "gold is no list of objects"),
        ({"answer_points": ["a judge"]}, "answer_points is no list of objects"),
        ({"answer_points": [{"text": "a judge", "must": "judge"}]}, "must is no list of strings"),
        ({"answer_points": [{"text": "a judge", "must": []}]}, "names no words that show it"),
        ({"speaks": "hollowmere"}, "speaks is no list of strings"),
        ({"id": ""}, "id is empty"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_reason(tmp_path, change, reason):
    with pytest.raises(DatasetError, match="line 2") as refusal:
        load(write(tmp_path, GOOD, GOOD | {"id": "T-2"} | change))
    assert reason in str(refusal.value)


def test_a_missing_key_is_named(tmp_path):
    row = {key: value for key, value in GOOD.items() if key != "answer_points"}
    with pytest.raises(DatasetError, match="line 1: the key 'answer_points' is missing"):
        load(write(tmp_path, row))


def test_a_line_that_is_not_json_is_named(tmp_path):
    with pytest.raises(DatasetError, match="line 2"):
        load(write(tmp_path, GOOD, "{not json"))


def test_an_id_used_twice_names_both_lines(tmp_path):
    with pytest.raises(DatasetError, match="line 2: the id T-1 stands on line 1 already"):
        load(write(tmp_path, GOOD, GOOD))


def test_a_missing_dataset_is_named(tmp_path):
    with pytest.raises(DatasetError, match="no dataset at"):
        load(tmp_path / "none.jsonl")


def test_a_file_that_is_no_text_or_has_no_pairs_is_named(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DatasetError, match=r"pairs.jsonl is not UTF-8 text"):
        load(path)
    with pytest.raises(DatasetError, match=r"pairs.jsonl has no pairs"):
        load(write(tmp_path, ""))


@pytest.mark.parametrize(
    ("change", "fold"),
    [
        ({}, "hollowmere"),
        ({"gold": [{"review": "marlow", "label": "1"}, {"review": "arden", "label": "2", "grade": 1}]}, "marlow"),
        ({"gold": [{"review": "marlow", "label": "1"}, {"review": "arden", "label": "2"}]}, "several"),
        ({"type": "unanswerable", "gold": [], "answer_points": []}, "hollowmere"),
    ],
)
def test_a_pair_belongs_to_the_review_that_it_is_about(change, fold):
    assert fold_of(pair_of(GOOD | change), ["arden", "hollowmere", "marlow"]) == fold


def test_an_unanswerable_pair_put_to_all_reviews_is_drawn_by_its_id():
    pair = pair_of(GOOD | {"type": "unanswerable", "gold": [], "answer_points": [], "scope": None})
    assert {fold_of(pair, ["arden", "marlow"]) for _ in range(3)} in ({"arden"}, {"marlow"})
