"""What a point carries: keys to filter and count by, and its review's card. The unit itself, and the text that phrases
are looked for in, stand once: on the point of its first window, whatever number of windows it has."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from index.model import ReviewCard
from index.passages import Passage
from index.points import passage_id
from index.query.labels import normal_label
from ingest.ids import digest as short_digest
from ingest.ids import opening
from ingest.model import Pages, Part, Review, Unit

#: Payload keys that ranking needs of every candidate; small, so that hundreds can be read for one query. TEXT stands on
#: first windows only.
TEXT = "text"
RANKING_KEYS = ("unit", "review", "case", "place", "kind", "role", "voice", "words", "label", "twin", TEXT)


def card(review: Review) -> ReviewCard:
    """The review's card."""
    return ReviewCard(
        id=review.id,
        source=review.source,
        title=review.title,
        case=review.case,
        kind=review.fact("kind"),
        board=review.fact("board"),
        subject=review.fact("subject"),
        year=review.fact("year"),
        agencies=tuple(fact.value for fact in review.metadata.get("agencies", ())),
        area=review.fact("area"),
        document=review.fact("document"),
    )


def passage_payload(
    passage: Passage, of: ReviewCard, digest: str, *, themes: tuple[str, ...] = (), agencies: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Everything that a search, a filter, a count or an answer asks of a passage.

    Args:
        digest: of the parsed review it comes from.
        themes, agencies: what the passage speaks of.
    """
    unit = passage.unit
    payload: dict[str, Any] = {
        "doc": "passage",
        "unit": unit.id,
        "window": passage.window,
        "place": passage.place,
        "review": of.id,
        "case": of.case,
        "board": of.board,
        "review_kind": of.kind,
        "themes": list(themes),
        "agencies": list(agencies),
        "digest": digest,
        "card": json.dumps(asdict(of), ensure_ascii=False),
        **_of_unit(unit, of.case),
    }
    if not passage.window:
        payload |= {TEXT: " ".join(unit.text.split()), "record": json.dumps(asdict(unit), ensure_ascii=False)}
    if of.year.isdigit():
        payload["year"] = int(of.year)
    for key, values in (("role", (unit.role,)), ("voice", (unit.voice,)), ("theme", themes), ("agency", agencies)):
        payload[f"{key}_case"] = [f"{value}\t{of.case}" for value in values]
    return payload


@lru_cache(maxsize=8)
def _of_unit(unit: Unit, case: str) -> dict[str, str | int]:
    """What all windows of a unit carry alike. Kept: its windows come one after another, and it reads the whole text."""
    return {
        "kind": unit.kind,
        "role": unit.role,
        "voice": unit.voice,
        "words": len(unit.text.split()),
        "label": label_key(unit),
        "twin": twin_key(unit, case),
    }


def head(unit: str) -> int:
    """The point that holds the unit itself (`record`) and its TEXT."""
    return passage_id(unit, 0)


def label_key(unit: Unit) -> str:
    """The label in its normal form; that of a recommendation says so even where only a number is printed."""
    label = normal_label(unit.label)
    if unit.kind == "recommendation" and label.isdigit():
        return f"recommendation {label}"
    return label


def twin_key(unit: Unit, case: str) -> str:
    """The same for units of one case that print the same words under whatever label; "" for short ones,
    which are alike by chance."""
    words = opening(unit.text, unit.label, words=None)
    return short_digest(f"{case} {words}") if len(words.split()) >= 6 else ""


def read_unit(payload: dict[str, Any]) -> Unit:
    """The unit that the payload of its `head` holds."""
    return _unit(payload["record"])


@lru_cache(maxsize=4096)
def _unit(record: str) -> Unit:
    fields = json.loads(record)
    pages = fields.pop("pages")
    for key in ("section", "columns", "cells", "redactions"):
        fields[key] = tuple(fields.get(key, ()))
    fields["parts"] = tuple(Part(**part) for part in fields["parts"])
    unit = Unit(**fields, pages=None)
    return replace(unit, pages=Pages(tuple(pages["printed"]), tuple(pages["pdf"]))) if pages else unit


def read_card(payload: dict[str, Any]) -> ReviewCard:
    """The card of the review that a payload belongs to."""
    return card_from_json(payload["card"])


@lru_cache(maxsize=512)
def card_from_json(text: str) -> ReviewCard:
    """Reads what `json.dumps(asdict(card))` wrote."""
    fields = json.loads(text)
    return ReviewCard(**{**fields, "agencies": tuple(fields["agencies"])})
