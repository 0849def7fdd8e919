"""What happened to the subject, in the terms of `ingest/vocabulary/harms.toml`."""

from __future__ import annotations

from collections import defaultdict

from ingest.metadata.accounts import Sentence
from ingest.model import Fact
from ingest.vocabulary import terms

MOST = 4
#: Weight of sentences that must speak of a harm: two that name the subject, or one at the very start and another.
ENOUGH = 3.0


def harms(sentences: tuple[Sentence, ...]) -> tuple[Fact, ...]:
    """The harms that the account speaks of most, the surest first, each with the first unit that says so."""
    scores: dict[str, float] = defaultdict(float)
    said_in: dict[str, str] = {}
    for term in terms("harms"):
        for sentence in sentences:
            if term.pattern.search(sentence.text):
                scores[term.name] += sentence.weight
                said_in.setdefault(term.name, sentence.unit)
    most = max(scores.values(), default=0.0)
    ranked = sorted(scores, key=lambda name: -scores[name])
    return tuple(
        Fact(name, said_in[name], round(min(0.9, 0.4 + scores[name] / 20), 2))
        for name in ranked[:MOST]
        if scores[name] >= max(ENOUGH, 0.25 * most)
    )
