"""Whether labelled questions are whole, and whether the library still has every sentence that they label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from eval.evidence.model import ANSWERING, KINDS, PERSONAS, SAYS, UNANSWERABLE, WHYS, Labelled, Question
from eval.evidence.sentences import Cuts

FEWEST, MOST = 8, 20
DENIED = "false premise denied"


def troubles(questions: Sequence[Question], cuts: Cuts) -> list[str]:
    """What is wrong, a line each that begins with the question's id."""
    found = [f"{key}: the id is used {count} times." for key, count in _ids(questions).items() if count > 1]
    for question in questions:
        said = (*_form(question), *_labels(question), *_places(question, cuts))
        found += [f"{question.id}: {each}" for each in said]
    return found


def _ids(questions: Sequence[Question]) -> Counter[str]:
    return Counter(question.id for question in questions)


def _form(question: Question) -> Iterator[str]:
    if not question.question.strip():
        yield "there is no question."
    if question.persona not in PERSONAS:
        yield f"no persona {question.persona!r}."
    if question.kind not in KINDS:
        yield f"no kind {question.kind!r}."
    if question.kind == UNANSWERABLE and question.why not in WHYS:
        yield f"unanswerable, but no reason {question.why!r}."
    if question.kind != UNANSWERABLE and question.why:
        yield f"answerable, but with a reason {question.why!r}."


def _labels(question: Question) -> Iterator[str]:
    said = [each.says for each in question.sentences]
    if not FEWEST <= len(said) <= MOST:
        yield f"{len(said)} sentences; between {FEWEST} and {MOST} are wanted."
    yield from (f"no label {each!r}." for each in sorted(set(said) - set(SAYS)))
    answering = ANSWERING & set(said)
    if question.answerable and not answering:
        yield "answerable, but no sentence says it."
    if not question.answerable and answering:
        yield "unanswerable, but a sentence says it."
    if not question.answerable and not question.tempts:
        yield "unanswerable, but it names nothing that tempts."
    if question.why == DENIED and not question.denial:
        yield "denied, but it names no denial."


def _places(question: Question, cuts: Cuts) -> Iterator[str]:
    lacking = {*question.reviews_scope, *(each.review for each in question.sentences)} - set(cuts.reviews)
    yield from (f"the library lacks {source}." for source in sorted(lacking))
    seen: Counter[tuple[str, str]] = Counter((each.unit, each.digest) for each in question.sentences)
    yield from (f"{digest} of {unit} stands {count} times." for (unit, digest), count in seen.items() if count > 1)
    for each in question.sentences:
        if each.review not in lacking and (lost := _lost(each, cuts)):
            yield lost
    units = {each.unit for each in question.sentences}
    yield from (
        f"{unit} is named, but no sentence of it." for unit in (*question.tempts, *question.denial) if unit not in units
    )


def _lost(sentence: Labelled, cuts: Cuts) -> str:
    """What became of a sentence that is not where it was; "" where it is."""
    unit = cuts.unit(sentence.review, sentence.unit)
    if unit and (unit, sentence.digest) in cuts.by_key:
        return ""
    place = f"{sentence.review} {sentence.label or sentence.unit}"
    if elsewhere := [cut for cut in cuts.by_source[sentence.review] if cut.digest == sentence.digest]:
        return f"sentence {sentence.digest} of {place} stands now in {elsewhere[0].unit.id}."
    if not unit:
        return f"there is no unit {sentence.unit} ({place})."
    return f"sentence {sentence.digest} of {place} is lost."
