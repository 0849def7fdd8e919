"""Answers with a language model: it words claims from the passages found; only what passes every check is shown."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from app.answers import wording
from app.answers.model import Answer, Claim, Generator
from app.answers.wording import Draft
from app.llm import checks, prompt
from app.llm.prompt import Proposed
from index.model import Filters, Hit, QueryPart
from ingest.errors import ModelError

#: Passages that the model reads.
READS = 8
_COUNTS = ("prompt_tokens", "completion_tokens")


class Extractive(Protocol):
    """What answers without a model; it decides whether there is an answer at all."""

    def answer(
        self, question: str, *, filters: Filters = ..., k: int = ..., ignore: Collection[QueryPart] = ...
    ) -> Answer:
        """The answer from quotations alone."""
        ...


@dataclass(slots=True)
class _Spent:
    """What the calls of one answer cost."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


class LlmAnswerer:
    """Wraps the extractive answerer. Whatever goes wrong with the model, the extractive answer is given and said so.

    Args:
        llm: a LlamaIndex `LLM`. name: as the reader is told it. warning: said with each answer, "" for none.
    """

    def __init__(self, extractive: Extractive, llm: Any, *, name: str, warning: str = "") -> None:
        self._extractive, self._llm, self._name, self._warning = extractive, llm, name, warning

    def answer(
        self, question: str, *, filters: Filters = Filters(), k: int = 10, ignore: Collection[QueryPart] = ()
    ) -> Answer:
        """The answer to a question; where the collection has none, the model is not asked."""
        started = time.perf_counter()
        plain = self._extractive.answer(question, filters=filters, k=max(k, READS), ignore=ignore)
        notes = (*plain.notes, self._warning) if self._warning else plain.notes
        if not plain.answered:
            return replace(plain, notes=notes)
        hits = plain.passages[:READS]
        spent = _Spent()
        try:
            kept, dropped = self._claims(question, hits, spent)
        except ModelError as error:
            return self._fallback(plain, notes, str(error), 0, spent)
        if not kept:
            return self._fallback(plain, notes, "No statement of the language model passed the checks.", dropped, spent)
        draft = _worded(kept, hits, plain)
        note = f"{dropped} statements failed a check and were left out." if dropped else ""
        return replace(
            plain,
            text=draft.text,
            claims=tuple(draft.claims),
            cited=tuple(draft.cited),
            passages=_passages(draft.cited, plain.passages),
            evidence=tuple(dict.fromkeys(hit.unit.review for hit in draft.cited)),
            notes=notes,
            seconds=time.perf_counter() - started,
            generator=_generator(self._name, note, dropped, spent),
        )

    def _claims(self, question: str, hits: Sequence[Hit], spent: _Spent) -> tuple[list[Proposed], int]:
        kept: list[Proposed] = []
        dropped = 0
        for claim in prompt.read(self._reply(prompt.ask(question, hits), spent)):
            passed = self._passed(claim, hits, spent)
            if passed is None:
                dropped += 1
            elif passed not in kept:
                kept.append(passed)
        return kept, dropped

    def _passed(self, claim: Proposed, hits: Sequence[Hit], spent: _Spent) -> Proposed | None:
        """The claim, or its one repair, if it passes; None where neither does."""
        reason = checks.failure(claim, hits)
        if not reason:
            return claim
        try:
            mended = prompt.read(self._reply(prompt.repair(claim, reason, hits), spent))
        except ModelError:
            return None
        # The passages keep their numbers of the first prompt: a repair speaks of the same ones.
        again = replace(mended[0], units=claim.units) if mended else None
        return again if again is not None and not checks.failure(again, hits) else None

    def _reply(self, text: str, spent: _Spent) -> str:
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        started = time.perf_counter()
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=prompt.SYSTEM),
            ChatMessage(role=MessageRole.USER, content=text),
        ]
        try:
            reply = self._llm.chat(messages)
        except Exception as error:  # every provider has exceptions of its own
            raise ModelError(f"The language model did not answer ({type(error).__name__}).") from error
        spent.seconds += time.perf_counter() - started
        prompt_tokens, completion_tokens = _tokens(reply)
        spent.prompt_tokens += prompt_tokens
        spent.completion_tokens += completion_tokens
        return reply.message.content or ""

    def _fallback(self, plain: Answer, notes: tuple[str, ...], why: str, dropped: int, spent: _Spent) -> Answer:
        note = f"{why} This answer was made without it."
        return replace(plain, notes=notes, generator=_generator("extractive", note, dropped, spent))


def _worded(claims: Sequence[Proposed], hits: Sequence[Hit], plain: Answer) -> Draft:
    draft = Draft()
    lines = []
    for claim in claims:
        cited = [hits[number - 1] for number in dict.fromkeys(claim.units)]
        markers = "".join(f"[{draft.number(hit)}]" for hit in cited)
        quote = " ".join(claim.quote.split())
        text = claim.text.rstrip(". ")
        draft.claims.append(Claim(claim.text, quote, tuple(cited), verified=True))
        lines.append(f"{text}: “{quote}” {markers}")
    cases = len({hit.review.case for hit in draft.cited})
    first = wording.opening(plain.kind, cases, plain.searched, plain.filters)
    draft.lines = [line for line in (first, *lines, wording.closing(plain.searched, plain.filters)) if line]
    return draft


def _passages(cited: Sequence[Hit], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    known = {hit.unit.id for hit in cited}
    return (*cited, *(hit for hit in hits if hit.unit.id not in known))


def _tokens(reply: Any) -> tuple[int, int]:
    """Tokens read and written, as far as the endpoint says so."""
    raw = getattr(reply, "raw", None)
    usage = raw.get("usage") if isinstance(raw, dict) else getattr(raw, "usage", None)
    fields = usage if isinstance(usage, dict) else {name: getattr(usage, name, 0) for name in _COUNTS}
    read, written = (int((fields or {}).get(name, 0) or 0) for name in _COUNTS)
    return read, written


def _generator(name: str, note: str, dropped: int, spent: _Spent) -> Generator:
    return Generator(name, note, dropped, spent.prompt_tokens, spent.completion_tokens, round(spent.seconds, 3))
