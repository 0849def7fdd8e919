"""What a labeller was shown, kept beside the drafts, so that a number means the same sentence when it is bound."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.evidence.model import rows
from eval.evidence.sentences import Cut, Cuts
from ingest.errors import InputError

SUFFIX = ".shown.jsonl"


def place(drafts: Path) -> Path:
    """Where it is kept."""
    return drafts.with_suffix(SUFFIX)


def keep(drafts: Path, shown: Mapping[str, Sequence[Cut]]) -> None:
    """Save what was shown for each question; what was shown before for others stays."""
    kept = {row["id"]: row["keys"] for row in rows(place(drafts))} if place(drafts).is_file() else {}
    kept |= {key: [list(cut.key) for cut in found] for key, found in shown.items()}
    lines = [json.dumps({"id": key, "keys": keys}) + "\n" for key, keys in kept.items()]
    place(drafts).write_text("".join(lines), encoding="utf-8")


def shown_before(drafts: Path, cuts: Cuts) -> dict[str, list[Cut]]:
    """Question id -> the sentences in the order in which they were shown.

    Raises:
        InputError: nothing was shown, or the library has changed since.
    """
    if not place(drafts).is_file():
        raise InputError(
            f"Nothing was shown for {drafts.name} yet.", remedy="First: python -m eval.evidence candidates."
        )
    found: dict[str, list[Cut]] = {}
    for row in rows(place(drafts)):
        keys = [(unit, digest) for unit, digest in row["keys"]]
        if lost := [unit for unit, digest in keys if (unit, digest) not in cuts.by_key]:
            raise InputError(f"{row['id']}: {lost[0]} has changed since it was shown.", remedy="Show candidates again.")
        found[row["id"]] = [cuts.by_key[key] for key in keys]
    return found
