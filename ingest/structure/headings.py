"""Headings: numbered ones among the numbered paragraphs, and titles without a number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import islice, zip_longest

from ingest.numbering import Value
from ingest.patterns import linear
from ingest.source import REDACTED
from ingest.structure import prose, recommendations
from ingest.structure.items import COMPUTED, Item, text_after

_KNOWN = re.compile(
    r"(?:acknowledge?ments?|acronyms?(?: used)?|abbreviations?(?: used)?|glossary(?: of terms)?|references?|"
    r"bibliography|foreword|preface|introduction|background|methodology|conclusions?|"
    r"recommendations?(?: \([^()]{2,80}\))?|summary|executive summary|"
    r"terms of reference|findings?|analysis|chronology|timeline|family composition|genogram|key learning|learning|"
    r"lessons learned|action plan|response|next steps|scope|context|contents|end ?notes?|footnotes?|further reading|"
    r"glossary and abbreviations|(?:appendix|annex|appendices)(?: [a-z0-9]{1,3})?(?:\s?[:–-].{0,80})?)\s*:?",
    re.IGNORECASE,
)
_TOP = linear(
    r"(?:\d+\s*\.?\s*)?(?:references?|bibliography|glossary|acronyms|abbreviations|appendix|annex|acknowledg|foreword|"
    r"executive summary|preface)",
    re.IGNORECASE,
)
_NAMED_HEADS = re.compile(
    r"finding|theme|learning|lesson|question|enquiry|episode|issue|part|section|chapter|stage|phase|appendix|annex|"
    r"case study|priority|objective|step|practice point"
)
_REFERENCES = re.compile(r"(?:[\divxl.]+\s*)?(?:references?|bibliography|further reading|sources)\b", re.IGNORECASE)
_CAPTION = re.compile(r"(?:table|figure|fig\.?|chart|diagram|box)\s+\d{1,3}[a-z]?\b.{0,120}", re.IGNORECASE)
_CAPTIONED = 3
#: A bold line with a stop that has more words, most of them small, is a sentence.
_STOPPED = 3
#: So many titles set as such show how the source sets them.
_STYLED = 5


def is_top(text: str) -> bool:
    """A heading that stands beside the chapters: references, glossary, appendix."""
    return bool(_TOP.match(text))


def is_known(item: Item) -> bool:
    """A heading that reviews have ("Introduction", "Glossary")."""
    return item.role == "heading" and bool(_KNOWN.fullmatch(item.rest.replace("\n", " ")))


def is_reference_list(text: str) -> bool:
    """A heading of a list of references."""
    return bool(_REFERENCES.match(text))


def is_caption(text: str) -> bool:
    """ "Table 3: What the services knew"."""
    return bool(_CAPTION.fullmatch(text))


def mark_numbered(items: list[Item]) -> None:
    """Among the numbered paragraphs, mark those that are headings ("4.1 Why this case was chosen")."""
    numbered = [
        at
        for at, item in enumerate(items)
        if item.role == "paragraph" and item.number and item.number.scheme == "decimal"
    ]
    style = _style(items, numbered)
    for place, at in enumerate(numbered):
        item = items[at]
        following = items[numbered[place + 1]] if place + 1 < len(numbered) else None
        if _titled(item, style) and _governs(items, at, following, style):
            item.role = "heading"
            item.depth = len(trimmed(item.number.value)) if item.number else 0


class _Style:
    """How this document sets its numbered titles."""

    def __init__(self, prose_share: dict[int, float], styled: bool, recurring: set[str]) -> None:
        self.prose_share = prose_share  # of the numbers of each depth, those that open prose
        self.styled = styled  # titles are set in bold or larger type
        self.recurring = recurring  # questions that several parts ask


def _style(items: list[Item], numbered: list[int]) -> _Style:
    counts: dict[int, list[bool]] = defaultdict(list)
    for at, after in zip_longest(numbered, numbered[1:]):
        item = items[at]
        value = item.number.value if item.number else ()
        following = items[after].number if after is not None else None
        if value != trimmed(value) or (following and following.value[:-1][: len(value)] == value):
            continue  # it has children: a heading in any case
        counts[len(value)].append(not prose.is_title(item.rest) and not _is_styled(item))
    styled = sum(_is_styled(item) for item in items) >= _STYLED
    questions = Counter(items[at].rest.casefold() for at in numbered if items[at].rest.endswith("?"))
    shares = {depth: sum(flags) / len(flags) for depth, flags in counts.items()}
    return _Style(shares, styled, {text for text, count in questions.items() if count > 1})


def trimmed(value: Value) -> Value:
    """(2, 0) heads what (2,) would: "2.0 Methodology"."""
    return trimmed(value[:-1]) if len(value) > 1 and value[-1] == 0 else value


def _is_styled(item: Item) -> bool:
    block = item.block
    if block.kind == "heading":
        return True
    return (block.bold or block.size >= 1.15) and not (prose.size(item.text) > 14 and item.text.endswith((".", ":")))


def _titled(item: Item, style: _Style) -> bool:
    rest = item.rest
    if not rest or "\n" in rest:
        return False
    if item.block.kind == "heading":
        return prose.size(rest) <= 60
    if _is_styled(item):
        return prose.size(rest) <= 40
    if rest.endswith("?") and rest.casefold() not in style.recurring and (style.styled or prose.size(rest) > 8):
        return False  # a question that no other part asks, set as prose
    return prose.is_title(rest, 12 if style.styled else 25) and not rest.endswith(":")


def _governs(items: list[Item], at: int, following: Item | None, style: _Style) -> bool:
    """Something stands under it: children, paragraphs, a table; unnumbered prose makes it a paragraph's title."""
    item = items[at]
    value = trimmed(item.number.value) if item.number else ()
    after = text_after(items, at)
    if after is None or (after.undecided_text and after.text[0].islower() and after.block.kind == "text"):
        return False  # nothing below, or its own sentence after a page break
    if following is not None and following.number and following.number.value[: len(value)] == value:
        return len(following.number.value) > len(value)
    if after.role in ("row", "header", "group"):
        return True
    if after.role == "paragraph":
        sibling = after.number is not None and len(after.number.value) == len(value)
        return _is_styled(item) or not (sibling and prose.is_title(after.rest, 12) and not after.rest.endswith("?"))
    if after.role == "heading":
        return _is_styled(item)
    if after.block.kind == "heading" or (after.block.bold and prose.is_title(after.text)):
        return _is_styled(item)
    return style.prose_share.get(len(value), 0.0) < 0.5


