"""Tables row by row: column headings, headings printed again, rows continued on the next page, row numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, zip_longest
from statistics import median

from ingest import numbering
from ingest.source import Block, BlockKind
from ingest.structure import prose
from ingest.structure.items import Item, text_before
from ingest.structure.series import step

_HEADS = re.compile(
    r"\b(?:no|number|ref|reference|date|dates|time|event|events|name|role|relationship|organisation|organization|position|"
    r"agency|agencies|designation|description|job title|title|recommendation|recommendations|action|actions|lead|leads|"
    r"leadership|owner|responsible|responsibility|timescale|timescales|deadline|outcome|outcomes|progress|status|rag|"
    r"evidence|learning|theme|finding|findings|age|ages|category|type|source|detail|details|comment|comments|significance|"
    r"analysis|what|how|why|who|when|where|key|member|service|services|response|term|meaning|definition|abbreviation|"
    r"acronym|period|year|month|measure|issue|priority|practice|family|involvement|arrangement|target|completion)\b",
    re.IGNORECASE,
)
_ROW_NUMBER = re.compile(
    r"\(?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}|[ivxl]{1,7}|[a-z]|[A-Z]{1,2}\d{1,3}|"
    r"(?:recommendation|action|finding|learning point|rec\.?)\s+(?:\d{1,2}(?:\.\d)?|[a-z]+))[.,):]?"
    r"(?:\s+(?:page|p\.)\s*\d+)?",
    re.IGNORECASE,
)
#: So many rows that begin with paragraph numbers in order are paragraphs.
_SERIES = 5
#: So many rows of one number and one paragraph each are no table.
_FEWEST_WHOLE = 3
_PROSAIC = 0.8
#: Schemes whose numbers may head the text of a row's first cell.
_LED = ("whole", "decimal", "named")
_LED_WORDS = 4  # "1 (birthdays)" refers to a recommendation
_NUMBER_HEAD = re.compile(
    r"(?:no\.?|number|ref\.?|reference|#|rec(?:ommendation)?\.?(?: no\.?)?|item|nr)", re.IGNORECASE
)


def arrange(items: list[Item]) -> list[Item]:
    """The items with each table put in order: rows, headings, continuations; a table of numbered paragraphs as text."""
    _free_numbered_rows(items)
    arranged: list[Item] = []
    at = 0
    while at < len(items):
        if items[at].role != "row":
            arranged.append(items[at])
            at += 1
            continue
        end = _end(items, at)
        before = text_before(arranged, len(arranged))
        arranged.extend(_table(items[at:end], before))
        at = end
    return arranged


def _free_numbered_rows(items: list[Item]) -> None:
    """Where paragraphs are set as number, tab, text throughout, those rows are no tables, next to which table ever."""
    rows = [item for item in items if item.role == "row"]
    found = [(row, number) for row, number in zip(rows, _row_numbers(rows), strict=True) if number is not None]
    found = [(row, number) for row, number in found if number.scheme == "decimal" and not _is_date_like(number.printed)]
    natural = sum(step(one.value, two.value) < 0.3 for (_, one), (_, two) in pairwise(found))
    if len(found) < _SERIES or natural < 0.6 * (len(found) - 1):
        return
    freed = {id(row) for row, _ in found}
    # In a table of such rows a row of one cell is a title or a paragraph without a number.
    of_text = {row.block.table for row, _ in found}
    freed |= {id(row) for row in rows if row.block.table in of_text and row.cells and not any(row.cells[1:])}
    opened = False  # the row above was freed: without a number of its own a row goes on from it overleaf
    for at, item in enumerate(items):
        if item.role == "row" and (id(item) in freed or (opened and _is_rest(item))):
            items[at], opened = _as_text(item), True
        elif not item.aside:
            opened = False


def _is_rest(row: Item) -> bool:
    return len(row.cells) == 2 and not row.cells[0] and row.block.break_before


def _end(items: list[Item], start: int) -> int:
    """Behind the last row of the table that starts here; text between two of its parts belongs to it."""
    table = items[start].block.table
    end = at = start + 1
    while at < len(items) and at - end <= 12:
        item = items[at]
        if item.role == "row" and item.block.table == table:
            end = at + 1
        elif item.role == "row" or _parts_tables(item):
            break
        at += 1
    return end


def _parts_tables(item: Item) -> bool:
    """A heading or a numbered paragraph: what stands behind it is another table, whatever the reader made of it."""
    if item.role:
        return False
    return item.block.kind == "heading" or (
        item.number is not None and item.number.scheme in ("decimal", "bracket", "named")
    )


def _table(items: list[Item], before: Item | None) -> list[Item]:
    rows = [item for item in items if item.role == "row"]
    listed = _lettered_list(rows, before)
    if listed or _numbered_text(rows):
        return [_as_text(item, listed=listed) if item.role == "row" else item for item in items]
    led = _led(rows)
    out: list[Item] = []
    columns: tuple[str, ...] = ()
    last: Item | None = None
    for at, item in enumerate(items):
        if item.role != "row":
            last = _between(item, last, out)
            continue
        following = next((items[place] for place in range(at + 1, len(items)) if items[place].role == "row"), None)
        if columns and _same(item.cells, columns):
            item.role = "repeat"
        elif _is_header(item, rows, first=last is None and not columns):
            item.role, columns = "header", item.cells
        elif last is not None and _continues(item, last):
            _merge(last, item)
            continue
        elif _is_titled_recommendation(item):
            out.append(_as_text(item))
            continue
        elif _is_group(item, following):
            item.role = "group"
        else:
            item.columns = columns if len(columns) == len(item.cells) else ()
            item.label = "" if item.label else row_label(item.cells, columns) or led.get(id(item), "")
            last = item
        out.append(item)
    return out


def _between(item: Item, last: Item | None, out: list[Item]) -> Item | None:
    """Text between two parts of a table goes on in the last row's last cell; notes and furniture stand apart."""
    if last is None or item.role or item.block.kind in ("heading", "footnote"):
        out.append(item)
        return last
    cells = list(last.cells)
    at = max((place for place, cell in enumerate(cells) if cell), default=0)
    cells[at] = f"{cells[at]} {item.text}".replace("\n", " ")
    _set_cells(last, tuple(cells), item.block)
    return last


