"""Put every question to every system and measure what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.schemas import AnswerForm
from eval.answers import citation_precision, citation_recall, first_words, points_made, quotation_stands
from eval.gold import Resolved, normal_label
from eval.pairs import Pair
from eval.ranking import CUTS, rank_measures, recall_by_words
from eval.roles import known_voices
from eval.runs import Outcome, RunWriter
from eval.systems.base import Passage, System
from eval.voice import wrong_voices
from ingest.errors import CasebookError
from ingest.model import Review, Unit

#: Passages asked for a question: enough for recall at 100 and for 1,500 words of short units.
DEPTH = 100
#: Words of the quotations that a reader in a hurry reads.
HURRY = 60
POINT_CUTS = (100, 200, 400)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of a library: units by id, voices by unit id, and how many cases there are."""

    units: Mapping[str, Unit]
    voices: Mapping[str, str]
    cases: int

    @classmethod
    def of(cls, reviews: Mapping[str, Review]) -> Truth:
        """The truth about some reviews, by id."""
        units = {unit.id: unit for review in reviews.values() for unit in review.units}
        return cls(units, known_voices(reviews.values()), len({review.case for review in reviews.values()}))


class Answerer(Protocol):
    """Answers a question in the product's own form."""

    name: str

    def answer(self, question: str) -> AnswerForm:
        """The answer, as `casebook ask --json` gives it."""
        ...


