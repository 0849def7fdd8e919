"""Answers with a language model: it words claims from the passages found; only what passes every check is shown."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from app.answers.compose import counting
from app.answers.model import Answer, Body, Caution, Claim, Generator, Group, Quotation
from app.answers.render import written
from app.llm import checks, prompt
from app.llm.entailment import Entailment
from app.llm.prompt import Proposed
from index.model import Filters, Hit, QueryPart
from ingest.errors import ModelError

#: Passages that the model reads.
READS = 8
_COUNTS = (("prompt_tokens", "completion_tokens"), ("prompt_eval_count", "eval_count"))


class Extractive(Protocol):
    """What answers without a model; it decides whether there is an answer at all."""

    def answer(
        self, question: str, *, filters: Filters = ..., k: int = ..., ignore: Collection[QueryPart] = ...
    ) -> Answer:
        """The answer from quotations alone."""
        ...


@dataclass(slots=True)
class _Told:
    """What the calls of one answer cost, how many claims failed, and what went wrong ("" for nothing)."""

    dropped: int = 0
    trouble: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


class LlmAnswerer:
    """Wraps the extractive answerer. Whatever goes wrong with the model, the extractive answer is given and said so.

    Args:
        llm: a LlamaIndex `LLM`. name: as the reader is told it. warning: said with each answer, "" for none.
        options: of a streamed call. patience: seconds that one reply may take; what is there by then is used.
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
        self._extractive, self._llm, self._name, self._warning = extractive, llm, name, warning
        self._options, self._patience, self._entailment = dict(options or {}), patience, entailment

    def answer(
        self, question: str, *, filters: Filters = Filters(), k: int = 10, ignore: Collection[QueryPart] = ()
    ) -> Answer:
        """The answer to a question; where the collection has none, the model is not asked."""
        *_, last = self.stream(question, filters=filters, k=k, ignore=ignore)
        assert isinstance(last, Answer)
        return last

    def stream(
        self, question: str, *, filters: Filters = Filters(), k: int = 10, ignore: Collection[QueryPart] = ()
    ) -> Iterator[Claim | Answer]:
        """Each claim as soon as it has passed the checks, while the model writes on; last, the whole answer.

        Nothing unchecked is yielded. An answer that the model had no part in comes without claims before it.
        """
        started = time.perf_counter()
        plain = self._extractive.answer(question, filters=filters, k=max(k, READS), ignore=ignore)
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

    def _checked(self, question: str, hits: Sequence[Hit], told: _Told) -> Iterator[Proposed]:
        """The claims that pass, each as it comes; what fails is mended once or counted as dropped."""
        try:
            for claim in prompt.claims_in(self._pieces(prompt.ask(question, hits), told)):
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
        try:
            mended = [*prompt.claims_in(self._pieces(prompt.repair(claim, reason, hits), told))]
        except ModelError:
            return None
        # The passages keep their numbers of the first prompt: a repair speaks of the same ones.
        again = replace(mended[0], units=claim.units) if mended else None
        return again if again is not None and not checks.failure(again, hits, self._entailment) else None

    def _pieces(self, text: str, told: _Told) -> Iterator[str]:
        """The model's reply as it is written.

        Raises:
            ModelError: it failed, or took too long.
        """
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        started = time.perf_counter()
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=prompt.SYSTEM),
            ChatMessage(role=MessageRole.USER, content=text),
        ]
        used = (0, 0)
        try:
            for reply in self._llm.stream_chat(messages, **self._options):
                used = _tokens(reply) or used
                yield reply.delta or ""
                if time.perf_counter() - started > self._patience:
                    raise ModelError(f"The language model took longer than {self._patience:.0f} s.")
        except ModelError:
            raise
        except Exception as error:  # every provider has exceptions of its own
            raise ModelError(f"The language model did not answer ({type(error).__name__}).") from error
        finally:
            told.seconds += time.perf_counter() - started
            told.prompt_tokens += used[0]
            told.completion_tokens += used[1]


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


def _tokens(reply: Any) -> tuple[int, int] | None:
    """Tokens read and written so far, where this piece of a reply says so: as OpenAI or as Ollama does."""
    raw = getattr(reply, "raw", None)
    fields = raw if isinstance(raw, dict) else getattr(raw, "__dict__", {})
    usage = fields.get("usage") or fields
    named = usage if isinstance(usage, dict) else getattr(usage, "__dict__", {})
    for read, wrote in _COUNTS:
        if named.get(read) is not None or named.get(wrote) is not None:
            return int(named.get(read) or 0), int(named.get(wrote) or 0)
    return None


def _generator(name: str, note: str, told: _Told) -> Generator:
    return Generator(name, note, told.dropped, told.prompt_tokens, told.completion_tokens, round(told.seconds, 3))
