"""What the passages found say to a question: whether they answer it, with which sentences, or what comes nearest.

This is the one place where that is decided; what replaces it gives a `Decision` for a `Question` and a `SearchResult`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.answers import abstention, differing, evidence, hearing, narrowing, premise, select
from app.answers.evidence import Features, Sentence
from app.answers.model import Verdict
from app.answers.near import near_sentences
from app.answers.question.question import Question
from app.answers.words import content
from app.reader import closely
from app.reader.choosing import choose
from app.reader.judging import Judgement, judge, likeliest_first, threshold
from index.engine import Index
from index.model import Hit, SearchResult

#: Units looked at for an answer, and how many of them are read sentence by sentence.
DEPTH, READ = 40, 20
#: Nearest passages named where nothing states what is asked.
NEAR = 3
#: Share of the chance on which an answer is given from which the nearest passages may hold one.
MAY = 0.4
#: Where it is so little likely that passages are on the subject, and the best sentence states so little (log-odds),
#: there is no answer: what the reader learned from stands beside passages on its subject. On reviews left out this
#: refuses one in twenty of the answerable and one in seven of the others; of what is not mentioned, two in five.
OFF_SUBJECT, UNSTATED = 0.07, 0.0


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
    likeliest = likeliest_first(candidates)
    read_closely = closely.read_of_each if question.wide else closely.read_best
    judgement = judge(candidates, read_closely(question.said, likeliest, index), values)
    sure, enough = _chance(question, judgement, values)
    outright = abstention.refused_outright(question, result, values)
    if narrowing.names_unit(question, candidates) or (question.kind == "compare" and question.names_review):
        # What is asked of a recommendation that is named by its number is answered by that, or by nothing; of a
        # comparison of reviews that are named each cell says whether anything is stated.
        sure, outright = max(sure, enough), False
    elif outright:
        sure = min(sure, enough / 2)
    if candidates and sure >= enough:
        choose_from = _heard if question.wide else _stated
        return replace(
            choose_from(question, result, candidates, judgement), confidence=sure, candidates=tuple(candidates)
        )
    return _refused(question, result, index, sure, may=not outright and may_answer(sure, enough))


def may_answer(chance: float, enough: float) -> bool:
    """Whether the nearest passages may hold an answer, though it is not sure enough.

    Args:
        enough: the chance from which an answer is given.
    """
    return chance >= MAY * enough


def _chance(question: Question, judgement: Judgement, values: Features) -> tuple[float, float]:
    """The chance that there is an answer, and that from which one is given. Many reviews together are not what the
    reader's chance was fitted on."""
    on_subject = abstention.confidence(values)
    if question.wide:
        return on_subject, abstention.threshold()
    if on_subject < OFF_SUBJECT and judgement.best < UNSTATED:
        return min(judgement.chance, MAY * threshold() / 2), threshold()
    return judgement.chance, threshold()


def _stated(question: Question, result: SearchResult, candidates: Sequence[Sentence], judgement: Judgement) -> Decision:
    """The sentences that state what was asked of one story, or the one that denies what it takes for granted."""
    denial = premise.denying(question, candidates)
    if denial:
        return Decision("denied", 1.0, denial=tuple(denial))
    chosen = choose(question, judgement)
    return Decision("answers", 1.0, chosen=(*chosen, *differing.contrary(candidates, chosen)))


def _heard(question: Question, result: SearchResult, candidates: Sequence[Sentence], judgement: Judgement) -> Decision:
    """What each review that speaks of it says, the sentence first that states it best."""
    stating = hearing.only_speaking(result.hits, candidates)
    states = {_place(each.sentence): each.states for each in judgement.sentences}
    # What is likely and what is read count alike here: the reader saw three sentences of each review only.
    stating = [replace(each, says=math.sqrt(each.says * states[_place(each)])) for each in stating]
    allowed = select.budget(question.kind, wide=True, counted=not question.limited_to)
    chosen = select.choose(stating, allowed, every_review=True)
    beside = select.besides(stating, chosen) if question.kind != "compare" else []
    companions = select.companions(stating, [*chosen, *beside])
    chosen = [*chosen, *differing.contrary(candidates, chosen)]
    same = differing.repeating(stating, [*chosen, *beside])
    heard = {each.hit.review.id for each in (*chosen, *same)}
    apart = [each for each in companions if each.hit.review.id not in heard]
    return Decision(
        "answers",
        1.0,
        chosen=tuple(chosen),
        unquoted=tuple(each.hit for each in (*beside, *apart)),
        also_in=tuple(each.hit for each in same),
    )


def _place(sentence: Sentence) -> tuple[str, int]:
    return sentence.hit.unit.id, sentence.span[0]


def _refused(question: Question, result: SearchResult, index: Index, sure: float, *, may: bool) -> Decision:
    understood = not abstention.asks_nothing(question)
    typed = {*content(question.said).values()}
    missing = (word for word in question.words.values() if word in typed and not abstention.known(word, index.terms))
    return Decision(
        "may_answer" if may else "nothing",
        sure,
        near=result.hits[:NEAR] if may else (),
        missing=tuple(missing) if understood else (),
        understood=understood,
    )