def measure_rankings(
    system: System,
    pairs: Sequence[Resolved],
    units: Mapping[str, Unit],
    writer: RunWriter,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Rank every question with one system and write an outcome for each; what is written already is passed over."""
    for resolved in pairs:
        if (system.name, resolved.pair.id) in writer.done:
            continue
        started = time.perf_counter()
        try:
            passages, error = system.rank(resolved.pair.question, DEPTH), ""
        except CasebookError as failure:
            passages, error = (), str(failure)
        seconds = time.perf_counter() - started
        writer.add(
            Outcome(
                system=system.name,
                pair=resolved.pair.id,
                measures=ranking_measures(resolved, passages, units),
                ranked=tuple(passage.unit for passage in passages if passage.unit),
                seconds=seconds,
                error=error,
            )
        )
        progress(resolved.pair.id)


def ranking_measures(resolved: Resolved, passages: Sequence[Passage], units: Mapping[str, Unit]) -> dict[str, float]:
    """Measures of one ranking; none for a question that has no gold."""
    if not resolved.grades:
        return {}
    essential = [units[unit].text for unit in resolved.essential if unit in units]
    texts = [passage.text for passage in passages]
    found = {f"rec@{cut}w": recall_by_words(essential, texts, cut) for cut in CUTS} if essential else {}
    if all(passage.unit for passage in passages):
        ranked = {resolved.pair.id: [passage.unit for passage in passages]}
        table = rank_measures({resolved.pair.id: resolved.grades}, ranked)
        found |= {name: values[resolved.pair.id] for name, values in table.items()}
    if resolved.pair.type in ("theme", "compare") and resolved.pair.speaks and any(p.unit for p in passages):
        found |= _coverage(resolved.pair, [units[p.unit].review for p in passages[:20] if p.unit in units])
    return found


def _coverage(pair: Pair, reviews: Sequence[str]) -> dict[str, float]:
    """Share of the reviews with evidence that appear, and of those without that do."""
    seen = set(reviews)
    found = {"coverage": sum(review in seen for review in pair.speaks) / len(pair.speaks)}
    if pair.silent:
        found["false coverage"] = sum(review in seen for review in pair.silent) / len(pair.silent)
    return found


def measure_answers(
    answerer: Answerer,
    pairs: Sequence[Resolved],
    reviews: Mapping[str, Review],
    writer: RunWriter,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Answer every question and write an outcome for each; what is written already is passed over."""
    truth = Truth.of(reviews)
    for resolved in pairs:
        if (answerer.name, resolved.pair.id) in writer.done:
            continue
        started = time.perf_counter()
        try:
            form = answerer.answer(resolved.pair.question)
        except CasebookError as failure:
            measures = _owed(resolved.pair)
            writer.add(Outcome(answerer.name, resolved.pair.id, measures, answered=False, error=str(failure)))
            continue
        seconds = time.perf_counter() - started
        writer.add(_answer_outcome(answerer.name, resolved, form, truth, seconds))
        progress(resolved.pair.id)


def _owed(pair: Pair) -> dict[str, float]:
    """What a failed answer scores: 0 of everything owed. Refusing the unanswerable by failing earns nothing."""
    if not pair.answerable:
        return {"refused": 0.0}
    points = {f"points@{cut}w": 0.0 for cut in POINT_CUTS} if pair.answer_points else {}
    quoted = {"lead": 0.0, "points in 60 quoted words": 0.0} if pair.answer_points else {"lead": 0.0}
    return {"answered": 0.0, "citation precision": 0.0, "citation recall": 0.0} | quoted | points


def _answer_outcome(name: str, resolved: Resolved, form: AnswerForm, truth: Truth, seconds: float) -> Outcome:
    cited = tuple(citation.id for citation in form.citations)
    quotes = [claim for claim in form.claims if claim.quote]
    failed = tuple(
        claim.quote or ""
        for claim in quotes
        if not (claim.citations and _stands(claim.quote or "", truth.units.get(claim.citations[0].id)))
    )
    return Outcome(
        system=name,
        pair=resolved.pair.id,
        measures=_answering(resolved, form, cited, truth)
        | ({"quotes stand": 1 - len(failed) / len(quotes)} if quotes else {})
        | _voice(form, truth),
        ranked=tuple(passage.id for passage in form.passages),
        answered=form.answered,
        answer=form.answer,
        cited=cited,
        confidence=form.confidence,
        quotes=len(quotes),
        quotes_failed=failed,
        seconds=seconds,
    )


def _stands(quote: str, unit: Unit | None) -> bool:
    return unit is not None and quotation_stands(quote, unit.text)


def _voice(form: AnswerForm, truth: Truth) -> dict[str, float]:
    wrong, spoken = wrong_voices(form.claims, truth.voices)
    return {"wrong voice": wrong / spoken} if spoken else {}


def _answering(resolved: Resolved, form: AnswerForm, cited: Sequence[str], truth: Truth) -> dict[str, float]:
    pair = resolved.pair
    found = {"denominator right": float(form.searched.cases == truth.cases)}
    if not pair.answerable:
        return found | {"refused": float(not form.answered)}
    found |= _owed(pair) | {"answered": float(form.answered), "length": float(len(form.answer.split()))}
    if not form.answered:
        return found
    found |= {
        "citation precision": citation_precision(cited, resolved.grades),
        "citation recall": citation_recall(cited, resolved.grades),
        "labels right": _labels_right(form, truth.units),
    }
    found |= _quoting(form, pair, resolved.grades)
    if pair.answer_points:
        found |= {
            f"points@{cut}w": points_made(first_words(form.answer, cut), pair.answer_points) for cut in POINT_CUTS
        }
    if pair.type in ("theme", "compare") and pair.speaks:
        named = [citation.review for citation in form.citations]
        found |= {f"named {key}": value for key, value in _coverage(pair, named).items()}
    return found


def _quoting(form: AnswerForm, pair: Pair, grades: Mapping[str, int]) -> dict[str, float]:
    """What a reader in a hurry meets, which quoting more cannot raise: whether the first quotation stands in a gold
    unit, the share of the quotations that do, the points made in the first words quoted."""
    quotes = [claim for claim in form.claims if claim.quote and claim.citations]
    in_gold = [claim.citations[0].id in grades for claim in quotes]
    found = {"lead": float(bool(in_gold) and in_gold[0])}
    if in_gold:
        found |= {"on the point": sum(in_gold) / len(in_gold)}
        found |= {"words quoted": float(sum(len((claim.quote or "").split()) for claim in quotes))}
    if pair.answer_points:
        said = " ".join(claim.quote or "" for claim in quotes)
        found["points in 60 quoted words"] = points_made(first_words(said, HURRY), pair.answer_points)
    return found


def _labels_right(form: AnswerForm, units: Mapping[str, Unit]) -> float:
    """Share of the citations whose label and occurrence are those of the unit in the parse."""
    if not form.citations:
        return 0.0
    right = sum(
        citation.id in units
        and normal_label(units[citation.id].label) == normal_label(citation.label)
        and units[citation.id].occurrence == citation.occurrence
        for citation in form.citations
    )
    return right / len(form.citations)
