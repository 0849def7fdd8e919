"""What the passages found say to a question: whether they answer it, with which sentences, or what comes nearest.

This is the one place where that is decided; what replaces it gives a `Decision` for a `Question` and a `SearchResult`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answers import abstention, differing, evidence, fitting, hearing, narrowing, premise, select
from app.answers.evidence import Sentence
from app.answers.model import Verdict
from app.answers.near import near_sentences
from app.answers.question.question import Question
from app.answers.words import content
from index.engine import Index
from index.model import Hit, SearchResult

#: Units looked at for an answer, and how many of them are read sentence by sentence.
DEPTH, READ = 40, 20
#: Nearest passages named where nothing states what is asked.
NEAR = 3


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided.

    Args:
        confidence: chance, 0 to 1, that the collection answers the question.
        chosen: the sentences to quote, best first. denial: those that deny what the question takes for granted.
        unquoted: a passage of each case that speaks of it and found no room, and of each other document of a case that
            speaks of it in other words. also_in: of each other document that prints the same statement.
        near: the nearest passages, where the verdict is "may_answer". missing: words that no passage has.
        understood: the question has a word to search for. candidates: every sentence read, as it was weighed.
    """

    verdict: Verdict
    confidence: float
    chosen: tuple[Sentence, ...] = ()
    denial: tuple[Sentence, ...] = ()
    unquoted: tuple[Hit, ...] = ()
    also_in: tuple[Hit, ...] = ()
    near: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()
    understood: bool = True
    candidates: tuple[Sentence, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether there are sentences to quote."""
        return self.verdict in ("answers", "denied")


def decide(question: Question, result: SearchResult, index: Index) -> Decision:
    """Read the passages found and decide.

    Args:
        result: at least DEPTH passages; for a wide question those of every review that has any.
    """
    read = hearing.to_read(result.hits) if question.wide else result.hits[:READ]
    near = near_sentences(index, question.near_text, read)
    candidates = narrowing.narrowed(question, result, evidence.gather(question, read, near, index.terms))
    values = abstention.features(question, result.hits, near, index.terms)
    sure, outright = abstention.confidence(values), abstention.refused_outright(question, result, values)
    if narrowing.names_unit(question, candidates):
        # What is asked of a recommendation that is named by its number is answered by that, or by nothing.
        sure, outright = max(sure, abstention.threshold()), False
    elif outright:
        sure = min(sure, abstention.threshold() / 2)
    if candidates and sure >= abstention.threshold():
        return replace(_chosen(question, result, candidates), confidence=sure, candidates=tuple(candidates))
    understood = not abstention.asks_nothing(question)
    typed = {*content(question.said).values()}
    missing = (word for word in question.words.values() if word in typed and not abstention.known(word, index.terms))
    may = not outright and abstention.may_answer(sure)
    return Decision(
        "may_answer" if may else "nothing",
        sure,
        near=result.hits[:NEAR] if may else (),
        missing=tuple(missing) if understood else (),
        understood=understood,
    )


def _chosen(question: Question, result: SearchResult, candidates: Sequence[Sentence]) -> Decision:
    """The sentences to quote, of those that were read."""
    wide = question.wide
    stating = hearing.only_speaking(result.hits, candidates) if wide else candidates
    stating = fitting.weighed(question, stating)
    more = question.kind == "define" and narrowing.asks_more(question)
    allowed = select.budget("fact" if more else question.kind, wide=wide, counted=not question.limited_to)
    chosen = select.choose(stating, allowed, every_review=wide)
    beside = select.besides(stating, chosen) if wide and question.kind != "compare" else []
    companions = select.companions(stating, [*chosen, *beside]) if wide else []
    chosen = [*chosen, *differing.contrary(candidates, chosen)]
    same = differing.repeating(stating, [*chosen, *beside]) if wide else []
    heard = {each.hit.review.id for each in (*chosen, *same)}
    apart = [each for each in companions if each.hit.review.id not in heard]
    denial = [] if wide else premise.denying(question, candidates)
    return Decision(
        "denied" if denial else "answers",
        1.0,
        chosen=tuple(each for each in chosen if each not in denial),
        denial=tuple(denial),
        unquoted=tuple(each.hit for each in (*beside, *apart)),
        also_in=tuple(each.hit for each in same),
    )
