"""From blocks to citable units: labels, sections, continuations, lists, tables, recommendations, slides, notes.

`parse` reads from top to bottom as what it does; each step is a module.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate

from ingest import ids
from ingest.model import Unit
from ingest.source import REDACTED, REDACTION_MARK, Page, Source
from ingest.structure import contents, footnotes, headings, labels, recommendations, slides, tables
from ingest.structure.assemble import Assembly
from ingest.structure.drafts import Draft
from ingest.structure.items import Item, prepare
from ingest.structure.parts import parts_of

__all__ = ["parse"]


def parse(source: Source, *, review_id: str) -> tuple[str, tuple[Unit, ...]]:
    """Recover the units of a review.

    Args:
        source: what a reader made of the file.
        review_id: becomes part of the units' ids.

    Returns:
        The canonical text, and the units in reading order, each a contiguous span of it. Every word of the
        blocks stands in exactly one unit. `role` and `voice` are left "none".
    """
    items, deck = decide(source)
    drafts = Assembly(items, deck=deck).run()
    _complete(drafts)
    return _units(drafts, source.pages, review_id)


def decide(source: Source) -> tuple[list[Item], bool]:
    """The items of a source, each with its part in the structure, and whether they are slides."""
    items = tables.arrange(prepare(source))
    contents.mark_contents(items)
    labels.mark_coded(items)
    recommendations.mark_named(items)
    labels.mark_decimals(items)
    labels.mark_brackets(items)
    headings.mark_numbered(items)
    labels.mark_chapters(items)
    labels.mark_wholes(items)
    labels.mark_enclosed(items)
    labels.mark_named(items)
    contents.mark_imprint(items)
    deck = slides.is_deck(items)
    headings.mark_plain(items, deck=deck)
    for item in items:
        if not item.role and item.block.kind == "list_item":
            item.role = "list"
    contents.mark_front(items)
    return items, deck


def _complete(drafts: list[Draft]) -> None:
    """Tie footnotes to their markers, actions to the paragraphs that they name; read owners and deadlines."""
    texts = ["" if draft.kind in ("footnote", "toc", "boilerplate") else draft.text for draft in drafts]
    notes = [(at, draft.marker) for at, draft in enumerate(drafts) if draft.kind == "footnote"]
    for at, carrier in footnotes.carriers(texts, notes).items():
        drafts[at].parent = carrier
    paragraphs = {
        draft.label.rstrip("."): at for at, draft in enumerate(drafts) if draft.kind == "paragraph" and draft.label
    }
    for draft in drafts:
        if draft.kind == "recommendation" and not draft.cells:
            draft.owner, draft.deadline = recommendations.of_text(draft.text)
            draft.parent = paragraphs.get(recommendations.referred(draft.text), draft.parent)


def _units(drafts: list[Draft], pages: tuple[Page, ...], review_id: str) -> tuple[str, tuple[Unit, ...]]:
    places = [_shown(draft) for draft in drafts]
    texts = [draft.text for draft in drafts]
    unit_ids = ids.unit_ids(review_id, [(draft.label, text) for draft, text in zip(drafts, texts, strict=True)])
    seen: Counter[tuple[str, str]] = Counter()
    units: list[Unit] = []
    start = 0
    for draft, text, unit_id, redactions in zip(drafts, texts, unit_ids, places, strict=True):
        key = (_group(draft), draft.label.casefold())
        seen[key] += 1
        units.append(
            Unit(
                id=unit_id, review=review_id, label=draft.label, occurrence=seen[key] if draft.label else 1,
                kind=draft.kind, section=draft.section, pages=draft.pages(pages), start=start, end=start + len(text),
                text=text, marker=draft.marker, parent=unit_ids[draft.parent] if draft.parent >= 0 else "",
                columns=draft.columns, cells=draft.cells, owner=draft.owner, deadline=draft.deadline, ocr=draft.ocr(),
                parts=parts_of(text),
                redactions=redactions,
            )
        )  # fmt: skip
        start += len(text) + 2
    return "\n\n".join(texts), tuple(units)


def _shown(draft: Draft) -> tuple[int, ...]:
    """Where the text of a draft has a sign of ours for what is blacked out; what marked it as ours is taken away."""
    pieces = "".join(draft.pieces).split(REDACTION_MARK)
    if len(pieces) == 1 and not any(REDACTION_MARK in heading for heading in draft.section):
        return ()
    draft.pieces = ["".join(pieces)]
    draft.section, draft.cells, draft.columns = (
        tuple(text.replace(REDACTION_MARK, "") for text in texts)
        for texts in (draft.section, draft.cells, draft.columns)
    )
    draft.owner, draft.deadline = (text.replace(REDACTION_MARK, "") for text in (draft.owner, draft.deadline))
    ends = list(accumulate(map(len, pieces)))[:-1]
    sign = REDACTED.removeprefix(REDACTION_MARK)
    return tuple(at for at in ends if draft.pieces[0].startswith(sign, at))


def _group(draft: Draft) -> str:
    """Headings and paragraphs are numbered together, chapters, recommendations, rows and notes each for themselves."""
    return "paragraph" if draft.kind == "heading" and not draft.label.isdigit() else draft.kind
