"""One page of a PDF to one Sheet: text upright, what is hidden kept apart, doubled glyphs once."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ingest.readers.pdf import actual, hidden, redactions
from ingest.readers.pdf.actual import Marked
from ingest.readers.pdf.annotations import Annotations, set_text, settle
from ingest.readers.pdf.bullets import drawn_boxes, drawn_bullets
from ingest.readers.pdf.characters import Run, Style, read_runs
from ingest.readers.pdf.drawings import Drawings, read_drawings, turn
from ingest.readers.pdf.records import Box, Sheet, Word
from ingest.readers.pdf.spacing import closed_up

#: Share of the page that pictures cover for it to be a scan.
SCAN = 0.5
_WHITE = 235
#: Gap between two words, in ems, from which a space is seen.
SPACE = 0.12


def read_sheet(document: Any, number: int, form: Any = None) -> Sheet:
    """The page of that number (from 1); `form` is the document's form, None where it has none."""
    import pypdfium2.raw as raw

    page = raw.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return Sheet(number, 0.0, 0.0)
    try:
        if form:
            raw.FORM_OnAfterLoadPage(page, form)
        notes = settle(raw, page, form)
        if form:
            raw.FORM_OnBeforeClosePage(page, form)
        if notes.typed and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            raw.FPDF_ClosePage(page)
            page = raw.FPDF_LoadPage(document.raw, number - 1)
        drawings = read_drawings(raw, page)
        runs, overruled = _read_text(raw, document, page, number, drawings.marked)
        sheet = _sheet(raw, page, number, runs, drawings, notes)
        return replace(sheet, overruled=overruled) if overruled else sheet
    finally:
        raw.FPDF_ClosePage(page)


@contextmanager
def _text(raw: Any, page: Any) -> Iterator[Any]:
    textpage = raw.FPDFText_LoadPage(page)
    try:
        yield textpage
    finally:
        raw.FPDFText_ClosePage(textpage)


def _read_text(raw: Any, document: Any, page: Any, number: int, marked: list[Marked]) -> tuple[list[Run], int]:
    """The words of a page; and how often what the file gives for glyphs gave way to what they show."""
    with _text(raw, page) as textpage:
        runs = read_runs(textpage) if textpage else []
        given = actual.texts(raw, textpage, marked) if textpage else []
    if not marked or not runs:
        return runs, 0
    actual.remove(raw, marked)
    with _text(raw, page) as textpage:
        wrong = actual.untrue(marked, given, actual.texts(raw, textpage, marked))
        if len(wrong) == len(marked):
            return read_runs(textpage), len(wrong)
    if not wrong:
        return runs, 0
    fresh = raw.FPDF_LoadPage(document.raw, number - 1)
    try:
        again = read_drawings(raw, fresh).marked
        actual.remove(raw, [each for place, each in enumerate(again) if place in wrong])
        with _text(raw, fresh) as textpage:
            return read_runs(textpage), len(wrong)
    finally:
        raw.FPDF_ClosePage(fresh)


def _sheet(raw: Any, page: Any, number: int, runs: list[Run], drawings: Drawings, notes: Annotations) -> Sheet:
    crop = crop_box(raw, page)
    layer = _recognised_layer(runs, drawings.images, crop)
    gray = hidden.draw(raw, page, crop) if runs else None
    runs, unseen = _seen(gray, crop, runs, layer, notes.redactions)
    runs += _typed(notes, len(runs) + len(unseen))
    runs, doubled = _once(closed_up(runs))
    quarter = _direction(runs)

    def up(box: Box) -> Box:
        return _upright_box(box, quarter, crop)

    width, height = (crop.width, crop.height) if quarter % 2 == 0 else (crop.height, crop.width)
    order = {id(run): index for index, run in enumerate(runs)}

    def words(keep: Callable[[Run], bool]) -> tuple[Word, ...]:
        return tuple(_word(run, order[id(run)], crop, run.order in doubled) for run in runs if keep(run))

    upright = words(lambda run: run.style.quarter == quarter)
    boxes = drawn_boxes(upright, [(up(box), ticked) for box, ticked in _ticks(drawings, notes)])
    bullets = drawn_bullets(upright, [up(box) for box in drawings.dots])
    signs = _signs(drawings, notes, gray, crop, unseen, upright, up)
    return Sheet(
        number=number,
        width=width,
        height=height,
        words=(*upright, *bullets, *boxes, *signs),
        turned=words(lambda run: run.style.quarter not in (quarter, -1)),
        skewed=words(lambda run: run.style.quarter == -1),
        hidden=tuple(run.text for run in unseen),
        rules=turn(drawings, up),
        images=tuple(up(box) for box in drawings.images),
        plain=" ".join([_plain(runs), *(word.text for word in (*boxes, *signs))]),
        fills=tuple((up(box), light) for box, light in drawings.fills),
        frames=tuple(up(box) for box in drawings.frames),
        redacted=len(signs),
        comments=tuple(sorted(notes.comments.items())),
        layer=layer and bool(runs),
    )


