"""Draft questions: what is asked, and the sentences that the drafter has read already, by label and first words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.evidence.model import SAYS, UNANSWERABLE, rows
from eval.evidence.sentences import Cut, Cuts
from ingest.errors import InputError

#: A named sentence that tempts is one of another thing, unless it is labelled otherwise.
TEMPTS, TEMPTING = "tempts", "other"


@dataclass(frozen=True, slots=True)
class Draft:
    """A question before its sentences are labelled.

    Args:
        named: what the drafter calls sentences (one of SAYS, or "tempts") -> "LABEL | first words" of each.
    """

    id: str
    question: str
    persona: str
    kind: str
    why: str
    names_case: bool
    scope: tuple[str, ...]
    named: Mapping[str, tuple[str, ...]]


def load_drafts(path: Path) -> tuple[Draft, ...]:
    """The drafts of a file.

    Raises:
        InputError: it cannot be read, or a draft lacks a field.
    """
    return tuple(_draft(row, path) for row in rows(path))


def _draft(row: dict[str, Any], path: Path) -> Draft:
    try:
        named = {says: tuple(names) for says, names in row.get("named", {}).items()}
        why = row.get("why", "")
        draft = Draft(
            id=row["id"],
            question=row["question"],
            persona=row["persona"],
            kind=row.get("kind", UNANSWERABLE if why else "fact"),
            why=why,
            names_case=bool(row.get("names_case", False)),
            scope=tuple(row["reviews_scope"]),
            named=named,
        )
    except KeyError as error:
        raise InputError(f"{path.name}, draft {row['id']} lacks {error}.", remedy="See docs/evidence.md.") from error
    if unknown := set(named) - {*SAYS, TEMPTS}:
        raise InputError(f"Draft {draft.id} names sentences as {', '.join(sorted(unknown))}.", remedy=str(SAYS))
    return draft


def named_cuts(draft: Draft, cuts: Cuts) -> list[tuple[Cut, str]]:
    """The sentences that a draft names, each with what it is called.

    Raises:
        InputError: one of them is not found, or its words begin more than one sentence.
    """
    return [(_find(draft, name, cuts), says) for says, names in draft.named.items() for name in names]


def _find(draft: Draft, name: str, cuts: Cuts) -> Cut:
    label, _, words = name.partition("|")
    missing = [source for source in draft.scope if source not in cuts.by_source]
    if missing:
        raise InputError(
            f"Draft {draft.id} is about {', '.join(missing)}, which the library lacks.",
            remedy="Add it: casebook add FILE --library LIB.",
        )
    found = [cut for source in draft.scope for cut in cuts.starting(source, label.strip(), words)]
    if len({cut.key for cut in found}) != 1:
        raise InputError(
            f"Draft {draft.id} names {name!r}, which begins {len(found)} sentences.",
            remedy='Write "LABEL | first words" as printed; the label may be empty.',
        )
    return found[0]
