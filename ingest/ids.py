"""Stable ids: a unit is known by how it opens, so it keeps its id when paragraphs are inserted elsewhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"[^\W_]+")
OPENING_WORDS = 12
#: Quotation marks and dashes, each kind in its plainest form.
_MARKS = str.maketrans(dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-"))


def folded(name: str) -> str:
    r"""One form for names that differ only in how an accent, a quotation mark or a dash is written.

    >>> folded("Zoe\u0308 \u2013 \u2018draft\u2019.pdf") == folded("Zo\u00eb - 'draft'.pdf")
    True
    """
    plain = unicodedata.normalize("NFKC", name).translate(_MARKS)
    return " ".join(plain.split())


def slug(name: str) -> str:
    """A short name for addresses: 'Norfolk Case R.txt' -> 'norfolk-case-r-txt' (give it a stem, not a path)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())) or "review"


def opening(text: str, label: str = "", words: int | None = OPENING_WORDS) -> str:
    """First words of a unit without its label, lower case, letters and digits only; all of them if `words` is None.

    >>> opening("7.3.32 A letter was sent, dated 9th May.", "7.3.32", words=3)
    'a letter was'
    """
    found = _WORD.findall(unicodedata.normalize("NFKC", text).lower())
    head = _WORD.findall(unicodedata.normalize("NFKC", label).lower())
    if head and found[: len(head)] == head:
        found = found[len(head) :]
    return " ".join(found[:words])


def digest(words: str) -> str:
    """Ten hexadecimal digits (40 bits): two of 50,000 units collide with a chance of about 0.1 %."""
    return hashlib.sha256(words.encode()).hexdigest()[:10]


def unit_ids(review: str, units: list[tuple[str, str]]) -> list[str]:
    """Ids for the (label, text) pairs of one review, in order.

    The opening words name a unit; where several units open alike, all their words do; where all words
    are the same, the order of printing decides.
    """
    by_opening = [digest(opening(text, label)) for label, text in units]
    shared = {key for key, count in Counter(by_opening).items() if count > 1}
    ids: list[str] = []
    seen: dict[str, int] = {}
    for (label, text), key in zip(units, by_opening, strict=True):
        key = digest(opening(text, label, words=None) + "*") if key in shared else key
        seen[key] = seen.get(key, 0) + 1
        ids.append(f"{review}:{key}" + (f"-{seen[key]}" if seen[key] > 1 else ""))
    return ids
