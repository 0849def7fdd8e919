"""All the rules, one after the other. What no rule finds is unknown and has no key."""

from __future__ import annotations

from ingest.metadata.accounts import account
from ingest.metadata.ages import age
from ingest.metadata.authors import author
from ingest.metadata.boards import board
from ingest.metadata.clues import Clues
from ingest.metadata.harms import harms
from ingest.metadata.kinds import kinds
from ingest.metadata.organisations import agencies_named
from ingest.metadata.subjects import subject
from ingest.metadata.themes import agencies, themes
from ingest.metadata.titles import title
from ingest.metadata.when import period, published, year_in
from ingest.model import Fact
from ingest.storage import Metadata


def extract(clues: Clues) -> Metadata:
    """Metadata of one review, each value with its provenance."""
    publisher, area = board(clues) or (None, None)
    about = subject(clues, area=area.value if area else "")
    date = published(clues)
    told = account(clues, subject=_value(about))
    found: dict[str, tuple[Fact | None, ...]] = {
        "title": (title(clues, subject=_value(about), board=_value(publisher)),),
        "kind": kinds(clues),
        "board": (publisher,),
        "area": (area,),
        "subject": (about,),
        "author": author(clues),
        "published": (date,),
        "year": (_year(date),),
        "period": (period(clues),),
        "age": (age(told),),
        "harm": harms(told),
        "agencies": agencies(clues),
        "agencies_named": agencies_named(clues),
        "themes": themes(clues),
    }
    known = {key: tuple(fact for fact in facts if fact is not None) for key, facts in found.items()}
    return {key: facts for key, facts in known.items() if facts}


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""


def _year(date: Fact | None) -> Fact | None:
    year = year_in(date.value) if date else ""
    return Fact(year, date.source, date.confidence) if date and year else None
