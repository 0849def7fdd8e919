"""Makes an answer: search, weigh the sentences, decide whether they answer, choose, quote, count, word."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
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
    select,
    whole,
    wording,
)
from app.answers.evidence import Asked, Sentence
from app.answers.hearing import Heard
from app.answers.kinds import kind_of
from app.answers.library import Reviews
from app.answers.model import Answer, Claim, Kind, Quote
from app.answers.near import near_sentences
from app.answers.responses import answering
from app.answers.width import is_wide
from app.answers.wording import Draft
from app.answers.words import without_tail
from app.typeset import in_marks
from index.engine import Index
from index.model import Filters, Hit, QueryPart, SearchResult
from index.query import clean, in_their_words, rightly_spelt

#: Units looked at for an answer, and how many of them are read sentence by sentence.
DEPTH, READ = 40, 20
#: Near passages named beside "nothing found".
NEAR = 3
#: Reviews named at most as not stating what a comparison asks for.
SILENT = 8


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
        draft, sure = self._told(said, result) or _numbered(said, result) or self._found(said, result)
        return Answer(
            question=question,
            kind=kind_of(said),
            answered=bool(draft.claims),
            text=draft.text,
            claims=tuple(draft.claims),
            cited=tuple(draft.cited),
            passages=_passages(draft.cited, result.hits, k),
            searched=result.searched,
            filters=result.filters,
            evidence=tuple(dict.fromkeys(hit.unit.review for hit in draft.cited)),
            confidence=round(sure, 4),
            notes=wording.NOTES,
            parts=result.parts,
            table=draft.table,
            seconds=time.perf_counter() - started,
        )

    def stream(
        self, question: str, *, filters: Filters = Filters(), k: int = 10, ignore: Collection[QueryPart] = ()
    ) -> Iterator[Claim | Answer]:
        """The answer alone: quotations are there all at once."""
        yield self.answer(question, filters=filters, k=k, ignore=ignore)

    def _told(self, question: str, result: SearchResult) -> tuple[Draft, float] | None:
        """What whole reviews say, where the question asks for that: who wrote one, what happened when, its summary."""
        if self._library is None:
            return None
        cards = [entry.card for entry in self._index.catalogue.entries]
        found = whole.told(question, result, cards, self._library)
        if found is None:
            return None
        if not found.quotes:
            return Draft([wording.nothing(result.searched, result.filters, (), (), found.opening)]), found.sure
        if not any(map(_stands, found.quotes)):
            return None
        limited = bool(focus.named(result, question))
        draft = compose(
            kind_of(question), result, found.quotes, opening=found.opening, besides=found.rest, limited=limited
        )
        return draft, found.sure

    def _found(self, question: str, result: SearchResult) -> tuple[Draft, float]:
        """What the passages say, or that nothing was found; and the chance that they answer."""
        terms = self._index.terms
        taken = evidence.asked(question, kind_of(question), terms, result.parts)
        read = hearing.to_read(result.hits) if is_wide(question, result.parts) else result.hits[:READ]
        words = in_their_words(evidence.spelt_out(question, terms, result.parts), result.parts)
        near = near_sentences(self._index, words, read)
        candidates = focus.narrowed(taken, result, evidence.gather(taken, read, near, terms))
        values = abstention.features(taken, result.hits, near, terms)
        sure = abstention.confidence(values)
        if focus.numbered(question, result, candidates):
            # What is asked of a recommendation that is named by its number is answered by that, or by nothing.
            sure = max(sure, abstention.threshold())
        elif abstention.refused_outright(taken, result, values):
            sure = min(sure, abstention.threshold() / 2)
        if candidates and sure >= abstention.threshold():
            return self._draft(taken, result, candidates), sure
        return Draft([self._nothing(taken, result)]), sure

    def _draft(self, question: Asked, result: SearchResult, candidates: Sequence[Sentence]) -> Draft:
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
        caution = wording.DENIED if denial else wording.unnamed(agency) if agency else ""
        limited = bool(named) and all(quote.hit.review.id in named for quote in quotes)
        return compose(
            question.kind,
            result,
            quotes,
            besides=[each.hit for each in beside],
            companions=[each.hit for each in companions],
            limited=limited,
            responses=answering(quotes, self._library),
            before=caution,
        )

    def _nothing(self, question: Asked, result: SearchResult) -> str:
        if abstention.asks_nothing(question):
            return wording.no_question(result.searched, result.filters)
        terms = self._index.terms
        missing = [word for word in question.words.values() if not abstention.known(word, terms)]
        first = wording.lacking(result.absent, (hit.review for hit in result.hits))
        return wording.nothing(result.searched, result.filters, result.hits[:NEAR], missing, first)


def _numbered(question: str, result: SearchResult) -> tuple[Draft, float] | None:
    """The paragraphs that the question names by their numbers, where it asks for nothing else."""
    found = [quote for quote in pinpoint.quotes(question, result) if _stands(quote)]
    limited = any(part.kind == "filter" for part in result.parts)
    return (compose(kind_of(question), result, found, limited=limited), 1.0) if found else None


def _standing(chosen: Sequence[Sentence]) -> list[Quote]:
    """What was chosen, as it is quoted."""
    return [quote for quote in alone.joined([alone.quote(each) for each in chosen]) if _stands(quote)]


def compose(
    kind: Kind,
    result: SearchResult,
    quotes: Sequence[Quote],
    *,
    opening: str = "",
    silent: Sequence[str] | None = None,
    besides: Sequence[Hit] = (),
    companions: Sequence[Hit] = (),
    limited: bool = False,
    responses: Mapping[str, Hit] | None = None,
    before: str = "",
) -> Draft:
    """The answer's lines: the denominator, the quotations by review, what was searched. Cases are counted.

    Args:
        opening: the denominator, where it is another than how many speak of it.
        silent: lines for the reviews that a comparison looked at in vain; None: those of the other hits.
        besides: a passage of each case that speaks of it too and found no room; counted, cited, not quoted.
        companions: a passage of each other document of a case that is quoted or counted; cited, not quoted.
        limited: the question names the reviews that it is about, and no others are quoted.
        responses: id of a recommendation that is quoted -> the unit that answers it; quoted beside it, and only there.
        before: what the reader must know before all else.
    """
    draft = Draft()
    told = dict(responses or {})
    beside = {hit.unit.id for hit in told.values()}
    quotes = [quote for quote in quotes if quote.hit.unit.id not in beside and _stands(quote)]
    cards = {quote.hit.review.id: quote.hit.review for quote in quotes}
    cases = list(dict.fromkeys(card.case for card in cards.values()))
    told |= {hit.unit.parent: hit for hit in result.hits if hit.unit.role == "response" and hit.unit.parent}
    groups = []
    for card in sorted(cards.values(), key=lambda card: cases.index(card.case)):
        name = wording.name_beside(card, cards.values()) if result.searched.reviews > 1 else ""
        said = [quote for quote in quotes if quote.hit.review.id == card.id]
        groups.append(wording.group(draft, name, said, responses=told))
    if kind == "compare":
        others = [wording.silent(hit.review) for hit in _others(result.hits, cases)]
        groups.extend(others if silent is None else silent)
    speaking = len({*cases, *(hit.review.case for hit in besides)})
    # Of a review that the question names there is nothing to count.
    counted = "" if limited else wording.opening(kind, speaking, result.searched, result.filters)
    first = opening or counted
    lacking = wording.lacking(result.absent, (hit.review for hit in result.hits))
    closing = wording.closing(result.searched, result.filters)
    also = (wording.besides(draft, besides), wording.companions(draft, companions))
    draft.lines = [line for line in (before, lacking, first, *groups, *also, closing) if line]
    return draft


def _others(hits: Sequence[Hit], quoted: Collection[str]) -> list[Hit]:
    """The best hit of each case that is not quoted."""
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.review.case not in quoted:
            best.setdefault(hit.review.case, hit)
    return list(best.values())[:SILENT]


def _stands(quote: Quote) -> bool:
    """Nothing is shown as a quotation that the gate refuses, whatever made it."""
    return gate.verify(quote.words, quote.hit.unit).verified


def _passages(cited: Sequence[Hit], hits: Sequence[Hit], k: int) -> tuple[Hit, ...]:
    known = {hit.unit.id for hit in cited}
    rest = [hit for hit in hits if hit.unit.id not in known]
    return (*cited, *rest[:k])
