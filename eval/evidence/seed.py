"""Labelled questions whose sentences are given by their words, as in `../shared/gold/evidence`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.evidence.model import Labelled, Question, load, rows
from eval.evidence.sentences import Cuts, digest


def load_any(path: Path, cuts: Cuts) -> tuple[Question, ...]:
    """The questions of a file of either form.

    Raises:
        InputError: the file cannot be read.
    """
    given_by_words = any("text" in each for row in rows(path) for each in row["sentences"])
    return _seed(path, cuts) if given_by_words else load(path)


def _seed(path: Path, cuts: Cuts) -> tuple[Question, ...]:
    """A question of the seed was put to all the reviews of which its file names a sentence."""
    found = list(rows(path))
    scope = tuple(sorted({each["review"] for row in found for each in row["sentences"]} & set(cuts.reviews)))
    return tuple(_question(row, scope, cuts) for row in found)


def _question(row: dict[str, Any], scope: tuple[str, ...], cuts: Cuts) -> Question:
    placed = [_place(each, cuts) for each in row["sentences"]]
    labelled = tuple(each for each in placed if each)
    return Question(
        id=row["id"],
        question=row["question"],
        persona=row["persona"],
        kind=row["kind"],
        why=row["why"],
        names_case=row["names_case"],
        tempts=(),
        denial=tuple(dict.fromkeys(each.unit for each in labelled if each.says == "denies")),
        reviews_scope=scope,
        sentences=labelled,
    )


def _place(sentence: dict[str, Any], cuts: Cuts) -> Labelled | None:
    """The sentence as the library has it, None where no unit has these words."""
    known = digest(sentence["text"])
    same = [cut for cut in cuts.by_source.get(sentence["review"], ()) if cut.digest == known]
    best = next((cut for cut in same if cut.unit.label == sentence["label"]), same[0] if same else None)
    if best is None:
        return None
    return Labelled(sentence["review"], best.unit.id, best.unit.label, known, sentence["says"])
