"""Contents pages and front matter: what stands before the review begins."""

from __future__ import annotations

import re

from ingest.structure import prose
from ingest.structure.headings import is_known
from ingest.structure.items import Item, text_after

_TITLE = re.compile(r"(?:table of )?contents(?: page)?|index|list of contents|table of contents:?", re.IGNORECASE)
_ENTRY = re.compile(
    r"^(?=.*?[^\W\d_]).*?(?:[\s…·_|]|\.\.)\s{0,24}(?:page\s{0,24})?(?:\d{1,3}|[ivxl]{1,6})\s*$",
    re.IGNORECASE | re.DOTALL,
)
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|·{4,}|_{4,}")
_PAGE_ONLY = re.compile(r"(?:page|p\.?)?\s*(?:\d{1,3}|[ivxl]{1,6})", re.IGNORECASE)
_LONGEST = 40
_MOST = 400


def mark_contents(items: list[Item]) -> None:
    """Mark the items of contents pages."""
    for at, item in enumerate(items):
        if item.role in ("", "row") and _TITLE.fullmatch(item.text.strip(" :")) and not _reaches_prose(items, at):
            _mark_run(items, at)
    _mark_leaders(items)


def _reaches_prose(items: list[Item], at: int) -> bool:
    """What follows the title is no entry: an index of something else."""
    following = [item for item in items[at + 1 : at + 5] if item.role != "furniture"]
    return not any(_is_entry(item) or _PAGE_ONLY.fullmatch(item.text) or item.role == "toc" for item in following)


def _mark_run(items: list[Item], start: int) -> None:
    last = start
    for at in range(start + 1, min(len(items), start + _MOST)):
        item = items[at]
        if item.role in ("furniture", "toc"):
            continue
        if _is_entry(item) or _PAGE_ONLY.fullmatch(item.text):
            last = at
        elif prose.size(item.text) > _LONGEST or at - last > 3 or (at - last > 1 and prose.ends_sentence(item.text)):
            break
    for at in range(start, last + 1):
        if items[at].role != "furniture":
            items[at].role = "toc"


def _mark_leaders(items: list[Item]) -> None:
    """A run of lines with dot leaders is a contents page without a title."""
    run: list[Item] = []
    for item in [*items, None]:
        if item is not None and item.role in ("", "row", "toc") and _LEADERS.search(item.text) and _is_entry(item):
            run.append(item)
        elif item is None or item.role != "furniture":
            if len(run) >= 3:
                for entry in run:
                    entry.role = "toc"
            run = []


def _is_entry(item: Item) -> bool:
    if item.role not in ("", "row") or prose.size(item.text) > _LONGEST:
        return False
    text = item.text
    if not _ENTRY.match(text) or prose.is_date(text):
        return False
    return bool(_LEADERS.search(text)) or not re.search(r"\b(?:19|20)\d\d\s*$", text)


def mark_front(items: list[Item]) -> None:
    """Mark the title page: everything before the contents page, or before the first item that begins the review."""
    contents = next((at for at, item in enumerate(items) if item.role == "toc"), 0)
    if contents and not any(
        item.label or item.role in ("paragraph", "recommendation") or is_known(item) for item in items[:contents]
    ):
        for item in items[:contents]:
            item.role = "front" if item.role not in ("furniture", "footnote") else item.role
        return
    front: list[Item] = []
    for at, item in enumerate(items):
        if item.aside:
            continue
        if _begins(items, at):
            for before in front:
                before.role = "front"
            return
        front.append(item)


_IMPRINT = re.compile(
    r"©|\bcrown copyright\b|\bISBN\b|\bopen government licen[cs]e\b|\ball rights reserved\b", re.IGNORECASE
)
#: So many items an imprint has at most; type smaller than the body's, in its size.
_IMPRINT_ITEMS, _SMALLER = 30, 0.95


def mark_imprint(items: list[Item]) -> None:
    """Mark the publisher's lines at the end: in smaller type, or on a page of their own, up to a notice of rights."""
    tail: list[Item] = []
    for item in reversed(items):
        if item.aside:
            continue
        if not item.undecided_text or len(tail) == _IMPRINT_ITEMS:
            break
        tail.insert(0, item)
    last = next((at for at in reversed(range(len(tail))) if _IMPRINT.search(tail[at].text)), None)
    if last is None:
        return
    start = last
    while start and _in_imprint(tail[start - 1], tail[last]):
        start -= 1
    if start and tail[start].text[0].islower():
        return  # the sentence above goes on: that is no page of its own
    for item in tail[start:]:
        item.role = "front"


def _in_imprint(item: Item, notice: Item) -> bool:
    """Whether an item stands with a notice of rights: set in small type as it is, or on its page and no other text."""
    small = 0 < item.block.size < _SMALLER and 0 < notice.block.size < _SMALLER
    return small or (item.block.page is not None and item.block.page == notice.block.page)


def _begins(items: list[Item], at: int) -> bool:
    item = items[at]
    if item.role in ("toc", "paragraph", "recommendation", "row", "header", "list") or item.label:
        return True
    after = text_after(items, at)
    if item.role == "heading" and item.number is not None and after is not None and after.role == "heading":
        return _begins(items, items.index(after, at))  # "Part A" above "A1 Early years"
    if item.role == "heading":
        return after is not None and (
            after.role in ("paragraph", "list", "row", "header") or _is_prose(after) or _introduces(items, at + 1)
        )
    return _is_prose(item) or _introduces(items, at)


def _is_prose(item: Item) -> bool:
    return item.role in ("", "text") and prose.size(item.text) >= 15 and prose.ends_sentence(item.text)


def _introduces(items: list[Item], at: int) -> bool:
    """Text with a colon above a list."""
    after = items[at + 1] if at + 1 < len(items) else None
    return (
        items[at].role in ("", "text") and items[at].text.endswith(":") and after is not None and after.role == "list"
    )
