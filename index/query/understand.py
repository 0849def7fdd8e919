"""Turns a query as typed into what the signals are asked, and says what was read into it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from index.model import QueryPart
from index.query.about import About
from index.query.absent import absent_in
from index.query.acronyms import known_short
from index.query.asking import without_asking
from index.query.compounds import compounds_in, initials_in, statutes_in
from index.query.labels import labels_in, names_label_of
from index.query.language import other_language
from index.query.lexicon import everyday
from index.query.names import names_in, places, shared_places
from index.query.spelling import correction, is_english
from index.query.vocabulary import section
from index.terms import Terms

#: Words of a query that are read; the rest of a longer one is left out.
MOST_WORDS = 300
#: Categories of characters that say nothing: controls, formats, surrogates, private ones, pictures and their modifiers.
_UNREAD = frozenset({"Cc", "Cf", "Cs", "Co", "So", "Sk"})
_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]{2,200})["“”„«»]')
#: Colours and titles of a terminal, pasted with the words.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_OPERATOR = re.compile(r"\b(?:AND|OR|NEAR)(?:/\d+)?\b|\b(?:title|text|label|author|intitle|site):")
_TOKEN = re.compile(r"[^\W_]+(?:[&'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of a query that a reader has claimed, where they stand in `Query.said`, and what they are taken to mean."""

    reader: str
    found: str
    start: int
    end: int
    meant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A query, read once: as the signals are asked it, and with what was read into it.

    Args:
        text: as typed, cleaned. bare: that without the names of the reviews it names, for BM25: they say where to look,
            not what for.
        meant: the same in the words of reviews, misspellings corrected; this is embedded.
        added: further words for BM25: long forms, acronyms, other names of the same thing.
        phrases: in double quotes, lower case. labels: paragraph numbers and the like that it asks for.
        reviews: ids of the reviews that it names; these come first.
        typed: before it was cleaned. said: `text` with its misspellings mended.
        readings: which reader claimed which of its words.
    """

    text: str
    meant: str
    added: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    parts: tuple[QueryPart, ...] = ()
    bare: str = ""
    typed: str = ""
    said: str = ""
    readings: tuple[Reading, ...] = ()


def clean(query: str) -> str:
    """Normal forms, no control characters and pictures, single blanks, at most MOST_WORDS words.

    >>> clean("why\\x00  was\\tit?")
    'why was it?'
    """
    plain = unicodedata.normalize("NFKC", _ESCAPES.sub("", query[:100_000]))
    plain = "".join(" " if unicodedata.category(char) in _UNREAD else char for char in plain)
    return " ".join(plain.split()[:MOST_WORDS])


def understand(query: str, about: About, *, ignore: Collection[QueryPart] = ()) -> Query:
    """Reads a query.

    Args:
        about: the library's own words and names.
        ignore: parts that the user removed.
    """
    text = clean(query)
    parts = _parts(text, about, ignore)
    bare = without_asking(_without_names(_without_operators(text), parts, about))
    added = [word for part in parts if part.kind in _ADDED for word in part.meant]
    said = _replaced(text, parts, frozenset({"spelling"}))
    return Query(
        text=text,
        meant=in_their_words(_spelt_out(bare, parts, about.terms), parts),
        added=tuple(dict.fromkeys(added)),
        phrases=tuple(part.found for part in parts if part.kind == "phrase"),
        labels=tuple(label for part in parts if part.kind == "label" for label in part.meant),
        reviews=tuple(dict.fromkeys(review for part in parts if part.kind == "filter" for review in part.meant)),
        parts=tuple(parts),
        bare=bare,
        typed=query,
        said=said,
        readings=tuple(_readings(said, parts)),
    )


def in_their_words(text: str, parts: Sequence[QueryPart]) -> str:
    """A query in the words of reviews: lay words and misspellings that were read into it, replaced."""
    return _replaced(text, parts, _REPLACED)


def _spelt_out(text: str, parts: Sequence[QueryPart], terms: Terms) -> str:
    """A query with the short forms spelt out that the library rather spells out: the model knows few of them."""
    short = (part for part in parts if part.kind == "acronym" and len(part.meant[0]) > len(part.found))
    return _replaced(text, [part for part in short if _rather_spelt(part, terms)], frozenset({"acronym"}))


def _rather_spelt(part: QueryPart, terms: Terms) -> bool:
    """Whether no passage has the short form, or a long form of two words whose words each stand in more of them."""
    plain = re.sub(r"\W", "", part.found.lower())
    short = max(terms.counts.get(form, 0) for form in (plain, plain.removesuffix("s")))
    words = _TOKEN.findall(part.meant[0].lower())
    return not short or (len(words) <= _FEW and all(terms.counts.get(word, 0) >= short for word in words))


def as_printed(text: str, parts: Sequence[QueryPart], terms: Terms) -> str:
    """A query whose words stand in the library as far as can be: of what stands nowhere, what is printed for it.

    Where none says "CIN", some say "child in need"; where none says "bloods", some say "blood tests".
    """
    for part in parts:
        if part.kind in ("acronym", "lay", "related") and part.meant and not _all_stand(part.found, terms):
            there = next((meant for meant in part.meant if _all_stand(meant, terms)), part.meant[-1])
            text = re.sub(rf"(?<!\w){re.escape(part.found)}(?!\w)", there, text, flags=re.IGNORECASE)
    return text


def _all_stand(words: str, terms: Terms) -> bool:
    return all(terms.has(word.lower().replace("’", "'")) for word in _TOKEN.findall(words))


def _readings(said: str, parts: Sequence[QueryPart]) -> Iterator[Reading]:
    """What was read into a query, by where it stands in the mended text; a part may stand there more than once."""
    for part in parts:
        words = part.meant[0] if part.kind == "spelling" else part.found
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", said, re.IGNORECASE):
            yield Reading(part.kind, match[0], *match.span(), part.meant)


def _replaced(text: str, parts: Sequence[QueryPart], kinds: frozenset[str]) -> str:
    for part in parts:
        if part.kind in kinds:
            text = re.sub(rf"(?<!\w){re.escape(part.found)}(?!\w)", part.meant[0], text, flags=re.IGNORECASE)
    return text


def _without_operators(text: str) -> str:
    """Without markup and the operators of other search engines, which mean nothing here; as it is if no word is left.

    >>> _without_operators("<b>letters</b> AND title:warning* NEAR/5 sent")
    'letters warning sent'
    """
    bare = _MARKUP.sub(" ", text)
    if not text.isupper():
        bare = _OPERATOR.sub(" ", bare)
    bare = " ".join(re.sub(r"[<>{}\[\]|\\^*~=;#@_]+|(?<!\w)--+(?!\w)", " ", bare).split())
    return bare if any(char.isalnum() for char in bare) else text


def _without_names(text: str, parts: Sequence[QueryPart], about: About) -> str:
    """The query without the names of the reviews that it names, and of their places; as it is if nothing else is left.

    "What did Norfolk's Case R find about fathers?" looks in one review for "What did find about fathers?".
    """
    named = {review for part in parts if part.kind == "filter" for review in part.meant}
    names = [part.found for part in parts if part.kind == "filter"]
    around = {place for card in about.cards if card.id in named for place in places(card)}
    around |= shared_places(about.cards)
    bare = text
    # The names go first: "Norfolk's Case R" is not "Norfolk's case" and an R.
    for name in (*sorted(names, key=len, reverse=True), *sorted(around, key=len, reverse=True)):
        pattern = rf"(?<!\w)(?:the )?{re.escape(name)}(?:['’]?s)?(?: (?:review|report|case|SCR))?(?!\w)\s*[:,]?"
        bare = " ".join(re.sub(pattern, " ", bare, flags=re.IGNORECASE).split())
    return bare if any(char.isalnum() for char in bare) else text


#: Words of a long form that say as much as the short form does; the words of a longer one are common ones.
_FEW = 2
_REPLACED = frozenset({"spelling", "lay"})
_ADDED = frozenset({"spelling", "lay", "related", "acronym", "era"})


def _parts(text: str, about: About, ignore: Collection[QueryPart]) -> list[QueryPart]:
    named = names_in(text, about.cards)
    parts = [QueryPart("filter", one.found, one.reviews) for one in named]
    parts += [QueryPart("absent", words, ()) for words in absent_in(text, named, about)]
    parts = [part for part in parts if part not in ignore]
    parts += _labels(text, parts, about)
    parts += [QueryPart("phrase", " ".join(found.lower().split()), ()) for found in _PHRASE.findall(text)]
    tokens = list(dict.fromkeys(_TOKEN.findall(text)))
    senses = _everyday(text, about)
    parts += _spelling(tokens, senses, about)
    parts += [*senses, *_written_otherwise(text, about)]
    parts += _acronyms(text, tokens, about)
    parts += _era(text)
    parts += [QueryPart("sense", term, senses) for term, senses in section("senses").items() if _has(text, f"{term}s?")]
    parts += _language(text, about)
    return [part for part in parts if part not in ignore]


def _labels(text: str, names: Sequence[QueryPart], about: About) -> list[QueryPart]:
    """Labels that stand in the reviews named (in any where none is), and as absent those that should and do not."""
    reviews = tuple(dict.fromkeys(review for part in names for review in part.meant))
    if not reviews and any(part.kind == "absent" for part in names):
        # "Recommendation 3 of Case Z" is not recommendation 3 of another case.
        return []
    found = []
    for label in labels_in(text):
        if about.holdings is None:
            found.append(QueryPart("label", label.found, label.forms))
            continue
        there = about.holdings.labels(label.forms, reviews, under=label.section)
        sure = label.sure or names_label_of(text, label, tuple(part.found for part in names))
        if len(label.forms) > 1 and label.forms[0] in there and label.forms[-1].replace(".", "").isdigit():
            # Learning point 3.4 stands there in so many words: any other 3.4 is not meant.
            there = label.forms[:1]
        if there:
            found.append(QueryPart("label", label.found, there))
        elif sure and not any(about.holdings.headed(form, reviews) for form in label.forms):
            found.append(QueryPart("absent", label.found, reviews))
    return found


def _has(text: str, pattern: str) -> bool:
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None


def _spelling(tokens: Sequence[str], senses: Sequence[QueryPart], about: About) -> list[QueryPart]:
    read = {word.lower() for part in senses for word in _TOKEN.findall(part.found)}
    found = []
    for token in tokens:
        right = correction(token.lower(), about.terms.counts, about.known)
        if right and token.lower() not in read:
            found.append(QueryPart("spelling", token, (right,)))
    return found


def _everyday(text: str, about: About) -> list[QueryPart]:
    """Everyday words with what is printed for them; a turn of phrase that no passage has is replaced by that.

    A single word is not: the model knows what "drunk" means, and not that to be fobbed off is to be dismissed.
    """
    found = []
    for each in everyday(text):
        lay = each.kind == "lay" or (" " in each.found and not each.split and not _speaks(each.found, about))
        found.append(QueryPart("lay" if lay else "related", each.found, each.printed))
    return list(dict.fromkeys(found))


def _speaks(words: str, about: About) -> bool:
    return about.holdings is None or about.holdings.speaks(words.lower())


def _written_otherwise(text: str, about: About) -> list[QueryPart]:
    """Terms that are written in several ways: sections of Acts, compounds."""
    return [
        *(QueryPart("acronym", term.found, term.forms) for term in statutes_in(text)),
        *(QueryPart("related", term.found, term.forms) for term in compounds_in(text, about.terms.counts.keys())),
    ]


def _language(text: str, about: About) -> list[QueryPart]:
    name = other_language(text, lambda word: word in about.terms.counts or is_english(word, about.known))
    return [QueryPart("language", name, ())] if name else []


def _acronyms(text: str, tokens: Sequence[str], about: About) -> list[QueryPart]:
    """The library's own explanation of an acronym goes before the vocabulary's."""
    known = {short: (long,) for short, long in about.acronyms.items()}
    for short, longs in section("acronyms").items():
        known[short] = tuple(dict.fromkeys((*known.get(short, ()), *longs)))
    shouted, plain = text.isupper(), text.lower()
    found, seen = [], set()
    small = section("small")["acronyms"]
    initials = {term.found: term.forms[0] for term in initials_in(text)}
    for token in dict.fromkeys((*tokens, *initials)):
        short = known_short(initials.get(token, token), known, small)
        if short and not shouted and _means_it(short, known[short], about):
            typed = re.sub(r"['’]s$", "", token)
            found.append(QueryPart("acronym", typed, known[short] if short in typed else (short, *known[short])))
            seen.add(short)
    for short, longs in known.items():
        if short not in seen:
            spelt = (long for long in longs if long.lower() in plain and _has(text, re.escape(long) + "s?"))
            found += [QueryPart("acronym", long, (short,)) for long in spelt][:1]
    return found


def _means_it(short: str, longs: Sequence[str], about: About) -> bool:
    """Whether a short form may mean here what the vocabulary says: not where it is printed and never spelt out so, as
    DNA is in medical papers."""
    if short in about.acronyms or about.holdings is None or not about.terms.has(short.lower()):
        return True
    return any(about.holdings.speaks(long.lower()) for long in longs)


def _era(text: str) -> list[QueryPart]:
    names, found = section("era"), []
    for family in section("families").values():
        used = [name for name in family if any(_has(text, re.escape(form)) for form in names[name])]
        if used:
            others = tuple(name for name in family if name not in used)
            found.append(QueryPart("era", used[0], others))
    return found
