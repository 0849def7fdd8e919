"""Does the collection answer the question at all? A chance from 0 to 1, made of how well the best passages fit it.

The length of a question is left out on purpose: it tells question sets apart, not questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise

from app.answers import fitted
from app.answers.evidence import Asked, Features, Sentence
from app.answers.kinds import asks_number, asks_when, has_date, has_number
from app.answers.words import stem, stems, words
from index.model import Hit
from index.terms import Terms

#: A subject is a few words; a passage on it has this share of their weight, or the passages this share of its terms.
SUBJECT_WORDS, SUBJECT, TERMS = 4, 0.7, 0.34
#: Those that told best, on reviews not fitted on, what is answered from what is not.
SIGNALS = ("tokens", "dense", "bm25_headed")
#: Passages that each signal puts first, held against those of the others.
FIRST = 5


def features(question: Asked, hits: Sequence[Hit], candidates: Sequence[Sentence], terms: Terms) -> Features:
    """What the decision is made of; each is 0 where there is nothing to measure."""
    if not hits or not candidates:
        return {"absent": 1.0}
    unknown = [question.weights[key] for key, word in question.words.items() if not known(word, terms)]
    return {
        "sentence_coverage": max(each.features["coverage"] for each in candidates),
        "typed_coverage": _typed_coverage(question, candidates),
        "absent": sum(unknown) / question.total,
        "terms_met": _terms_met(question, hits),
        "agreement": _agreement(hits),
        **_best_signals(question, hits),
    }


def confidence(values: Features) -> float:
    """Chance that the collection answers the question."""
    return fitted.load("abstention").probability(values)


def threshold() -> float:
    """Below this chance, no answer is given."""
    return fitted.load("abstention").threshold


def misses_subject(question: Asked, hits: Sequence[Hit], values: Features) -> bool:
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
    return max(map(question.covered, found), default=0.0) < SUBJECT


def known(word: str, terms: Terms) -> bool:
    """Whether a word stands in the collection, with or without a plural or possessive ending."""
    plain = word.removesuffix("'s")
    forms = {word, plain, plain + "s", plain.removesuffix("s"), plain + "'s"}
    return any(terms.counts.get(form) for form in forms)


def _terms_met(question: Asked, hits: Sequence[Hit]) -> float:
    """Share of the question's terms of two words ("county lines", "warning letters") that stand so in a passage found.

    1 for a question without any: words side by side that are both asked for.
    """
    pairs = {pair for pair in _pairs(question.text) if pair[0] in question.weights and pair[1] in question.weights}
    there = {pair for hit in hits for pair in _pairs(hit.unit.text)}
    return len(pairs & there) / len(pairs) if pairs else 1.0


def _pairs(text: str) -> set[tuple[int, int]]:
    """Stems of neighbouring words; a stop word between two words parts them."""
    return set(pairwise(stem(word) for word in words(text)))


def _typed_coverage(question: Asked, candidates: Sequence[Sentence]) -> float:
    """Coverage by the best sentence that holds what is asked for: a date where it is when, an amount where how many."""
    fitting = [each for each in candidates if _is_typed(question, each.text)]
    return max((each.features["coverage"] for each in fitting), default=0.0)


def _is_typed(question: Asked, text: str) -> bool:
    if asks_number(question.text):
        return has_number(text)
    return has_date(text) if asks_when(question.text) else True


def _best_signals(question: Asked, hits: Sequence[Hit]) -> Features:
    """The best raw score of each signal; BM25 by the weight of the question's words, since it grows with them."""
    best: Features = {}
    for signal in (signal for hit in hits for signal in hit.signals if signal.name in SIGNALS):
        score = signal.score / question.total if signal.name.startswith("bm25") else signal.score
        best[f"raw_{signal.name}"] = max(score, best.get(f"raw_{signal.name}", score))
    return best


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