def _signs(
    drawings: Drawings,
    notes: Annotations,
    gray: Any,
    crop: Box,
    unseen: Sequence[Run],
    upright: Sequence[Word],
    up: Callable[[Box], Box],
) -> list[Word]:
    """A word of ours for each place that is blacked out."""
    dark = [box for box, light in drawings.fills if light <= redactions.DARK] + drawings.images + notes.shapes
    black = redactions.black(dark, gray, crop, hidden.SCALE) if gray is not None else []
    sure = [*notes.redactions, *(box for box in black if any(_covers(box, run) for run in unseen))]
    return redactions.signs([up(box) for box in black], [up(box) for box in sure], upright)


def _typed(notes: Annotations, order: int) -> list[Run]:
    """Text that was typed on the page and that the file gives no look, as the words that a reader would set."""
    runs: list[Run] = []
    for box, text, size in notes.unset:
        style = Style(size, False, 0, 0, (0, 0, 0, 255))
        for word, at, first in set_text(box, text, size):
            lead = "\n" if first else " "
            place = order + len(runs)
            runs.append(Run(word, at.x0, at.y0 - 0.2 * size, at.x1, at.y1, (at.x0, at.y0), style, 0, place, lead))
    return runs


def _ticks(drawings: Drawings, notes: Annotations) -> list[tuple[Box, bool]]:
    """Boxes to be ticked: fields of a form first, then those drawn where no field lies."""
    drawn = [
        (box, ticked)
        for box, ticked in drawings.ticks()
        if not any(field.holds((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) for field, _ in notes.ticks)
    ]
    return [*notes.ticks, *drawn]


def _covers(box: Box, run: Run) -> bool:
    return box.holds((run.left + run.right) / 2, run.origin[1] + 0.3 * run.style.size)


def _plain(runs: Sequence[Run]) -> str:
    """The text in the file's order, a space where the page shows one that the file does not have."""
    parts: list[str] = []
    before: Run | None = None
    for run in runs:
        lead = run.lead
        if not lead and before is not None and abs(run.origin[1] - before.origin[1]) < 1:
            lead = " " if run.left - before.right >= SPACE * run.style.size else ""
        parts.append(lead + run.text)
        before = run
    return "".join(parts)


def crop_box(raw: Any, page: Any) -> Box:
    """The part of the page that is shown, in the page's own coordinates."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    return Box(box.left, box.bottom, box.right, box.top)


def _seen(gray: Any, crop: Box, runs: list[Run], layer: bool, marked: Sequence[Box]) -> tuple[list[Run], list[Run]]:
    """The words that a reader of the page sees, and the others; what is marked to be blacked out is not seen."""
    if not runs:
        return [], []
    blank = hidden.unseen(runs, gray, crop)
    shown: list[Run] = []
    unseen: list[Run] = []
    under = _dark_places(runs)
    for run, empty in zip(runs, blank, strict=True):
        outside = not crop.holds((run.left + run.right) / 2, (run.bottom + run.top) / 2)
        dropped = outside or empty or (hidden.invisible(run) and not layer) or _behind(run, under)
        dropped = dropped or (bool(marked) and any(_covers(box, run) for box in marked))
        (unseen if dropped else shown).append(run)
    return shown, unseen


def _recognised_layer(runs: Sequence[Run], images: Sequence[Box], crop: Box) -> bool:
    """Whether the invisible text is what a scanner's software recognised in the picture of the page."""
    letters = sum(len(run.text) for run in runs)
    unpainted = sum(len(run.text) for run in runs if hidden.invisible(run))
    return unpainted > 0.8 * letters and covered(images, crop.width, crop.height) > SCAN


def covered(images: Sequence[Box], width: float, height: float) -> float:
    """Share of the page's area under pictures (overlaps counted twice, at most 1)."""
    area = sum(max(0.0, image.width) * max(0.0, image.height) for image in images)
    return min(1.0, area / max(1.0, width * height))


def _dark_places(runs: Sequence[Run]) -> dict[tuple[int, int], list[Run]]:
    """Words in a colour other than white, by their place on a coarse grid; empty if no word is white."""
    if not any(_white(run) for run in runs):
        return {}
    places: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        if not _white(run) and not hidden.invisible(run):
            for column in range(int(run.left // 50), int(run.right // 50) + 1):
                places.setdefault((column, int(run.origin[1] // 20)), []).append(run)
    return places


def _white(run: Run) -> bool:
    return min(run.style.rgba[:3]) >= _WHITE


def _behind(run: Run, dark: dict[tuple[int, int], list[Run]]) -> bool:
    """Whether a white word stands where a dark one is printed: the ink seen there is not its own."""
    if not dark or not _white(run):
        return False
    row = int(run.origin[1] // 20)
    near = (other for line in (row - 1, row, row + 1) for other in dark.get((int(run.left // 50), line), ()))
    return any(
        other.left < run.right - 1
        and run.left < other.right - 1
        and abs(other.origin[1] - run.origin[1]) < 0.6 * run.style.size
        for other in near
    )


def _once(runs: list[Run]) -> tuple[list[Run], set[int]]:
    """Each word once where it is printed again on itself to look bold; and which words were."""
    seen: dict[str, list[Run]] = {}
    doubled: set[int] = set()
    kept: list[Run] = []
    for run in runs:
        same = seen.setdefault(run.text, [])
        near = 0.15 * run.style.size
        twin = next(
            (o for o in same if abs(o.left - run.left) < near and abs(o.origin[1] - run.origin[1]) < near), None
        )
        if twin is not None:
            doubled.add(twin.order)
            continue
        same.append(run)
        kept.append(run)
    return kept, doubled


def _direction(runs: Sequence[Run]) -> int:
    """Quarter turns of most of the text."""
    weights: Counter[int] = Counter()
    for run in runs:
        if run.style.quarter >= 0:
            weights[run.style.quarter] += len(run.text)
    return weights.most_common(1)[0][0] if weights else 0


def _upright_box(box: Box, quarter: int, crop: Box) -> Box:
    """A box of the page in the frame in which text of that direction runs left to right."""
    if quarter == 0:
        return Box(box.x0 - crop.x0, crop.y1 - box.y1, box.x1 - crop.x0, crop.y1 - box.y0)
    if quarter == 1:
        return Box(box.y0 - crop.y0, box.x0 - crop.x0, box.y1 - crop.y0, box.x1 - crop.x0)
    if quarter == 2:
        return Box(crop.x1 - box.x1, box.y0 - crop.y0, crop.x1 - box.x0, box.y1 - crop.y0)
    return Box(crop.y1 - box.y1, crop.x1 - box.x1, crop.y1 - box.y0, crop.x1 - box.x0)


def _word(run: Run, order: int, crop: Box, doubled: bool) -> Word:
    quarter = max(run.style.quarter, 0)
    if quarter == 0:
        left, top = crop.x0, crop.y1
        return Word(
            run.text,
            run.left - left,
            run.right - left,
            top - run.top,
            top - run.bottom,
            top - run.origin[1],
            run.style.size,
            run.style.bold or doubled,
            order,
            run.lead,
        )
    box = _upright_box(Box(run.left, run.bottom, run.right, run.top), quarter, crop)
    origin = _upright_box(Box(*run.origin, *run.origin), quarter, crop)
    return Word(
        text=run.text,
        x0=box.x0,
        x1=box.x1,
        top=box.y0,
        bottom=box.y1,
        base=origin.y0,
        size=run.style.size,
        bold=run.style.bold or doubled,
        order=order,
        lead=run.lead,
    )
