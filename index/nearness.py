"""How near each sentence of some units is to a query, by the sentence vectors that the store holds already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.embedding.encoder import Floats
from index.passages import search_text, windows
from index.payload import passage_id
from index.stores.store import SENTENCES, Store
from ingest.model import Unit

#: Sentences in order, each with its cosine, -1 to 1.
Scored = tuple[tuple[str, float], ...]


def sentence_scores(store: Store, query: Floats, units: Sequence[Unit]) -> Mapping[str, Scored]:
    """Unit id -> its sentences as they were embedded, with their cosine to the query's vector, shape (size,).

    A sentence beyond what the model took in has no vector and is left out, as is a unit that is not indexed.
    """
    cut = {unit.id: list(windows(search_text(unit))) for unit in units}
    points = {
        passage_id(unit, number): (unit, window) for unit, found in cut.items() for number, window in enumerate(found)
    }
    stored = store.vectors(list(points), SENTENCES)
    scores: dict[str, list[tuple[str, float]]] = {}
    for point, (unit, (text, spans)) in points.items():
        if point in stored:
            cosines = (float(value) for value in stored[point] @ query)
            named = ((text[start:end], value) for (start, end), value in zip(spans, cosines, strict=False))
            scores.setdefault(unit, []).extend(named)
    return {unit: tuple(found) for unit, found in scores.items()}
