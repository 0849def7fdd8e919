"""The working record of the parser: one block, and what has been found out about it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal

from ingest import numbering
from ingest.numbering import Number, Value
from ingest.source import Block, Source
from ingest.structure import prose

Role = Literal[
    "",  # not decided
    "furniture",
    "toc",
    "front",
    "heading",
    "paragraph",  # begins a numbered paragraph
    "recommendation",  # begins a recommendation or action
    "text",
    "list",
    "row",
    "header",  # a row of column headings
    "group",  # a row that titles the rows below it
    "repeat",  # column headings printed again
    "footnote",
]


@dataclass(slots=True)
class Item:
    """A block under work.

    Args:
        text: clean text, a computed label included.
        number: what stands at its head and could be its label. label: what was decided to be.
        pieces: what was joined to it (text and block), in order.
        depth: of a heading: 1 for a chapter, 0 where only its style ranks it.
    """

    block: Block
    text: str
    number: Number | None = None
    role: Role = ""
    label: str = ""
    depth: int = 0
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    pieces: list[tuple[str, Block]] = field(default_factory=list)

    @property
    def undecided_text(self) -> bool:
        """A paragraph, list item or heading of the source whose part is still open."""
        return not self.role and self.block.kind in ("text", "heading", "list_item")

    @property
    def aside(self) -> bool:
        """Page furniture or a footnote: it interrupts the text and is no part of it."""
        return self.role in ("furniture", "footnote")

    @property
    def rest(self) -> str:
        """The text after its number."""
        return self.number.rest if self.number else self.text


#: The scheme of a number that the format computes and no scheme reads.
COMPUTED = "computed"
_DATE_HEAD = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{'|'.join(prose.MONTHS)})\b", re.IGNORECASE)
_REFERENCE_HEAD = re.compile(
    r"(?:recommendation|finding|section|paragraph|appendix|table|part)s?\s+[\dA-Z.]+(?:,|\s+[a-z])"
)
_DANGLING = re.compile(
    r"\b(?:a|an|the|of|in|to|for|with|from|by|at|on|and|or|but|that|which|as|is|are|was|were)$", re.IGNORECASE
)
#: What a committee prints above the words of a paragraph.
_PART = re.compile(r"conclusions?|recommendations?|conclusions? and recommendations?|findings?", re.IGNORECASE)
#: So many words are prose; fewer are no text of their own.
_PROSE, _SHORT = 12, 4
#: Characters of a paragraph that no further line is joined to: joining each anew must stay cheap.
_LONGEST = 20_000
#: So many sentences in one heading style, if they are most of what is set in it, show that it is no style of headings.
_FEWEST_MISUSED = 3
#: Words of the longest sentence that may head the text below it.
_LONGEST_STATEMENT = 45
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u3000]+")


def prepare(source: Source) -> list[Item]:
    """Items of all blocks that have words, numbers that hang on a line of their own joined to their text."""
    items = [item for item in map(_item, source.blocks) if item.text]
    return _unstyled_sentences(_join_broken(_join_titled(_join_hanging(items))))


def _unstyled_sentences(items: list[Item]) -> list[Item]:
    """Sentences in a heading style that head nothing are text: a template gives its numbered paragraphs that style."""
    styled = [item for item in items if item.block.kind == "heading" and not item.role]
    sentences = Counter(item.block.level for item in styled if prose.is_sentence(item.rest))
    levels = Counter(item.block.level for item in styled)
    misused = {level for level, count in sentences.items() if count >= _FEWEST_MISUSED and 2 * count > levels[level]}
    for at in range(len(items) - 1, -1, -1):
        item = items[at]
        sentence = item.block.kind == "heading" and not item.role and prose.is_sentence(item.rest)
        if sentence and not _heads(item, text_after(items, at), misused):
            item.block = replace(item.block, kind="text", level=0, bold=False, size=min(item.block.size, 1.0))
    return items


def _heads(item: Item, after: Item | None, misused: set[int]) -> bool:
    """A statement that heads what stands below, as a finding told in a sentence does; several head nothing."""
    if after is None or prose.sentences_inside(item.rest) or prose.size(item.rest) > _LONGEST_STATEMENT:
        return False
    one, two = item.number, after.number
    if one is not None and two is not None and one.scheme == two.scheme:
        if len(two.value) > len(one.value):
            return two.value[: len(one.value)] == one.value
        if one.value[:-1] == two.value[:-1]:
            return False  # 1.1 and 1.2: of one series
    named = one is not None and one.scheme == "named"
    return after.block.kind != "heading" and (named or item.block.level not in misused)


def text_after(items: list[Item], at: int) -> Item | None:
    """The next item of the text itself: page furniture and footnotes stand in between."""
    return next((items[place] for place in range(at + 1, len(items)) if not items[place].aside), None)


def text_before(items: list[Item], at: int) -> Item | None:
    """The last item of the text itself before the given place."""
    return next((items[place] for place in range(at - 1, -1, -1) if not items[place].aside), None)


def _item(block: Block) -> Item:
    text = tidy(block.text)
    if block.label and not text.startswith(block.label):
        text = f"{tidy(block.label)} {text}"
    item = Item(block, text, cells=tuple(tidy(cell).replace("\n", " ") for cell in block.cells))
    if block.kind == "furniture":
        item.role = "furniture"
    elif block.kind == "toc":
        item.role = "toc"
    elif block.kind == "footnote":
        item.role = "footnote"
    elif block.kind == "table_row":
        item.role = "row"
        item.text = " | ".join(cell for cell in item.cells if cell) if item.cells else text
    else:
        item.number = numbering.read(text) or _computed(block, text)
        item.text = _part(item)
    return item


def _computed(block: Block, text: str) -> Number | None:
    """A number that the format prints in a way of its own ("First finding:", "Q3"): as good as any other."""
    label = tidy(block.label)
    if not re.search(r"\w", label) or not text.startswith(label):
        return None
    return Number(label.rstrip(" .:"), (0,), COMPUTED, text[len(label) :].strip())


def _part(item: Item) -> str:
    """The text with a space after its number, where extraction lost it ("4.12The")."""
    number = item.number
    if number is None or number.scheme != "decimal" or not number.rest:
        return item.text
    head = item.text[: len(item.text) - len(number.rest)]
    return f"{head} {number.rest}" if head and not head[-1].isspace() else item.text


def tidy(text: str) -> str:
    """Without invisible marks, runs of spaces as one, lines kept; an accent is one with its letter."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", numbering.clean(text)))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _join_hanging(items: list[Item]) -> list[Item]:
    joined: list[Item] = []
    skip = False
    for item, after in zip_longest(items, items[1:]):
        if skip:
            skip = False
            continue
        if after is not None and _hangs(item, after):
            text = f"{item.text} {after.text}"
            block = after.block
            merged = Item(block, text, numbering.read(text), pieces=[(text, block)])
            joined.append(merged)
            skip = True
        else:
            joined.append(item)
    return joined


