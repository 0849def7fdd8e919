"""From drafts and a labeller's line for each to labelled questions that hold no text of a review.

A line of labels: `ID 1:says 2:part 5:other! 7:about *:no`, with the numbers that `candidates` printed; `*` is for the
rest and `!` for what tempts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.evidence.drafts import TEMPTING, TEMPTS, Draft, named_cuts
from eval.evidence.model import SAYS, UNANSWERABLE, Labelled, Question
from eval.evidence.sentences import Cut, Cuts
from ingest.errors import InputError

REST = "*"
_MARK = re.compile(rf"(\d+(?:,\d+)*|\{REST}):([a-z]+)(!?)")


def read_labels(path: Path) -> dict[str, dict[str, str]]:
    """Question id -> number, or `*`, -> label, with a `!` behind what tempts.

    Raises:
        InputError: a line is not of that form.
    """
    found: dict[str, dict[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            key, *marks = line.split()
            found[key] = {number: label for mark in marks for number, label in _read(mark, key)}
    return found


def _read(mark: str, key: str) -> list[tuple[str, str]]:
    match = _MARK.fullmatch(mark)
    if match is None or match[2] not in SAYS:
        raise InputError(f"{key}: {mark!r} is no label.", remedy=f"Write 3:says, 4,7:other!, *:about; of {SAYS}.")
    return [(number, match[2] + match[3]) for number in match[1].split(",")]


def bind(draft: Draft, shown: Sequence[Cut], labels: Mapping[str, str], cuts: Cuts) -> Question:
    """The labelled question.

    Args:
        shown: the sentences in the order in which the labeller saw them.

    Raises:
        InputError: a number stands for no sentence, or a sentence has no label.
    """
    _check_numbers(draft, shown, labels)
    named = {cut.key: (cut, TEMPTING + "!" if says == TEMPTS else says) for cut, says in named_cuts(draft, cuts)}
    marks: dict[tuple[str, str], tuple[Cut, str]] = {}
    for number, cut in enumerate(shown, start=1):
        said = labels.get(str(number)) or named.get(cut.key, (cut, labels.get(REST, "")))[1]
        if not said:
            raise InputError(f"{draft.id}: sentence {number} has no label.", remedy="Label it, or write *:about.")
        marks[cut.key] = cut, said
    return _question(draft, list((named | marks).values()))


def _check_numbers(draft: Draft, shown: Sequence[Cut], labels: Mapping[str, str]) -> None:
    for number in labels:
        if number != REST and not 1 <= int(number) <= len(shown):
            raise InputError(f"{draft.id} has no sentence {number}.", remedy=f"It has {len(shown)}.")


def _question(draft: Draft, marks: Sequence[tuple[Cut, str]]) -> Question:
    ordered = sorted(marks, key=lambda each: (each[0].source, each[0].order))
    denial = [cut.unit.id for cut, says in ordered if says.rstrip("!") == "denies"]
    tempts = [cut.unit.id for cut, says in ordered if says.endswith("!")] if draft.kind == UNANSWERABLE else []
    return Question(
        id=draft.id,
        question=draft.question,
        persona=draft.persona,
        kind=draft.kind,
        why=draft.why,
        names_case=draft.names_case,
        tempts=tuple(dict.fromkeys(tempts)),
        denial=tuple(dict.fromkeys(denial)),
        reviews_scope=draft.scope,
        sentences=tuple(
            Labelled(cut.source, cut.unit.id, cut.unit.label, cut.digest, says.rstrip("!")) for cut, says in ordered
        ),
    )