def _continues(item: Item, last: Item) -> bool:
    """The row goes on from the page before: nothing in its first cell, and a page break above it."""
    block = item.block
    turned = block.break_before or (block.page is not None and block.page != last.block.page)
    first = next(cell for cell in item.cells if cell)
    turned = turned or (first[0].islower() and not prose.ends_sentence(last.text))
    return turned and not item.cells[0] and bool(last.cells[0] or len(item.cells) > 2)


def _merge(last: Item, item: Item) -> None:
    cells = tuple(_joined(a, b) for a, b in zip_longest(last.cells, item.cells, fillvalue=""))
    _set_cells(last, cells, item.block)


def _joined(first: str, second: str) -> str:
    if first and second and re.search(r"[A-Za-z]-$", first) and second[0].islower():
        return first + second
    return f"{first} {second}".strip()


def _set_cells(item: Item, cells: tuple[str, ...], block: Block) -> None:
    item.cells = cells
    item.text = " | ".join(cell for cell in cells if cell)
    item.pieces = item.pieces or [("", item.block)]
    item.pieces.append(("", block))


def _same(cells: tuple[str, ...], columns: tuple[str, ...]) -> bool:
    def level(row: tuple[str, ...]) -> list[str]:
        return re.findall(r"\w+", " ".join(row).lower())

    return level(cells) == level(columns)


def _is_header(item: Item, rows: list[Item], *, first: bool) -> bool:
    """Column headings: the format says so, or every cell is short and reads like a heading."""
    cells = item.cells
    filled = [cell for cell in cells if cell]
    if len(cells) < 2 or len(filled) < max(2, len(cells) - 1):
        return False
    if item.block.header:
        return True
    if row_label(cells, ()) or any(prose.is_date(cell) for cell in filled):
        return False
    vocabulary = sum(bool(_HEADS.search(cell)) for cell in filled)
    short = all(
        prose.size(cell) <= 2 or (prose.size(cell) <= 25 and not cell.endswith((".", ";"))) or "?" in cell
        for cell in filled
    )
    if not short or len(rows) < 2:
        return False
    if not first:
        return vocabulary == len(filled) and all(prose.size(cell) <= 4 for cell in filled)
    if vocabulary >= 0.5 * len(filled) and max(map(prose.size, filled)) <= 25:
        return True
    return _shorter_than_body(item, rows)


def _shorter_than_body(item: Item, rows: list[Item]) -> bool:
    """The cells below are prose, these are not."""
    body = [row for row in rows if row is not item and len(row.cells) == len(item.cells)]
    if len(body) < 2 or max(map(prose.size, item.cells)) > 6:
        return False
    typical = [median(prose.size(row.cells[column]) for row in body) for column in range(len(item.cells))]
    return all(prose.size(cell) <= 0.5 * size for cell, size in zip(item.cells, typical, strict=True) if size)


def _is_group(item: Item, following: Item | None) -> bool:
    """One short cell alone above fuller rows: a title of the rows below."""
    filled = [cell for cell in item.cells if cell]
    if len(item.cells) < 2 or len(filled) != 1 or not item.cells[0] or following is None:
        return False
    title = filled[0]
    return prose.size(title) <= 14 and not title.endswith((".", ";", ",")) and not row_label(item.cells, ())