def mark_plain(items: list[Item], *, deck: bool = False) -> None:
    """Mark titles that carry no number, or a named one ("Finding Two"); on slides only those set as titles."""
    plain_texts = Counter(item.text.casefold() for item in items if item.block.kind == "text")
    before: Item | None = None
    opened = False  # a numbered paragraph is open
    referring = False  # below the heading of a list of references
    for at, item in enumerate(items):
        if item.aside:
            continue
        if item.role == "toc":
            before = None
            continue
        if deck and not is_set_as_title(item):
            before = item
            continue
        if item.undecided_text and _is_plain_heading(items, at, before, opened, plain_texts):
            if referring and not (item.block.kind == "heading" or item.block.bold or _KNOWN.fullmatch(item.text)):
                continue  # an entry of the list of references
            item.role = "heading"
            if item.number and item.number.scheme in ("named", "letter", "roman", COMPUTED) and not item.label:
                item.label = item.number.printed
        if item.role == "heading":
            referring = is_reference_list(item.text)
        opened = item.role == "paragraph" or (opened and item.role in ("", "text", "list"))
        before = item


def is_set_as_title(item: Item) -> bool:
    """The source sets it as a title."""
    return item.block.kind == "heading" or (item.block.size >= 1.15 and item.block.kind == "text")


def _is_plain_heading(items: list[Item], at: int, before: Item | None, opened: bool, plain: Counter[str]) -> bool:
    item = items[at]
    text, block = item.text.replace("\n", " "), item.block
    after = text_after(items, at)
    worded = re.search(r"[^\W\d_]|\d{4}", text.replace(REDACTED, ""))
    if block.kind == "list_item" or prose.field_name(text) or not worded:
        return False
    if block.kind != "heading" and re.match(r"[“\"]", text) and not re.search(r"[”\"]", text[1:]):
        return False  # a quotation begins
    if _KNOWN.fullmatch(text) and (block.bold or before is None or _closed(before) or _stands_alone(text, before)):
        return after is not None or any(other.role == "footnote" for other in items[at + 1 :])
    if text.endswith(":") and (block.kind != "heading" or plain[text.casefold()]) and not prose.all_capitals(text):
        return False
    if block.kind == "heading":
        return prose.size(text) <= 60
    if after is not None and after.block.kind == "text" and after.undecided_text and after.text[0].islower():
        return False
    named = (
        item.number is not None and item.number.scheme == "named" and prose.is_title(before.text if before else "", 14)
    )
    if _is_sign_off(item) or (before is not None and not _closed(before) and not named):
        return False
    if _CAPTION.fullmatch(text):
        return after is not None and any(it.role in ("row", "header") for it in items[at + 1 : at + _CAPTIONED])
    if item.number and item.number.scheme == "named":
        return _is_named_heading(item, after)
    if block.bold or (block.size >= 1.15 and prose.is_title(text)):
        return after is not None and prose.size(text) <= 40 and not _is_stated(item)
    return after is not None and _is_unstyled(item, after, before, opened, _beyond(items, at))


