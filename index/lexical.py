"""BM25 as sparse vectors, the same for every store (Robertson & Zaragoza 2009; Qdrant adds the idf at query time)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from index.stores.store import Sparse

#: Mean length of a unit in stemmed words without stop words, measured on real reviews; fixed, so that a vector
#: does not depend on what else is in the library.
MEAN_WORDS = 40.0
MEAN_WORDS_HEADED = 55.0
K, B = 1.2, 0.75
#: Weight of a word that the user did not type.
ADDED = 0.6
_INITIALS = re.compile(r"\b[B-DF-HJ-NP-TV-XZ]{2,}s?\b")


@cache
def _model(mean: float) -> Any:
    import qdrant_edge as edge

    return edge.Bm25(edge.Bm25Config(k=K, b=B, avg_len=mean, language="english", ascii_folding=True))


def document(text: str, mean: float = MEAN_WORDS) -> Sparse:
    """Term weights of a passage: stemmed, without stop words."""
    found = _model(mean).embed_document(text)
    return Sparse(tuple(found.indices), tuple(found.values))


def _other_number(text: str) -> list[str]:
    """ "GPs" for GP and the other way round: the stemmer takes no "s" from what has no vowel."""
    return [short.removesuffix("s") if short[-1] == "s" else f"{short}s" for short in _INITIALS.findall(text)]


def query(text: str, added: Sequence[str] = ()) -> Sparse:
    """Each distinct stem of the query with weight 1, each that only expansion added with ADDED."""
    found = _model(MEAN_WORDS).embed_query(" ".join((text, *_other_number(text))))
    weights = dict.fromkeys(_model(MEAN_WORDS).embed_query(" ".join(added)).indices, ADDED) if added else {}
    weights |= dict.fromkeys(found.indices, 1.0)
    return Sparse(tuple(weights), tuple(weights.values()))