def _is_titled_recommendation(item: Item) -> bool:
    """ "Recommendation 3: The Board should..." over the whole width, above the rows of its actions."""
    if len(item.cells) < 2 or any(item.cells[1:]):
        return False
    number = numbering.read(item.cells[0])
    return number is not None and number.scheme == "named" and "recommendation" in number.keyword and bool(number.rest)


def row_label(cells: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """The number that a row begins with ("8" of "8 Page 27"), "" where it has none; a date is none."""
    if len(cells) < 2 or not any(cells[1:]):
        return ""
    match = _ROW_NUMBER.fullmatch(cells[0])
    if not match or _is_date_like(match["number"]):
        return ""
    if " " in match["number"]:
        return match["number"]
    if re.fullmatch(r"[a-z]{2,7}", match["number"], re.IGNORECASE) and not numbering.parse_roman(match["number"]):
        return ""
    if (
        columns
        and columns[0]
        and not _NUMBER_HEAD.match(columns[0])
        and not re.search(r"recommendation|action|finding", columns[0], re.IGNORECASE)
    ):
        return ""
    return match["number"]


def _led(rows: list[Item]) -> dict[int, str]:
    """The numbers that head the text of first cells ("1. Write to the school"), where they count the rows up."""
    numbers = [
        (row, numbering.read(row.cells[0])) for row in rows if row.cells and row.cells[0] and not row.block.header
    ]
    numbers = numbers[1:] if numbers and numbers[0][1] is None else numbers  # column headings that nothing marks
    found = [(row, number) for row, number in numbers if number is not None and any(row.cells[1:])]
    if len(found) < 2 or len(found) < len(numbers):
        return {}
    if any(number.scheme not in _LED or prose.size(number.rest) < _LED_WORDS for _, number in found):
        return {}
    if not all(step(a.value, b.value) == 0.0 and a.value != b.value for (_, a), (_, b) in pairwise(found)):
        return {}
    return {id(row): number.printed for row, number in found}


def _is_date_like(number: str) -> bool:
    parts = number.split(".")
    return len(parts) == 3 and all(part.isdigit() for part in parts) and int(parts[0]) <= 31 and int(parts[1]) <= 12


def _numbered_text(rows: list[Item]) -> bool:
    """Not a table: each row is a paragraph number, a tab, and the paragraph."""
    numbers = _row_numbers(rows)
    if _whole_numbered(rows, numbers):
        return True
    if not all(number is not None and number.scheme in ("decimal", "bracket") for number in numbers):
        return False
    values = [number.value for number in numbers if number]
    return sum(step(a, b) < 0.3 for a, b in pairwise(values)) >= 0.6 * (len(values) - 1)


def _whole_numbered(rows: list[Item], numbers: list[numbering.Number | None]) -> bool:
    """1., 2., 3... in the first column and a paragraph in the second, titles or paragraphs without a number between."""
    found = [(row, number) for row, number in zip(rows, numbers, strict=True) if number is not None]
    alone = [row for row, number in zip(rows, numbers, strict=True) if number is None]
    if len(found) < _FEWEST_WHOLE or any(sum(map(bool, row.cells)) > 1 or row.block.header for row in alone):
        return False
    if any(number.scheme != "whole" for _, number in found):
        return False
    prosaic = sum(prose.size(row.cells[1]) >= 8 and prose.ends_sentence(row.cells[1]) for row, _ in found)
    in_order = all(
        step(one.value, two.value) == 0.0 and one.value != two.value for (_, one), (_, two) in pairwise(found)
    )
    return in_order and prosaic >= _PROSAIC * len(found)


def _lettered_list(rows: list[Item], before: Item | None) -> bool:
    """Not a table: a list below a colon, its letters or numbers set apart from its text."""
    if before is None or before.role or not before.text.rstrip("”\"'").endswith(":"):
        return False
    numbers = _row_numbers(rows)
    schemes = ("letter", "roman", "enclosed", "whole")
    return all(number is not None and number.scheme in schemes for number in numbers)


def _row_numbers(rows: list[Item]) -> list[numbering.Number | None]:
    """For each row the number that is all of its first cell, if its text is all of the second."""
    found: list[numbering.Number | None] = []
    for row in rows:
        head = row.cells[0].lstrip("“\"‘'") if row.cells else ""
        two = len(row.cells) > 1 and bool(row.cells[1]) and not any(row.cells[2:])
        number = numbering.read(head) if two and not row.block.header else None
        found.append(number if number and not number.rest else None)
    return found


def _as_text(item: Item, *, listed: bool = True) -> Item:
    text = " ".join(cell for cell in item.cells if cell)
    number = numbering.read(text)
    plain = ("decimal", "bracket", "named") if listed else ("decimal", "bracket", "named", "whole")
    listed = number is not None and number.scheme not in plain
    kind: BlockKind = "list_item" if listed else "text"
    block = replace(item.block, text=text, kind=kind, cells=(), header=False, table=0)
    return Item(block, text, number)
