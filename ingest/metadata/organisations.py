"""Organisations as printed: 'Larkham and Fenwick NHS Foundation Trust'."""

from __future__ import annotations

from ingest.metadata.clues import Clues
from ingest.model import Fact
from ingest.patterns import linear
from ingest.vocabulary import words

_B = r"[^\S\n]+"
#: The words with which the names of organisations end.
_ENDS = (
    rf"(?:Constabulary|(?:NHS{_B})?(?:Foundation{_B}|Partnership{_B}|Healthcare{_B}|Community{_B})?Trust|Infirmary|Hospitals?"
    rf"|Hospice|Clinic|Surgery|(?:Medical|GP){_B}(?:Practice|Centre)|Health{_B}(?:Centre|Board)|Council"
    rf"|Clinical{_B}Commissioning{_B}Group|Integrated{_B}Care{_B}Board|(?:Adult{_B}|Children['’]?s?{_B})?Social{_B}(?:Care|Work)"
    rf"|(?:Adult|Children['’]?s){_B}Services|Children{_B}and{_B}(?:Families|Young{_B}People)|Probation|Services?|Police"
    rf"|Women['’]?s{_B}Aid|Cafcass|Housing(?:{_B}(?:Association|Group))?|Homes|Lodgings|Nursery|Academy|College|School"
    rf"|Health{_B}and{_B}(?:Social{_B})?Care(?:{_B}NHS)?{_B}Trust|Community{_B}Health(?!{_B}and))"
)
_CAPITAL = r"[A-Z][\w'’-]+"
_BEFORE = rf"(?:(?:{_CAPITAL}|of|and|the|&){_B}){{0,6}}?"
_MORE = rf"(?:{_B}(?:{_CAPITAL}{_B}){{0,3}}?{_ENDS}){{0,2}}"
_ORGANISATION = linear(rf"\b{_CAPITAL}{_B}{_BEFORE}{_ENDS}(?:{_B}of{_B}[A-Z]\w+)?{_MORE}\b")
MOST = 20


def agencies_named(clues: Clues) -> tuple[Fact, ...]:
    """Organisations in the order in which they are first named."""
    found: dict[str, Fact] = {}
    for match, source in clues.opening.finditer(_ORGANISATION):
        name = _name(match[0])
        if name:
            found.setdefault(name.lower().replace("’", "'"), Fact(name, source, 0.7))
    return tuple(found.values())[:MOST]


def _name(text: str) -> str:
    """The name without what leads up to it ("In September Larkham Police"); "" if it is of no one in particular."""
    parts = text.split()
    last = max((at for at, word in enumerate(parts) if word.lower() in words("before_organisation")), default=-1)
    parts = parts[last + 1 :]
    while parts and parts[0].lower() in {"of", "and", "the", "&"}:
        parts.pop(0)
    of_its_own = [part for part in parts if part.lower().replace("’", "'") not in words("of_any_organisation")]
    return " ".join(parts) if len(parts) > 1 and of_its_own else ""
