"""Names of people as printed on a title page: 'Dr Joan A. Smith-Jones'."""

from __future__ import annotations

from ingest.metadata.letters import LOWER, UPPER
from ingest.patterns import linear
from ingest.vocabulary import words

_HONORIFIC = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame|Revd?|Baroness|Lord|Lady|Judge)\b\.?[ \t]+)*"
_PART = rf"[{UPPER}][{LOWER}’']+"
_GIVEN = rf"{_PART}(?:-{_PART})?"
_SURNAME = (
    rf"(?:(?:de|van|der|den|la|le|von|al|El|ap)[ \t-]+)*(?:Mc|Mac|O['’]|D['’])?{_PART}(?:-(?:Mc|Mac|O['’])?{_PART})*"
)
PERSON = rf"{_HONORIFIC}{_GIVEN}(?:[ \t]+[{UPPER}]\b\.?|[ \t]+{_GIVEN}){{0,2}}?[ \t]+{_SURNAME}"
_CAPITALS = rf"[{UPPER}][{UPPER}'’-]+(?:[ \t]+[{UPPER}]\b\.?)?[ \t]+[{UPPER}][{UPPER}'’-]+"
ONE = rf"(?:{PERSON}|{_CAPITALS})"
#: One or more people, "Jo Bloggs and Sam Smith".
PEOPLE = rf"{ONE}(?:(?:[ \t]*,[ \t]*|[ \t]*,?[ \t]+and[ \t]+|[ \t]*&[ \t]*){ONE}){{0,6}}"

_PARTING = linear(r"[ \t]*,?[ \t]+and[ \t]+|[ \t]*[,&][ \t]*")
#: Words that stand capitalised on a title page and in no one's name.
_NO_NAME = words("not_person")


def people_in(text: str) -> tuple[str, ...]:
    """The names in a run of them, cased; those that are no names are left out."""
    names = (_name(part) for part in _PARTING.split(text))
    return tuple(dict.fromkeys(name for name in names if name))


def _name(text: str) -> str:
    words = text.split()
    while words and words[-1].strip(".,").lower() in _NO_NAME:
        words.pop()
    if len(words) < 2 or any(word.strip(".,").lower() in _NO_NAME for word in words):
        return ""
    name = " ".join(words)
    return name.title() if name.isupper() else name
