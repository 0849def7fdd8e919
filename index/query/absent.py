"""Names in a query of cases, boards, places and years that the library does not have.

Only what can hardly be anything else counts: better to miss a name than to take a word for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.query.about import About
from index.query.lexicon import is_everyday
from index.query.names import Named, places
from index.query.places import places_in
from index.query.spelling import bases, correction
from index.query.vocabulary import section

_TYPED = r"(?:[Cc]ase|[Cc]hild|[Bb]aby|[Ii]nfant|[Ff]amily|[Yy]oung [Pp]erson|[Aa]dult|SCR|[Rr]eview)"
#: "Child Q", "baby LX2"; a letter that is a word of its own ("A", "I") does not count, nor what goes on: "Baby B&M".
_CODED = re.compile(rf"\b{_TYPED}\s+([B-HJ-Z]|[A-Z]{{1,2}}\d{{1,2}}|[A-Z]{{2}})(?![\w&/-]|\.\w)")
#: "child q": in small letters only the letters that hardly stand alone otherwise.
_SMALL = re.compile(r"\b(?:case|child|baby)\s+([b-hj-ru-wyz])(?![\w&/.-]|['’][a-rt-z])")
_BODY = (
    r"(?:(?:Local |Regional )?Safeguarding (?:Children|Adults?|Child)(?:['’]?s)?\s*(?:Board|Partnership)"
    r"|Children['’]?s Safeguarding Partnership|LSCB|LSCP|SCB|SCP|SAB|[Bb]oard|[Pp]artnership|[Cc]ouncil)"
)
_REVIEW = (
    r"(?:[Ss]erious [Cc]ase [Rr]eview|(?:[Cc]hild )?[Ss]afeguarding [Pp]ractice [Rr]eview"
    r"|[Cc]hild [Pp]ractice [Rr]eview|SCR|CSPR|LCSPR|CPR|SAR|DHR|SUSR|[Rr]eview|[Cc]ase)"
)
#: One to three capitalised words before "board", "review" and the like.
_PROPER = re.compile(rf"(?<!\w)((?:[A-Z][a-zà-ÿ’'-]+\s+(?:and\s+)?){{1,3}})({_BODY}|{_REVIEW})\b")
_YEAR = re.compile(
    rf"\b(?:published (?:in|during)\s+((?:19|20)\d\d)|((?:19|20)\d\d)\s+{_REVIEW}"
    rf"|(?:[Rr]eviews|SCRs|CSPRs|LCSPRs)\s+(?:of|from|in)\s+((?:19|20)\d\d))\b(?!\s*(?:to|-|–|and|onwards))"
)

#: "Amara", "Okafor-Jones": a capitalised word that its place in the sentence does not give its capital.
_NAME = re.compile(r"(?<![\w.'’/&-])(?<![.?!:;“\"(] )[A-Z][a-zà-ÿ]{2,}(?![\w/&]|\.\w)")

_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady", "pc", "dc", "ds", "sgt")
_TITLE = re.compile(rf"\b(?i:{'|'.join(_TITLES)})\.?\s+$")
#: Days, months, peoples and feasts have a capital and are no names of people.
_FUNCTION = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter ramadan diwali eid english welsh scottish irish british polish romanian
    urdu punjabi arabic somali bengali french german spanish muslim christian catholic hindu sikh jewish google
    whatsapp facebook instagram snapchat tiktok zoom teams skype ofsted
    """.split()  # noqa: SIM905
)
#: Forms of a word besides itself that make it one of every day.
_FORMS = 2

#: Two words that share so many letters may be forms of one.
_FORM = 5


def absent_in(query: str, named: Sequence[Named], about: About) -> Iterator[str]:
    """Words of the query that name a case, board, place or year of which the library has nothing."""
    if about.holdings is None or not about.cards or query.isupper():
        return
    found = (
        *_codes(query, about),
        *_places(query, about),
        *_proper(query, about),
        *_names(query, about),
        *_years(query, about),
    )
    for words in dict.fromkeys(found):
        ours = any(words.lower() in one.found.lower() or one.found.lower() in words.lower() for one in named)
        # "Wiltshire" is said by "Wiltshire review".
        if not ours and not any(words != other and words in other for other in found):
            yield words


