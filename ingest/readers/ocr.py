"""Recognition of text in a picture of a page, offline: rapidocr carries its models in its wheel."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
#: Lines recognised with less confidence than this are noise.
_LEAST = 0.5
#: A paragraph number that recognition set against its text.
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,3})+\.?)(?=[A-Z][a-z])")
#: Mean confidence under which the picture is tried upside down.
_DOUBTFUL = 0.85


@dataclass(frozen=True, slots=True)
class Recognised:
    """A word: its text and box in pixels; of its line the confidence (0 to 1), the width of strokes, the number."""

    text: str
    confidence: float
    x0: float
    y0: float
    x1: float
    y1: float
    stroke: float
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a picture once `quarter` turns to the left made it upright, and its size in pixels then.

    `slant`: the angle in radians that was taken out of the places of the words.
    """

    words: tuple[Recognised, ...]
    quarter: int
    width: int
    height: int
    slant: float = 0.0

    @property
    def confidence(self) -> float:
        """Mean by character, 0 where nothing was recognised."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0

    @property
    def worth(self) -> float:
        """How much was recognised, and how surely: to choose between readings of one picture."""
        return sum(len(word.text) * word.confidence**4 for word in self.words)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its four corners from the top left, clockwise, and its words with their start and end along it."""

    corners: npt.NDArray[np.float64]
    confidence: float
    stroke: float
    words: tuple[tuple[str, float, float], ...]


def read_picture(picture: Picture) -> Reading:
    """The words of a gray picture of a page, in whatever quarter turn it was scanned; a small slant is taken out."""
    lines = _lines(picture)
    first = _reading(lines, picture, 0)
    if _sideways(lines):
        return max((first, *(_turned(picture, quarter) for quarter in (1, 3))), key=lambda reading: reading.worth)
    if lines and first.confidence < _DOUBTFUL:
        return max((first, _turned(picture, 2)), key=lambda reading: reading.worth)
    return first


def _turned(picture: Picture, quarter: int) -> Reading:
    turned = np.ascontiguousarray(np.rot90(picture, quarter))
    return _reading(_lines(turned), turned, quarter)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # The classifier of upside-down lines errs on clean print; whole pages are turned here instead.
    return RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False, "Global.text_score": _LEAST})


def _lines(picture: Picture) -> list[_Line]:
    result = _engine()(np.stack([picture] * 3, axis=-1), return_word_box=True)
    if result.txts is None or result.boxes is None:
        return []
    groups = result.word_results or [()] * len(result.txts)
    lines: list[_Line] = []
    for corners, text, score, group in zip(result.boxes, result.txts, result.scores, groups, strict=False):
        box = np.asarray(corners, dtype=np.float64)
        words = _words(text, group, box)
        if words:
            lines.append(_Line(box, float(score), _stroke(picture, box), words))
    return lines


def _stroke(picture: Picture, corners: npt.NDArray[np.float64]) -> float:
    """Mean width in pixels of the dark stretches of a line's pixel rows: bold type shows in it."""
    (x0, y0), (x1, y1) = corners.min(axis=0).astype(int), np.ceil(corners.max(axis=0)).astype(int)
    area = picture[max(0, y0) : y1, max(0, x0) : x1]
    if area.size == 0:
        return 0.0
    dark = area < (int(area.min()) + int(area.max())) / 2
    starts = dark[:, 0].sum() + (dark[:, 1:] & ~dark[:, :-1]).sum()
    return float(dark.sum() / starts) if starts else 0.0


def _words(text: str, group: Sequence[Any], corners: npt.NDArray[np.float64]) -> tuple[tuple[str, float, float], ...]:
    """Words with their extent along the line: as the engine found them, or by their share of the line's letters."""
    parts = _NUMBERED.sub(r"\1 ", text).split()
    found = [(str(word[0]), word[2]) for word in group or ()]
    direction = corners[1] - corners[0]
    length = float(np.hypot(*direction)) or 1.0
    if [word for word, _ in found] == parts:
        unit = direction / length
        spans = []
        for word, box in found:
            along = (np.asarray(box, dtype=np.float64) - corners[0]) @ unit
            spans.append((word, float(along.min()), float(along.max())))
        return tuple(spans)
    step = length / max(1, len(text))
    spans = []
    place = 0
    for part in parts:
        place = max(place, text.find(part, place))
        spans.append((part, place * step, (place + len(part)) * step))
        place += len(part)
    return tuple(spans)


def _sideways(lines: Sequence[_Line]) -> bool:
    """Whether most lines run up or down."""
    upright = sideways = 0
    for line in lines:
        width, height = np.hypot(*(line.corners[1] - line.corners[0])), np.hypot(*(line.corners[3] - line.corners[0]))
        tall = np.ptp(line.corners[:, 1]) > 1.5 * np.ptp(line.corners[:, 0])
        sideways += bool(tall) * round(max(width, height))
        upright += (not tall) * round(max(width, height))
    return sideways > upright


def _slant(lines: Sequence[_Line]) -> float:
    """Median angle of the long lines, in radians."""
    angles = []
    for line in lines:
        dx, dy = line.corners[1] - line.corners[0]
        if dx > 200:
            angles.append(math.atan2(dy, dx))
    return median(angles) if len(angles) >= 3 else 0.0


def _reading(lines: Sequence[_Line], picture: Picture, quarter: int) -> Reading:
    """The lines with the slant taken out: each word's box level, on the line's own height."""
    height, width = picture.shape[:2]
    slant = _slant(lines)
    cos, sin = math.cos(-slant), math.sin(-slant)
    middle = np.array([width / 2, height / 2])
    level = np.array([[cos, -sin], [sin, cos]])
    words: list[Recognised] = []
    for number, line in enumerate(lines):
        corners = (line.corners - middle) @ level.T + middle
        left, top = float(corners[[0, 3], 0].min()), float(corners[[0, 1], 1].mean())
        bottom = float(corners[[2, 3], 1].mean())
        for text, start, end in line.words:
            words.append(Recognised(text, line.confidence, left + start, top, left + end, bottom, line.stroke, number))
    return Reading(tuple(words), quarter, width, height, slant)