def _join_titled(items: list[Item]) -> list[Item]:
    """What a numbered or boxed text is ("6. CONCLUSION"), on a line of its own above it, joined to it."""
    prosaic = {item.number.value for item in items if item.number and prose.size(item.rest) >= _PROSE}
    joined: list[Item] = []
    skip = False
    for item, after in zip_longest(items, items[1:]):
        if skip:
            skip = False
            continue
        if after is not None and _titles(item, after, prosaic):
            text = f"{item.text}\n{after.text}"
            block = replace(after.block, kind="text", level=0)
            joined.append(Item(block, text, numbering.read(text), pieces=[(text, item.block), ("", block)]))
            skip = True
        else:
            joined.append(item)
    return joined


def _titles(item: Item, after: Item, prosaic: set[Value]) -> bool:
    """The item says what the next one is. A chapter may be named so too: its number is not one of paragraphs."""
    words = item.rest if item.number else item.text
    if item.role or after.role or after.number or not _PART.fullmatch(words.strip(" .:")):
        return False
    if after.block.kind not in ("text", "list_item") or prose.size(after.text) < _SHORT:
        return False
    boxed = item.block.box != 0 and item.block.box == after.block.box
    if item.number is None:
        return boxed
    last = item.number.value[-1]
    beside = {(*item.number.value[:-1], last - 1), (*item.number.value[:-1], last + 1)}
    return item.number.scheme in ("whole", "decimal") and (boxed or bool(beside & prosaic))


def _join_broken(items: list[Item]) -> list[Item]:
    """Lines that a reader took for the head of a block, though the sentence above runs into them, joined to it."""
    joined: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if before is not None and _runs_into(before, item):
            text = f"{before.text} {item.text}"
            block = replace(before.block, kind="text", level=0)
            pieces = before.pieces or [(before.text, before.block)]
            joined[-1] = Item(
                block, text, before.number and numbering.read(text), pieces=[*pieces, (item.text, item.block)]
            )
        else:
            joined.append(item)
    return joined


def _runs_into(before: Item, item: Item) -> bool:
    """ "...entertained after midnight" / "27 November 2025."; "...in response to" / "Recommendation 10, shall..." """
    kinds = ("text", "heading")
    if before.role or item.role or before.block.kind not in kinds or item.block.kind not in kinds:
        return False
    if before.block.bold != item.block.bold or item.block.page != before.block.page:
        return False
    if prose.size(before.text[:200]) < 8 or len(before.text) > _LONGEST:
        return False
    if prose.ends_sentence(before.text) or item.number is not None:
        return False
    return bool(_DATE_HEAD.match(item.text) or _REFERENCE_HEAD.match(item.text) or _DANGLING.search(before.text[-20:]))


def _hangs(item: Item, after: Item) -> bool:
    """The item is a number and nothing else, and the next one is text without a number."""
    number = item.number
    if number is None or number.rest or item.role or after.role:
        return False
    if after.number and (number.scheme == "whole" or after.number.scheme in ("decimal", "bracket")):
        return False
    if after.block.kind not in ("text", "heading", "list_item"):
        return False
    if number.scheme in ("decimal", "bracket"):
        return True
    return number.scheme == "whole" and (after.block.kind == "heading" or (after.block.bold and item.block.bold))
