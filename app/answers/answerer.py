"""Makes an answer: search, weigh the sentences, decide whether they answer, choose, quote, count, word."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from app import gate
from app.answers import (
    abstention,
    agencies,
    alone,
    comparison,
    evidence,
    fitting,
    focus,
    hearing,
    pinpoint,
    premise,
    render,
    select,
    whole,
)
from app.answers.compose import absent, compose
from app.answers.evidence import Asked, Sentence
from app.answers.hearing import Heard
from app.answers.kinds import kind_of
from app.answers.library import Reviews
from app.answers.model import Answer, Body, Caution, Claim, Quote
from app.answers.near import near_sentences
from app.answers.responses import answering
from app.answers.width import is_wide
from app.answers.words import without_tail
from app.typeset import in_marks
from index.engine import Index
from index.model import Filters, Hit, QueryPart, SearchResult
from index.query import clean, in_their_words, rightly_spelt

#: Units looked at for an answer, and how many of them are read sentence by sentence.
DEPTH, READ = 40, 20
#: Near passages named beside "nothing found".
NEAR = 3


class Answerer:
    """Answers from quotations alone, without a language model.

    Args:
        library: the reviews, for questions about a review itself; None leaves them to the passages.
    """

    def __init__(self, index: Index, library: Reviews | None = None) -> None:
        self._index, self._library = index, library

    def answer(
        self, question: str, *, filters: Filters = Filters(), k: int = 10, ignore: Collection[QueryPart] = ()
    ) -> Answer:
        """The answer to a question; `k` passages are listed beside those it cites.

        Args:
            ignore: parts read into the question before, which the user removed.
        """
        answer = self._answer(question, filters, k, ignore)
        head = "" if answer.answered else without_tail(question)
        named = [part.found for part in answer.parts if part.kind in ("filter", "absent", "label")]
        if head and not any(name.lower() in question[len(head) :].lower() for name in named):
            # "Why did he leave? thanks": what comes after the question must not turn its answer away.
            again = self._answer(head, filters, k, ignore)
            if again.answered:
                left = f"Left out of the question: {in_marks(question[len(head) :].strip())}."
                return replace(again, question=question, notes=(left, *again.notes))
        return answer

    def _answer(self, question: str, filters: Filters, k: int, ignore: Collection[QueryPart]) -> Answer:
        """Args: question: as typed; what was read into it, misspellings mended, is what is answered."""
        started = time.perf_counter()
        asked = self._index.read(question, ignore=ignore)
        said = rightly_spelt(clean(question), asked.parts)
        wide = is_wide(said, asked.parts)
        depth = hearing.depth(self._index) if wide else DEPTH
        result = self._index.search(
            question, k=depth, filters=filters, coverage=wide, asked=asked, evidence=hearing.LOOKED_AT
        )
        body = self._told(said, result) or _numbered(said, result) or self._found(said, result)
        answer = Answer(
            question=question,
            kind=kind_of(said),
            body=replace(body, confidence=round(body.confidence, 4)),
            text="",
            passages=_passages(body.cited, result.hits, k),
            searched=result.searched,
            filters=result.filters,
            notes=render.NOTES,
            parts=result.parts,
            seconds=time.perf_counter() - started,
        )
        return render.written(answer)

    def stream(
        self, question: str, *, filters: Filters = Filters(), k: int = 10, ignore: Collection[QueryPart] = ()
    ) -> Iterator[Claim | Answer]:
        """The answer alone: quotations are there all at once."""
        yield self.answer(question, filters=filters, k=k, ignore=ignore)

    def _told(self, question: str, result: SearchResult) -> Body | None:
        """What whole reviews say, where the question asks for that: who wrote one, what happened when, its summary."""
        if self._library is None:
            return None
        cards = [entry.card for entry in self._index.catalogue.entries]
        found = whole.told(question, result, cards, self._library)
        if found is None:
            return None
        if not found.quotes:
            return Body("nothing", found.sure, opening=found.opening)
        if not any(map(_stands, found.quotes)):
            return None
        limited = bool(focus.named(result, question))
        return compose(
            kind_of(question),
            result,
            found.quotes,
            confidence=found.sure,
            opening=found.opening,
            unquoted=found.rest,
            limited=limited,
        )

    def _found(self, question: str, result: SearchResult) -> Body:
        """What the passages say, or that nothing was found; and the chance that they answer."""
        terms = self._index.terms
        taken = evidence.asked(question, kind_of(question), terms, result.parts)
        read = hearing.to_read(result.hits) if is_wide(question, result.parts) else result.hits[:READ]
        words = in_their_words(evidence.spelt_out(question, terms, result.parts), result.parts)
        near = near_sentences(self._index, words, read)
        candidates = focus.narrowed(taken, result, evidence.gather(taken, read, near, terms))
        values = abstention.features(taken, result.hits, near, terms)
        sure = abstention.confidence(values)
        outright = abstention.refused_outright(taken, result, values)
        if focus.numbered(question, result, candidates):
            # What is asked of a recommendation that is named by its number is answered by that, or by nothing.
            sure, outright = max(sure, abstention.threshold()), False
        elif outright:
            sure = min(sure, abstention.threshold() / 2)
        if candidates and sure >= abstention.threshold():
            return replace(self._body(taken, result, candidates), confidence=sure)
        may = not outright and abstention.may_answer(sure)
        return self._refused(taken, result, sure, may=may)

    def _body(self, question: Asked, result: SearchResult, candidates: Sequence[Sentence]) -> Body:
        wide = is_wide(question.text, result.parts)
        if wide:
            heard = Heard(question, result, {}, tuple(candidates), hearing.speaking(result.hits, candidates))
            compared = comparison.compared(self._index, heard, self._library)
            if compared is not None:
                return compared
        more = question.kind == "define" and focus.asks_more(question)
        named = focus.named(result, question.text)
        allowed = select.budget("fact" if more else question.kind, wide=wide, counted=not named)
        stating = hearing.only_speaking(result.hits, candidates) if wide else candidates
        stating = fitting.weighed(question.text, stating)
        chosen = select.choose(stating, allowed, every_review=wide)
        beside = select.besides(stating, chosen) if wide and question.kind != "compare" else []
        companions = select.companions(stating, [*chosen, *beside]) if wide else []
        denial = [] if wide else premise.denying(question, candidates)
        chosen = [each for each in chosen if each not in denial]
        quotes = focus.headed(question.text, focus.direct_first(question.text, _standing(chosen)))
        quotes = [*_standing(denial), *quotes]
        agency = agencies.unnamed(question.text, (quote.hit.unit for quote in quotes))
        cautions = [Caution("denied")] if denial else [Caution("unnamed agency", agency)] if agency else []
        return compose(
            question.kind,
            result,
            quotes,
            unquoted=[each.hit for each in beside],
            also_in=[each.hit for each in companions],
            limited=bool(named) and all(quote.hit.review.id in named for quote in quotes),
            responses=answering(quotes, self._library),
            cautions=cautions,
        )

    def _refused(self, question: Asked, result: SearchResult, sure: float, *, may: bool) -> Body:
        if abstention.asks_nothing(question):
            return Body("nothing", sure, understood=False)
        terms = self._index.terms
        return Body(
            "may_answer" if may else "nothing",
            sure,
            absent=absent(result),
            missing=tuple(word for word in question.words.values() if not abstention.known(word, terms)),
            near=result.hits[:NEAR] if may else (),
        )


def _numbered(question: str, result: SearchResult) -> Body | None:
    """The paragraphs that the question names by their numbers, where it asks for nothing else."""
    found = [quote for quote in pinpoint.quotes(question, result) if _stands(quote)]
    limited = any(part.kind == "filter" for part in result.parts)
    return compose(kind_of(question), result, found, limited=limited) if found else None


def _standing(chosen: Sequence[Sentence]) -> list[Quote]:
    """What was chosen, as it is quoted."""
    return [quote for quote in alone.joined([alone.quote(each) for each in chosen]) if _stands(quote)]


def _stands(quote: Quote) -> bool:
    """Nothing is shown as a quotation that the gate refuses, whatever made it."""
    return gate.verify(quote.words, quote.hit.unit).verified


def _passages(cited: Sequence[Hit], hits: Sequence[Hit], k: int) -> tuple[Hit, ...]:
    known = {hit.unit.id for hit in cited}
    rest = [hit for hit in hits if hit.unit.id not in known]
    return (*cited, *rest[:k])
