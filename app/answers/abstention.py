"""Does the collection answer the question at all? A chance from 0 to 1, made of how well the best passages fit it.

The length of a question is left out on purpose: it tells question sets apart, not questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from statistics import fmean, pstdev

from app.answers import fitted, support
from app.answers.evidence import Features
from app.answers.expected import spells_out
from app.answers.near import Near
from app.answers.question.question import Question
from app.answers.words import covered, stem, stems, words
from index.model import Hit, SearchResult
from index.terms import Terms

#: A subject is a few words; a passage on it has this share of their weight, or the passages this share of its terms.
SUBJECT_WORDS, SUBJECT, TERMS = 4, 0.7, 0.34
#: A word of fewer characters says nothing by itself.
SHORTEST = 2
#: Those asked how far they agree, and those whose best score tells, on reviews not fitted on, what is answered.
SIGNALS, TELLING = ("tokens", "dense", "bm25_headed"), ("tokens", "bm25_headed")
#: Passages that each signal puts first, held against those of the others.
FIRST = 5


def features(question: Question, hits: Sequence[Hit], near: Mapping[str, Sequence[Near]], terms: Terms) -> Features:
    """What the decision is made of; each is 0 where there is nothing to measure.

    Args:
        near: unit id -> its sentences, of the hits that are read; the others count by their scores alone.
    """
    supported = support.features(question, hits, near, terms)
    if not supported:
        return {"absent": 1.0}
    unknown = [question.weights[key] for key, word in question.words.items() if not known(word, terms)]
    return {
        **supported,
        "absent": sum(unknown) / (sum(question.weights.values()) or 1.0),
        "terms_met": _terms_met(question, hits),
        "agreement": _agreement(hits),
        "lead": _lead(hits),
        **_best_signals(question, hits),
    }


def confidence(values: Features) -> float:
    """Chance that the collection answers the question."""
    return fitted.load("abstention").probability(values)


def threshold() -> float:
    """Below this chance, no answer is given."""
    return fitted.load("abstention").threshold


def refused_outright(question: Question, result: SearchResult, values: Features) -> bool:
    """Whether there is no answer whatever the chance says: no question, nothing of what it names,
    an acronym that is nowhere spelt out, not its subject, nothing of the sort asked for beside its one or two words."""
    if asks_nothing(question) or lacks(result) or values.get("unmatched", 0.0) > 0:
        return True
    if question.kind == "define":
        return not any(spells_out(hit.unit.text, question.acronyms) for hit in result.hits)
    return misses_subject(question, result.hits, values)


def lacks(result: SearchResult) -> bool:
    """Whether the question is about a case, board, name, year or paragraph that the library has not, and no other.

    One that names what the library has besides ("compare Case R and Child Q") is answered from that.
    """
    if not result.absent:
        return False
    kinds = {part.kind for part in result.parts}
    wrong_label = any(part.meant for part in result.absent)
    return "label" not in kinds and ("filter" not in kinds or wrong_label)


def asks_nothing(question: Question) -> bool:
    """Whether a question has no word to search for: "?", "and or not", a letter, a smiley."""
    return all(len(word) < SHORTEST for word in question.words.values())


def misses_subject(question: Question, hits: Sequence[Hit], values: Features) -> bool:
    """Whether a question that names a subject and no more finds its words only apart, never as the term they make:
    "what do reviews say about county lines exploitation?", where "county", "lines" and "exploitation" each stand
    somewhere. Passages near in meaning are no answer: they are on something else.

    A word that the collection does not have at all may be misspelt, or a layman's; that is weighed, not decided, here.
    """
    if question.kind != "theme" or len(question.weights) > SUBJECT_WORDS:
        return False
    if values.get("terms_met", 1.0) >= TERMS or values.get("absent", 1.0) > 0:
        return False
    found = (stems(f"{' '.join(hit.unit.section)} {hit.unit.text}") for hit in hits)
    return max((covered(question.weights, each) for each in found), default=0.0) < SUBJECT


def known(word: str, terms: Terms) -> bool:
    """Whether a word stands in the collection, with or without a plural or possessive ending."""
    return terms.has(word)


def _terms_met(question: Question, hits: Sequence[Hit]) -> float:
    """Share of the question's terms of two words ("county lines", "warning letters") that stand so in a passage found.

    1 for a question without any: words side by side that are both asked for.
    """
    pairs = {pair for pair in _pairs(question.said) if question.weights.keys() >= set(pair)}
    there: set[tuple[int, int]] = set()
    for hit in hits:
        found = stems(hit.unit.text)
        likely = {pair for pair in pairs - there if found.issuperset(pair)}
        there |= likely & _pairs(hit.unit.text) if likely else set()
    return len(there) / len(pairs) if pairs else 1.0


def _pairs(text: str) -> set[tuple[int, int]]:
    """Stems of neighbouring words; a stop word between two words parts them."""
    return set(pairwise(stem(word) for word in words(text)))


def _best_signals(question: Question, hits: Sequence[Hit]) -> Features:
    """The best raw score of each signal that tells; BM25 by the weight of the question's words: it grows with them."""
    best: Features = {}
    total = sum(question.weights.values()) or 1.0
    for signal in (signal for hit in hits for signal in hit.signals if signal.name in TELLING):
        score = signal.score / total if signal.name.startswith("bm25") else signal.score
        best[f"raw_{signal.name}"] = max(score, best.get(f"raw_{signal.name}", score))
    return best


def _lead(hits: Sequence[Hit]) -> float:
    """How far the nearest passage by late interaction stands out from all that were found, in standard deviations."""
    scores = [signal.score for hit in hits for signal in hit.signals if signal.name == "tokens"]
    spread = pstdev(scores) if scores else 0.0
    return (max(scores) - fmean(scores)) / spread if spread else 0.0


def _agreement(hits: Sequence[Hit]) -> float:
    """Share of the passages that a signal puts first that another one puts first too, 0 to 1; mean over the pairs.

    Signals that read a question differently (words, meaning, tokens) agree on what answers it, less on what is near.
    """
    scores: dict[str, dict[str, float]] = {}
    for hit in hits:
        for signal in hit.signals:
            if signal.name in SIGNALS:
                scores.setdefault(signal.name, {})[hit.unit.id] = signal.score
    first = [{unit for unit, _ in Counter(found).most_common(FIRST)} for found in scores.values()]
    shared = [len(one & other) / FIRST for one, other in combinations(first, 2)]
    return sum(shared) / len(shared) if shared else 0.0
