"""All the rules, one after the other. What no rule finds is unknown and has no key."""

from __future__ import annotations

from ingest.metadata.accounts import account
from ingest.metadata.ages import age
from ingest.metadata.authors import author
from ingest.metadata.boards import board
from ingest.metadata.bodies import body
from ingest.metadata.clues import Clues
from ingest.metadata.harms import harms
from ingest.metadata.kinds import OF_CASES, OF_NO_CASE, kinds
from ingest.metadata.organisations import agencies_named
from ingest.metadata.subjects import subject
from ingest.metadata.themes import agencies, themes
from ingest.metadata.titles import title
from ingest.metadata.when import period, published, year_in
from ingest.model import Fact
from ingest.storage import Metadata


def extract(clues: Clues) -> Metadata:
    """Metadata of one review, each value with its provenance."""
    what = kinds(clues)
    codes = {fact.value for fact in what}
    of_case = bool(codes & OF_CASES) or not codes & OF_NO_CASE
    publisher, area = board(clues, of_case=of_case) or (body(clues, what), None)
    about = subject(clues, area=area.value if area else "", of_case=of_case, kind=bool(what))
    date = published(clues)
    told = account(clues, subject=_value(about))
    found: dict[str, tuple[Fact | None, ...]] = {
        "title": (title(clues, subject=_value(about), board=_value(publisher), of_case=of_case),),
        "kind": what,
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
