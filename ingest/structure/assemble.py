"""From decided items to drafts of units, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.model import Kind
from ingest.patterns import linear
from ingest.structure import footnotes, headings, prose, recommendations
from ingest.structure.drafts import Draft
from ingest.structure.items import Item
from ingest.structure.sections import Sections

_BULLET = "• "
#: A recommendation of so many words says what is to be done; one of fewer is only its title.
_STATED = 8
#: Where it stands in the report, behind a recommendation: "(13.9)".
_REFERENCE = linear(r"\s*\([^()]{1,40}\)$")
_LETTERED = ("roman", "letter", "enclosed")


class Assembly:
    """Takes items one by one; `drafts` holds the units found so far."""

    def __init__(self, items: list[Item], *, deck: bool) -> None:
        self.drafts: list[Draft] = []
        self._items = items
        self._sections = Sections(items)
        self._deck = deck
        self._open: Draft | None = None
        self._paragraph = -1  # the last paragraph under the present heading
        self._page: int | None = None
        self._named = any(item.role == "recommendation" and _is_named(item) for item in items)

    def run(self) -> list[Draft]:
        """All drafts."""
        for item in self._items:
            if item.role not in ("row", "header", "group", "repeat", "furniture", "footnote"):
                self._sections.end_table()
            if item.role not in ("heading", "furniture", "footnote"):
                self._sections.filled()
            self._take(item)
        return self.drafts

    def _take(self, item: Item) -> None:
        takers: dict[str, Callable[[Item], None]] = {
            "furniture": self._furniture, "repeat": self._furniture, "footnote": self._footnote, "toc": self._toc,
            "front": self._front, "heading": self._heading, "group": self._group, "header": self._header,
            "paragraph": self._numbered, "recommendation": self._recommendation, "row": self._row, "list": self._list,
        }  # fmt: skip
        takers.get(item.role, self._text)(item)

    def _begin(self, kind: Kind, item: Item, *, keep_open: bool = False, label: str = "") -> Draft:
        draft = Draft(kind, tuple(self._sections.path), label or item.label)
        self.drafts.append(draft)
        if not keep_open:
            self._open = draft
        for text, block in item.pieces or [(item.text, item.block)]:
            if text:
                draft.add(text, block)
            else:
                draft.blocks.append(block)
        if not draft.pieces:
            draft.pieces.append(item.text)
        return draft

    def _alone(self, kind: Kind, item: Item) -> Draft:
        """A unit that nothing is added to, and that does not end the open one."""
        return self._begin(kind, item, keep_open=True)

    def _furniture(self, item: Item) -> None:
        self._alone("boilerplate", item)

    def _footnote(self, item: Item) -> None:
        draft = self._alone("footnote", item)
        draft.marker = item.block.marker
        if draft.marker:
            draft.label = footnotes.printed(draft.marker)
            body = footnotes.without_marker(draft.pieces[0], draft.marker)
            draft.pieces[:1] = [f"{draft.label} {body}"]

    def _toc(self, item: Item) -> None:
        if self._open is not None and self._open.kind == "toc":
            self._open.add(item.text, item.block, line=True)
        else:
            self._begin("toc", item)

    def _front(self, item: Item) -> None:
        self._begin("front_matter", item)
        self._open = None

    def _heading(self, item: Item) -> None:
        item.text = item.text.replace("\n", " ")
        item.pieces = []
        path = self._sections
        above = tuple(path.path)
        path.push(item, item.text)
        draft = self._begin("heading", item)
        kept = len(path.path) - 1
        draft.section = above[:kept] if above[:kept] == tuple(path.path[:-1]) else tuple(path.path[:-1])
        self._open = None
        if not headings.is_caption(item.text):
            self._paragraph = -1

    def _group(self, item: Item) -> None:
        above = list(self._sections.path)
        self._sections.group(item.text)
        draft = self._begin("heading", item)
        draft.section = tuple(self._sections.path[:-1]) or tuple(above)
        self._open = None

    def _header(self, item: Item) -> None:
        self._begin("heading", item)
        self._open = None

    def _numbered(self, item: Item) -> None:
        path = self._sections.path
        if item.number and item.number.scheme == "whole" and path and recommendations.is_section(path[-1]):
            self._recommendation(item, "whole")
            return
        self._begin("paragraph", item).numbered = True
        self._paragraph = len(self.drafts) - 1

    def _recommendation(self, item: Item, scheme: str = "") -> None:
        parent = self._paragraph
        draft = self._begin("recommendation", item)
        draft.numbered, draft.scheme, draft.parent = True, scheme, parent
        if not draft.label and item.number and scheme:
            draft.label = item.number.printed

    def _row(self, item: Item) -> None:
        path = self._sections.path
        if self._named and re.fullmatch(r"[A-Z]{1,2}\d+", item.label):
            item.label = ""  # "R3" refers to Recommendation 3
        speaks = bool(item.label) and recommendations.table_speaks(item.columns, path)
        draft = self._begin("recommendation" if speaks else "table_row", item)
        draft.pieces = [item.text]
        draft.cells = item.cells
        draft.columns, draft.parent = item.columns, self._paragraph
        if speaks:
            draft.owner, draft.deadline = recommendations.of_columns(item.columns, item.cells)
        self._open = None

    def _list(self, item: Item) -> None:
        text = item.text
        if item.block.kind == "text" and not item.rest:
            self._text(item)  # "4." is the end of a sentence about Child 4
            return
        if item.block.level <= 1 and self._asked(item):
            assert item.number is not None
            self._recommendation(item, item.number.scheme)
            return
        if item.number is None or item.number.scheme not in ("roman", "letter", "enclosed", "whole"):
            bullet = item.block.kind == "list_item" and text[0] not in prose.TICKS
            text = _BULLET + text if bullet else text
        if self._deck:
            self._slide(item, text)
        elif self._open is not None and (self._open.numbered or self._open.kind == "list_item_group"):
            self._open.add(text, item.block, line=True)
            self._open.listed = True
        else:
            self._begin("list_item_group", item).pieces = [text]

    def _asked(self, item: Item) -> bool:
        """A lettered or numbered entry of a list of recommendations or actions."""
        opened = self._open
        scheme = opened.scheme if opened is not None and opened.kind == "recommendation" else ""
        introduction = opened.ending if opened is not None and opened.kind == "paragraph" else ""
        closed = opened is None or opened.kind in ("paragraph", "list_item_group")
        return (closed or bool(scheme)) and recommendations.begins_in_list(
            item, self._sections.path, introduction, scheme
        )

    def _text(self, item: Item) -> None:
        if self._deck:
            self._slide(item, item.text)
            return
        if item.number is not None and item.number.scheme in _LETTERED and self._asked(item):
            self._recommendation(item, item.number.scheme)  # typed as paragraphs of their own
            return
        draft = self._open
        if draft is not None and draft.kind == "recommendation" and _answers(draft, item):
            self._reply(item)
            return
        if draft is not None and (draft.numbered or draft.kind == "list_item_group") and self._belongs(draft, item):
            entry = draft.kind == "list_item_group" and item.text[0].isupper()
            draft.add(item.text, item.block, line=entry or bool(prose.field_name(item.text)))
            draft.fields = draft.fields or bool(prose.field_name(item.text))
        elif draft is not None and draft.kind == "paragraph" and not draft.numbered and self._goes_on(draft, item):
            draft.add(item.text, item.block)
        elif self._sections.path and headings.is_reference_list(self._sections.path[-1]):
            self._begin("list_item_group", item)
        elif _is_closing_date(item, self._items):
            self._front(item)
        else:
            self._begin("paragraph", item)
            self._paragraph = len(self.drafts) - 1

    def _reply(self, item: Item) -> None:
        """What is said below a recommendation and is no part of it; what follows goes on from there."""
        asked = len(self.drafts) - 1
        while self.drafts[asked] is not self._open:
            asked -= 1
        label = self.drafts[asked].label
        draft = self._begin("paragraph", item)
        draft.numbered, draft.parent = True, asked
        draft.section = (*draft.section, label) if label else draft.section

    def _belongs(self, draft: Draft, item: Item) -> bool:
        if _is_closing_date(item, self._items) or _out_of_box(draft, item):
            return False
        if draft.kind == "list_item_group":
            referring = bool(draft.section) and headings.is_reference_list(draft.section[-1])
            if draft.ending.rpartition("\n")[2][0] in prose.TICKS and not item.text[0].islower():
                return False  # an option has no stop
            return referring or prose.breaks_off(draft.ending, item.text)
        if prose.breaks_off(draft.ending, item.text):
            return True
        if draft.kind == "recommendation" and draft.fields and draft.listed:
            # After its response and list an action is complete; a sentence of its own closes the plan.
            return bool(prose.field_name(item.text)) or not (
                prose.size(item.text) >= 15 and prose.ends_sentence(item.text)
            )
        return True

    def _goes_on(self, draft: Draft, item: Item) -> bool:
        return item.text[0].islower() and prose.breaks_off(draft.ending, item.text)

    def _slide(self, item: Item, text: str) -> None:
        turned = item.block.page is not None and item.block.page != self._page
        self._page = item.block.page
        draft = self._open
        if draft is not None and self._same_slide(draft, item, turned):
            draft.add(text, item.block, line=item.role == "list" and item.block.kind == "list_item")
        else:
            self._begin("slide", item).pieces = [text]

    def _same_slide(self, draft: Draft, item: Item, turned: bool) -> bool:
        if draft.kind == "recommendation":
            return item.role == "list" and draft.ending.endswith(":")
        return draft.kind == "slide" and (
            not turned or (item.text[0].islower() and prose.breaks_off(draft.ending, item.text))
        )


def _is_named(item: Item) -> bool:
    return item.number is not None and item.number.scheme == "named"


def _out_of_box(draft: Draft, item: Item) -> bool:
    """The box around all of a unit ends above the item."""
    return not item.block.box and all(block.box for block in draft.blocks)


def _answers(draft: Draft, item: Item) -> bool:
    """The text below a whole recommendation is another voice: it says so, or it is set otherwise."""
    if prose.field_name(item.text) or item.text[0].islower():
        return False
    if recommendations.is_reply(item.text):
        return True
    if prose.breaks_off(_REFERENCE.sub("", draft.ending), item.text):
        return False
    words = prose.size(draft.text.removeprefix(draft.label))
    bold = all(block.bold for block in draft.blocks) and not item.block.bold
    return words >= _STATED and (bold or _out_of_box(draft, item))


def _is_closing_date(item: Item, items: list[Item]) -> bool:
    """A date or a signature at the end of the report."""
    lines = item.text.split("\n")
    if not prose.is_date(lines[-1]) or any(prose.size(line) > 8 for line in lines):
        return False
    return len(lines) >= 2 or item is items[-1]