def _speaks(about: About, phrase: str) -> bool:
    return about.holdings is not None and about.holdings.speaks(phrase.lower())


def _codes(query: str, about: About) -> Iterator[str]:
    """ "Child Q" where no review is about a Q and no passage has "child q"."""
    subjects = {word.lower() for card in about.cards for word in re.findall(r"\w+", card.subject)}
    acronyms = section("acronyms").keys() | about.acronyms.keys()
    for match in (*_CODED.finditer(query), *_SMALL.finditer(query)):
        code = match[1]
        word = len(code) > 1 and code.isalpha() and (code in acronyms or about.terms.counts.get(code.lower()))
        if code.lower() not in subjects and not word and not _speaks(about, match.group()):
            yield match.group()


def _places(query: str, about: About) -> Iterator[str]:
    """A place that stands nowhere in the library; one of which only a word is said counts if its board is meant."""
    ours = " ".join(" ".join(places(card)) for card in about.cards).lower()
    for start, end, place in places_in(query):
        if place.lower() in ours:
            continue
        tail = re.match(rf"(?:['’]s)?\s+{_BODY}\b", query[end:])
        if tail and not _speaks(about, place + tail.group()):
            yield query[start : end + tail.end()]
        elif not tail and not _speaks(about, place):
            yield place


def _proper(query: str, about: About) -> Iterator[str]:
    """ "the Pelka review", "the Fenshire board" where no passage has the name."""
    for match in _PROPER.finditer(query):
        words = re.sub(r"['’]s\b", "", match[1]).split()
        counts = about.terms.counts
        if match.start() == 0 and (len(words) == 1 or counts.get(words[0].lower())):
            words = words[1:]  # the first word of a query has its capital for that
        last = words[-1].lower() if words else ""
        if last and not counts.get(last) and not correction(last, counts, about.known):
            yield query[query.index(words[0], match.start()) : match.end()]


def _names(query: str, about: About) -> Iterator[str]:
    """A name that no passage has ("how often was Amara seen?"), in a query that does not give every word a capital.

    No such name is a word of which another form may be there ("the Midwife", "midwifery"), an everyday one ("did Gran
    ring?", "was it Bruised?"), or a slip of one that is there; after a title it is a name whatever else it may be.
    """
    typed = query.split()
    if 2 * sum(word[:1].isupper() for word in typed) > len(typed):
        return
    for match in _NAME.finditer(query):
        word = match.group().lower()
        titled = _TITLE.search(query[: match.start()]) is not None
        there = word in about.terms.counts or any(term.startswith(word[:_FORM]) for term in about.terms.counts)
        if match.start() == 0 or there or word in _TITLES or (_is_word(word, about) and not titled):
            continue
        if not correction(word, about.terms.counts, about.known) and not _speaks(about, word):
            yield match.group()


def _is_word(word: str, about: About) -> bool:
    """Whether a capitalised word is one of every day: the lexicon has it, or English has it in several forms, as it has
    "bruised" and "marks", and not "amara" or "smith"."""
    if is_everyday(word) or word in _FUNCTION:
        return True
    forms = (f"{word}s", f"{word}ed", f"{word}d", f"{word}ing", f"{word.removesuffix('e')}ing", f"{word}ly")
    base = any(map(about.known, bases(word)))
    return about.known(word) and (base or sum(map(about.known, dict.fromkeys(forms))) >= _FORMS)


def _years(query: str, about: About) -> Iterator[str]:
    """A year of publication that no review has, where the year of nearly every review is known."""
    years = [card.year for card in about.cards if card.year]
    if len(years) < 0.8 * len(about.cards):
        return
    for match in _YEAR.finditer(query):
        year = next(group for group in match.groups() if group)
        if year not in years:
            yield match.group()
