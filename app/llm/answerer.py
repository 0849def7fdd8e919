"""Answers with a language model: it words claims from the passages found; only what passes every check is shown."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from app.answers.compose import counting
from app.answers.model import Answer, Body, Caution, Claim, Generator, Group, Quotation
from app.answers.question.question import Question
from app.answers.render import written
from app.llm import checks, prompt
from app.llm.entailment import Entailment
from app.llm.prompt import Proposed
from app.llm.reply import Cost, Model
from index.model import Filters, Hit
from ingest.errors import ModelError

#: Passages that the model reads.
READS = 8


class Extractive(Protocol):
    """What answers without a model; it decides whether there is an answer at all."""

    def answer(self, question: Question, *, filters: Filters = ..., k: int = ...) -> Answer:
        """The answer from quotations alone."""
        ...


@dataclass(slots=True)
class _Told:
    """What one answer cost, seconds of it that went into repairs, how many claims failed, and what went wrong ("" for
    nothing)."""

    cost: Cost = field(default_factory=Cost)
    repairs: float = 0.0
    dropped: int = 0
    trouble: str = ""


class LlmAnswerer:
    """Wraps the extractive answerer. Whatever goes wrong with the model, the extractive answer is given and said so.

    Args:
        llm: a LlamaIndex `LLM`. name: as the reader is told it. warning: said with each answer, "" for none.
        options: of a streamed call. patience: seconds that the reply may take; what is there by then is used. All
            repairs together may take half of that besides.
        entailment: a model that claims must pass too, None for none.
    """

    def __init__(
        self,
        extractive: Extractive,
        llm: Any,
        *,
        name: str,
        warning: str = "",
        options: Mapping[str, Any] | None = None,
        patience: float = 120.0,
        entailment: Entailment | None = None,
    ) -> None:
        self._extractive, self._model, self._name, self._warning = extractive, Model(llm, options), name, warning
        self._patience, self._entailment = patience, entailment

    def answer(self, question: Question, *, filters: Filters = Filters(), k: int = 10) -> Answer:
        """The answer to a question; where the collection has none, the model is not asked."""
        *_, last = self.stream(question, filters=filters, k=k)
        assert isinstance(last, Answer)
        return last

    def stream(self, question: Question, *, filters: Filters = Filters(), k: int = 10) -> Iterator[Claim | Answer]:
        """Each claim as soon as it has passed the checks, while the model writes on; last, the whole answer.

        Nothing unchecked is yielded. An answer that the model had no part in comes without claims before it.
        """
        started = time.perf_counter()
        plain = self._extractive.answer(question, filters=filters, k=max(k, READS))
        notes = (*plain.notes, self._warning) if self._warning else plain.notes
        if not plain.answered:
            yield replace(plain, notes=notes)
            return
        hits = plain.passages[:READS]
        told = _Told()
        kept: list[Claim] = []
        for proposed in self._checked(question, hits, told):
            claim = _claim(proposed, hits)
            if claim in kept:
                continue
            if not kept:
                # What denies the question's premise is the reader's to see first, whatever the model made of it.
                yield from _denial(plain)
            kept.append(claim)
            yield claim
        if not kept:
            why = told.trouble or "No statement of the language model passed the checks."
            generator = _generator("extractive", f"{why} This answer was made without it.", told)
            yield replace(plain, notes=notes, generator=generator)
            return
        left_out = f"{told.dropped} statements failed a check and were left out." if told.dropped else ""
        body = _body(kept, plain)
        yield written(
            replace(
                plain,
                body=body,
                passages=_passages(body.cited, plain.passages),
                notes=notes,
                seconds=time.perf_counter() - started,
                generator=_generator(self._name, " ".join(filter(None, (left_out, told.trouble))), told),
            )
        )

    def _checked(self, question: Question, hits: Sequence[Hit], told: _Told) -> Iterator[Proposed]:
        """The claims that pass, each as it comes; what fails is mended once or counted as dropped."""
        try:
            pieces = self._model.pieces(prompt.ask(question.typed, hits), told.cost, self._patience)
            for claim in prompt.claims_in(pieces):
                passed = self._passed(claim, hits, told)
                if passed is None:
                    told.dropped += 1
                else:
                    yield passed
        except ModelError as error:
            told.trouble = str(error)

    def _passed(self, claim: Proposed, hits: Sequence[Hit], told: _Told) -> Proposed | None:
        """The claim, or its one repair, if it passes; None where neither does."""
        reason = checks.failure(claim, hits, self._entailment)
        if not reason:
            return claim
        left = self._patience / 2 - told.repairs
        if left <= 0:
            return None
        repair = Cost()
        try:
            mended = [*prompt.claims_in(self._model.pieces(prompt.repair(claim, reason, hits), repair, left))]
        except ModelError:
            return None
        finally:
            told.repairs += repair.seconds
            told.cost.add(repair)
        # The passages keep their numbers of the first prompt: a repair speaks of the same ones.
        again = replace(mended[0], units=claim.units) if mended else None
        return again if again is not None and not checks.failure(again, hits, self._entailment) else None


def _claim(claim: Proposed, hits: Sequence[Hit]) -> Claim:
    """A checked claim in the answer's form."""
    cited = tuple(hits[number - 1] for number in dict.fromkeys(claim.units))
    return Claim(claim.text, " ".join(claim.quote.split()), cited, verified=True, stated=True)


def _denial(plain: Answer) -> tuple[Claim, ...]:
    """The quotation that denies what the question takes for granted, where one does."""
    return plain.claims[:1] if plain.verdict == "denied" else ()


def _body(claims: Sequence[Claim], plain: Answer) -> Body:
    """The model's claims as the answer; what denies the question stands before them."""
    denied = _denial(plain)
    groups = (Group("", tuple(map(Quotation, denied))),) if denied else ()
    cautions = (Caution("denied"),) if denied else ()
    body = Body(plain.verdict, plain.confidence, cautions=cautions, groups=groups, statements=tuple(claims))
    cases = len({hit.review.case for hit in body.cited})
    return body if denied else replace(body, opening=counting(plain.kind, cases, plain.searched, plain.filters))


def _passages(cited: Sequence[Hit], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    known = {hit.unit.id for hit in cited}
    return (*cited, *(hit for hit in hits if hit.unit.id not in known))


def _generator(name: str, note: str, told: _Told) -> Generator:
    cost = told.cost
    return Generator(name, note, told.dropped, cost.prompt_tokens, cost.completion_tokens, round(cost.seconds, 3))
