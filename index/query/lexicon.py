"""Everyday words of a query and what reviews print for them (`data/lexicon.toml`).

Words are compared by their stems, those that go their own way ("rang") by a list of forms. The longest reading of a
word counts; of readings of one length, the one that stands there letter by letter.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from index import lexical

#: A word; those that a hyphen joins are read one by one, so that "step-dad" is "step dad".
_TOKEN = re.compile(r"[^\W_]+(?:[&'’][^\W_]+)*")
_ENDING = re.compile(r"['’](?:s|d)?$")
_WHOSE = frozenset({"my", "your", "his", "her", "its", "our", "their"})
_SELF = frozenset({"myself", "yourself", "himself", "herself", "itself", "ourselves", "themselves", "oneself"})
_GAP, _WIDEST = "...", 3
_PLURALS = {"child": "children", "man": "men", "woman": "women"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A way to say something, and how it is printed.

    Args:
        kind: "lay" (the same thing), "related" (near it) or "plain" (means what it says). keys: what each of its words
            is compared by.
    """

    kind: str
    typed: str
    printed: tuple[str, ...]
    said: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Everyday:
    """Words of a query that an entry reads, where they stand, and what is printed for them.

    Args:
        split: whether other words stand between its own.
    """

    kind: str
    found: str
    start: int
    end: int
    printed: tuple[str, ...]
    split: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    key: str
    joined: bool
    last: bool

    @property
    def plain(self) -> str:
        return self.text.lower().replace("’", "'")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("index").joinpath("data", "lexicon.toml").read_text(encoding="utf-8"))


@cache
def _forms() -> Mapping[str, str]:
    return {form: word for word, forms in _data()["forms"].items() for form in forms}


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    """What a word is compared by: one for all its forms ("Rang", "ringing"), without a possessive ending."""
    plain = _ENDING.sub("", word.lower().replace("’", "'"))
    plain = _forms().get(plain, plain)
    found = lexical.query(plain).indices
    return str(found[0]) if len(found) == 1 else plain


@cache
def entries() -> tuple[Entry, ...]:
    """All entries, one for each way to say a thing."""
    listed = [
        Entry(kind, typed.strip(), tuple(printed.split(", ")), said)
        for kind in ("lay", "related")
        for lines in _data()[kind].values()
        for forms, printed, said in lines
        for typed in forms.split("|")
    ]
    listed += [Entry("plain", phrase, ()) for phrase in _data()["plain"]["phrases"]]
    return tuple(Entry(each.kind, each.typed, each.printed, each.said, _keys(each.typed)) for each in listed)


def _keys(typed: str) -> tuple[str, ...]:
    """Of each word its key; what stands for others, and what counts only as it is ("=tagged"), by itself."""
    parts = re.findall(r"\.\.\.|one's|oneself|=?[^\W_]+(?:[&'][^\W_]+)*", typed)
    return tuple(part if part in (_GAP, "one's", "oneself") or part[0] == "=" else key(part) for part in parts)


@cache
def _by_first() -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries():
        found.setdefault(entry.keys[0].removeprefix("="), []).append(entry)
    return {first: tuple(same) for first, same in found.items()}


def everyday(text: str) -> list[Everyday]:
    """The everyday words of a query in the order in which they stand, none read twice.

    >>> [(each.found, each.printed[0]) for each in everyday("Was Gran fobbed off?")]
    [('Gran', 'grandmother'), ('fobbed off', 'dismissed')]
    """
    words = [_word(text, match) for match in _TOKEN.finditer(text)]
    found, at = [], 0
    while at < len(words):
        entry, end = _longest(words, at)
        if entry is None:
            at += 1
            continue
        if entry.kind != "plain":
            found.append(_read(text, words[at:end], entry))
        at = end
    return found


def _word(text: str, match: re.Match[str]) -> _Word:
    """A word with whether a hyphen joins it to another, and whether it is the last before a stop, a comma or a dash."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() :]
    last = re.match(r"-?\s?\w|$", after) is None
    return _Word(match[0], *match.span(), key(match[0]), "-" in (before, after[:1]), last)


def is_everyday(word: str) -> bool:
    """Whether a word is one for which the lexicon has another, or that it knows by its form: "Gran", "rang"."""
    found = key(word)
    known = any(
        entry.keys in ((found,), (f"={word.lower()}",)) and entry.kind != "plain" for entry in _first(word, found)
    )
    return known or word.lower() in _forms() or word.lower() in _data()["forms"]


def _first(word: str, found: str) -> Iterator[Entry]:
    index = _by_first()
    yield from index.get(found, ())
    yield from index.get(word.lower(), ())


def _longest(words: Sequence[_Word], at: int) -> tuple[Entry | None, int]:
    best: tuple[tuple[int, int, int], Entry | None, int] = ((0, 0, 0), None, at)
    word = words[at]
    firsts = [*_first(word.plain, word.key)]
    firsts += _by_first().get("one's", ()) if _is(word, "one's") else ()
    for entry in firsts:
        end = _match(words, at, entry.keys)
        if end and not (len(entry.keys) == 1 and word.joined):
            own = len([each for each in entry.keys if each != _GAP])
            spelt = " ".join(each.plain for each in words[at:end])
            rank = (own, int(entry.kind == "plain"), int(entry.typed.removeprefix("=").replace("-", " ") == spelt))
            best = max(best, (rank, entry, end), key=lambda each: each[0])
    return best[1], best[2]


def _match(words: Sequence[_Word], at: int, keys: Sequence[str]) -> int:
    """Where a reading that begins at a word ends, 0 where it does not fit; a gap is as narrow as can be."""
    if not keys:
        return at
    if keys[0] == _GAP:
        steps = range(at + 1, min(at + _WIDEST, len(words)) + 1)
        return next((end for step in steps if (end := _match(words, step, keys[1:]))), 0)
    fits = at < len(words) and _is(words[at], keys[0])
    return _match(words, at + 1, keys[1:]) if fits and (len(keys) == 1 or not words[at].last) else 0


def _is(word: _Word, wanted: str) -> bool:
    if wanted == "one's":
        return word.plain in _WHOSE or word.plain.endswith("'s")
    if wanted == "oneself":
        return word.plain in _SELF
    return word.plain == wanted[1:] if wanted[0] == "=" else word.key == wanted


def _read(text: str, words: Sequence[_Word], entry: Entry) -> Everyday:
    start, end = words[0].start, words[-1].end
    found = re.sub(r"['’]s$", "", text[start:end])
    printed = entry.printed
    if entry.kind == "lay" and found.lower() == f"{entry.typed}s":
        printed = (_plural(printed[0]), *printed[1:])
    return Everyday(entry.kind, found, start, start + len(found), printed, _GAP in entry.keys)


def _plural(printed: str) -> str:
    head, _, last = printed.rpartition(" ")
    plural = re.sub(r"(?<![aeiou])ys$", "ies", f"{last}s")
    return f"{head} {_PLURALS.get(last, plural)}".strip()
