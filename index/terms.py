"""In how many passages of the library each word stands: what makes a word of a query rare, or misspelt."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.points import point_id
from index.stores.store import Condition, Store, StoredPoint, Where

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ID = point_id("terms")


def words(text: str) -> list[str]:
    """Lower-case words of a text, in order.

    >>> words("Child B1's SCR")
    ['child', "b1's", 'scr']
    """
    found: list[str] = WORD.findall(text.lower().replace("’", "'"))
    return found


def document_frequencies(texts: Iterable[str]) -> dict[str, int]:
    """Word -> number of texts in which it stands."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(words(text)))
    return dict(counts)


@dataclass(frozen=True, slots=True)
class Terms:
    """Word -> passages in which it stands, out of `passages`."""

    passages: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    def idf(self, word: str) -> float:
        """ln(1 + (N - n + 0.5) / (n + 0.5)), as in BM25; a word that stands nowhere weighs most."""
        return self.idf_of(self.counts.get(word, 0))

    def has(self, word: str) -> bool:
        """Whether a lower-case word stands in a passage, with or without a plural or possessive ending.

        A compound or a term of several words ("non-mobile", "a&e") stands where it does as one or all its parts do.
        """
        plain = word.removesuffix("'s")
        forms = {word, plain, f"{plain}s", plain.removesuffix("s"), f"{plain}'s", re.sub(r"\W", "", word)}
        if any(self.counts.get(form) for form in forms):
            return True
        parts = [part for part in re.split(r"[^\w']+", re.sub(r"^s(?=\d)", "section ", word)) if part]
        return len(parts) > 1 and all(map(self.has, parts))

    def idf_of(self, found: int) -> float:
        """The same of a word that stands in so many passages."""
        return math.log(1 + (self.passages - found + 0.5) / (found + 0.5))


def merge(parts: Iterable[Terms]) -> Terms:
    """The sum over reviews."""
    total: Counter[str] = Counter()
    passages = 0
    for part in parts:
        total.update(part.counts)
        passages += part.passages
    return Terms(passages, dict(total))


def read_terms(store: Store) -> Terms:
    """The library's terms as last written."""
    payload = store.fetch([_ID]).get(_ID)
    if payload is None:
        return Terms()
    return Terms(int(payload["passages"]), json.loads(payload["counts"]))


def terms_of(store: Store) -> str:
    """Which reviews the library's terms were last summed over, as `refresh_terms` was told; "" where never."""
    payload = store.fetch([_ID], ("of",)).get(_ID) or {}
    return str(payload.get("of", ""))


def refresh_terms(store: Store, of: str = "") -> None:
    """Sums the terms of all reviews in the store and writes the result beside them.

    Args:
        of: names the state of the store that they are summed over.
    """
    found = store.scroll(Where((Condition("doc", any=("review",)),)), keys=("passages", "counts"))
    terms = merge(Terms(int(payload["passages"]), json.loads(payload["counts"])) for _, payload in found)
    counts = json.dumps(dict(terms.counts), ensure_ascii=False)
    payload = {"doc": "terms", "of": of, "passages": terms.passages, "counts": counts}
    store.upsert([StoredPoint(_ID, {}, payload)])
