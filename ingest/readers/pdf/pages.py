"""One page of a PDF to one Sheet: text upright, what is hidden kept apart, doubled glyphs once."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from ingest.readers.pdf import hidden
from ingest.readers.pdf.bullets import drawn_bullets
from ingest.readers.pdf.characters import Run, read_runs
from ingest.readers.pdf.drawings import read_drawings, turn
from ingest.readers.pdf.records import Box, Sheet, Word
from ingest.readers.pdf.spacing import closed_up

#: Share of the page that pictures cover for it to be a scan.
SCAN = 0.5
_WHITE = 235
#: Gap between two words, in ems, from which a space is seen.
SPACE = 0.12


def read_sheet(document: Any, number: int) -> Sheet:
    """The page of that number (from 1)."""
    import pypdfium2.raw as raw

    page = raw.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return Sheet(number, 0.0, 0.0)
    try:
        textpage = raw.FPDFText_LoadPage(page)
        try:
            runs = read_runs(textpage) if textpage else []
        finally:
            raw.FPDFText_ClosePage(textpage)
        return _sheet(raw, page, number, runs)
    finally:
        raw.FPDF_ClosePage(page)


def _sheet(raw: Any, page: Any, number: int, runs: list[Run]) -> Sheet:
    crop = crop_box(raw, page)
    drawings = read_drawings(raw, page)
    layer = _recognised_layer(runs, drawings.images, crop)
    runs, unseen = _seen(raw, page, crop, runs, layer)
    runs, doubled = _once(closed_up(runs))
    quarter = _direction(runs)
    rules, images, dots = turn(drawings, lambda box: _upright_box(box, quarter, crop))
    width, height = (crop.width, crop.height) if quarter % 2 == 0 else (crop.height, crop.width)
    order = {id(run): index for index, run in enumerate(runs)}

    def words(keep: Callable[[Run], bool]) -> tuple[Word, ...]:
        return tuple(_word(run, order[id(run)], crop, run.order in doubled) for run in runs if keep(run))

    upright = words(lambda run: run.style.quarter == quarter)
    return Sheet(
        number=number,
        width=width,
        height=height,
        words=(*upright, *drawn_bullets(upright, dots)),
        turned=words(lambda run: run.style.quarter not in (quarter, -1)),
        skewed=words(lambda run: run.style.quarter == -1),
        hidden=tuple(run.text for run in unseen),
        rules=rules,
        images=images,
        plain=_plain(runs),
        layer=layer and bool(runs),
    )


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


def _seen(raw: Any, page: Any, crop: Box, runs: list[Run], layer: bool) -> tuple[list[Run], list[Run]]:
    """The words that a reader of the page sees, and the others."""
    if not runs:
        return [], []
    gray = hidden.draw(raw, page, crop)
    blank = hidden.unseen(runs, gray, crop)
    shown: list[Run] = []
    unseen: list[Run] = []
    under = _dark_places(runs)
    for run, empty in zip(runs, blank, strict=True):
        outside = not crop.holds((run.left + run.right) / 2, (run.bottom + run.top) / 2)
        dropped = outside or empty or (hidden.invisible(run) and not layer) or _behind(run, under)
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
