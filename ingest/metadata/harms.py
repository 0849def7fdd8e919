"""What happened to the subject, in the terms of `ingest/vocabulary/harms.toml`."""

from __future__ import annotations

from collections import defaultdict

from ingest.metadata.accounts import Sentence
from ingest.model import Fact
from ingest.vocabulary import lexicon, tokens

MOST = 4
#: Weight of the sentences that must speak of a harm: one near the start, or two later ones that name the subject.
ENOUGH = 1.0


def harms(sentences: tuple[Sentence, ...]) -> tuple[Fact, ...]:
    """The harms that the account speaks of most, the surest first, each with the unit that says it most plainly."""
    scores: dict[str, float] = defaultdict(float)
    said_in: dict[str, Sentence] = {}
    for sentence in sentences:
        for name in lexicon("harms").spoken_of(tokens(sentence.text)):
            scores[name] += sentence.weight
            if name not in said_in or sentence.weight > said_in[name].weight:
                said_in[name] = sentence
    most = max(scores.values(), default=0.0)
    return tuple(
        Fact(name, said_in[name].unit, round(min(0.9, 0.4 + scores[name] / 15), 2))
        for name in sorted(scores, key=lambda name: (-scores[name], name))[:MOST]
        if scores[name] >= max(ENOUGH, 0.25 * most)
    )