def _is_stated(item: Item) -> bool:
    """A sentence, or an entry of a list, that is set in bold: it says something and titles nothing."""
    text = item.text.replace("\n", " ")
    listed = item.number is not None and item.number.scheme in ("letter", "roman", "enclosed", "whole")
    if listed and (item.rest[:1].islower() or text.endswith((";", ",", "; and", "; or"))):
        return True
    if recommendations.is_reply(text):
        return True
    return text.endswith(".") and prose.size(text) > _STOPPED and prose.capitals(text) < 0.6


def _beyond(items: list[Item], at: int) -> Item | None:
    """The second item of the text itself behind a place."""
    behind = (items[place] for place in range(at + 1, len(items)) if not items[place].aside)
    return next(islice(behind, 1, None), None)


def _is_unstyled(item: Item, after: Item, before: Item | None, opened: bool, beyond: Item | None) -> bool:
    """Nothing but its words and its place make it a title; `beyond` stands below what stands below."""
    text = item.text.replace("\n", " ")
    if prose.all_capitals(item.text.split("\n")[0]) and prose.size(text) <= 20 and not prose.ends_sentence(text):
        return True
    if prose.is_date(text):
        # a chronology by months
        return after.role == "paragraph" or (before is not None and _is_body(before) and _is_body(after))
    if text.endswith("?") and before is not None and before.role in ("", "list") and before.text.endswith("?"):
        return False  # the last of a list of questions
    if not prose.is_title(text, 14) or text.endswith(":"):
        return False
    if item.number is not None and item.number.scheme in ("letter", "roman"):
        return prose.is_title(item.number.rest, 10) and (
            after.role in ("paragraph", "heading") or (prose.size(after.text) >= 12 and not after.number)
        )
    if item.number is not None and item.number.scheme in ("enclosed", "whole"):
        return False
    if after.role in ("paragraph", "heading", "header") or after.block.kind == "heading":
        return prose.size(text) <= 12
    if opened and before is not None and before.text.endswith(("”", '"', "’", "'", ")")):
        return False  # the source of a quotation
    if opened:
        return False
    below = prose.size(after.text) >= 8 or after.block.kind == "list_item" or after.role == "row"
    return prose.size(text) <= 10 and (below or (_is_bare_title(after) and _is_body(beyond)))


def _is_body(item: Item | None) -> bool:
    """A paragraph of prose without a number."""
    return (
        item is not None
        and item.role in ("", "text")
        and prose.size(item.text) >= 12
        and prose.ends_sentence(item.text)
    )


def _is_bare_title(item: Item) -> bool:
    """A line that may be a title below a title, by its words alone."""
    text = item.text
    short = item.undecided_text and item.number is None and prose.size(text) <= 10
    return short and prose.is_title(text, 10) and not text.endswith(":") and not prose.is_date(text)


def _is_named_heading(item: Item, after: Item | None) -> bool:
    """ "Finding Two" or "Finding Two: The statement of it" above what it governs; a mere list of them is none."""
    number = item.number
    assert number is not None
    if not _NAMED_HEADS.search(number.keyword) or after is None:
        return False
    if not number.rest:
        return True
    if after.number and after.number.keyword == number.keyword and not item.block.bold:
        return False
    return (
        bool(number.tail or item.block.bold)
        and not prose.sentences_inside(number.rest)
        and prose.size(number.rest) <= 40
    )


def _closed(before: Item) -> bool:
    return (
        before.role not in ("", "text", "paragraph", "list")
        or before.block.kind == "heading"
        or _is_sign_off(before)
        or prose.ends_sentence(before.text)
        or (before.block.kind == "list_item" and not before.text.endswith((",", ";", " and", " or")))
    )


def _stands_alone(text: str, before: Item) -> bool:
    """ "Appendix 1" after an entry that ends without a stop, not "set out in / Appendix 1"; any after a short line."""
    if not before.role and prose.size(before.text) <= 10 and text[0].isupper():
        return True
    return text.lower().startswith(("appendix", "annex")) and not re.search(
        r"\b(?:see|in|to|at|the|of|and|or|with|from|by|as)$|,$", before.text
    )


def _is_sign_off(item: Item) -> bool:
    """A name, an office and a date, on lines of their own."""
    lines = item.text.split("\n")
    return len(lines) >= 2 and prose.is_date(lines[-1]) and all(prose.size(line) <= 8 for line in lines)
