"""Lines are found in the picture of a page, whatever else is on it."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.readers.pdf.grids import find_grids
from ingest.readers.pdf.records import Box, Rules
from ingest.readers.pdf.ruling import ruling

SCALE = 2.0


def drawn(draw_on, slant=0.0):
    """Rules of a picture of 300 by 200 points, turned by a slant in radians."""
    picture = Image.new("L", (600, 400), 255)
    draw_on(ImageDraw.Draw(picture))
    turned = picture.rotate(-math.degrees(slant), resample=Image.Resampling.BILINEAR, fillcolor=255)
    return ruling(np.asarray(turned), SCALE, slant)


def grid(draw):
    for y in (40, 140, 240):
        draw.line((60, y, 500, y), fill=0, width=2)
    for x in (60, 200, 500):
        draw.line((x, 40, x, 240), fill=60, width=3)


def places(found):
    """Distinct places of lines, nearest whole ten points."""
    return sorted({round(at / 10) * 10 for at in found})


@pytest.mark.parametrize("slant", [0.0, 0.01, -0.01])
def test_the_lines_of_a_table(slant):
    rules = drawn(grid, slant)
    assert places(box.y0 for box in rules.horizontal) == [20, 70, 120]
    assert places(box.x0 for box in rules.vertical) == [30, 100, 250]
    assert places(box.x0 for box in rules.horizontal) == [30]
    assert places(box.x1 for box in rules.horizontal) == [250]
    assert max(box.height for box in rules.vertical) == pytest.approx(100, abs=3)


def test_letters_shading_and_short_strokes_are_no_lines():
    def draw(on):
        on.rectangle((60, 40, 400, 90), fill=0)
        on.text((60, 120), "The health visitor wrote to the practice and asked for", fill=0, font_size=22)
        on.line((60, 200, 120, 200), fill=0, width=2)

    rules = drawn(draw)
    assert rules.horizontal == ()
    assert rules.vertical == ()


def test_a_photograph_rules_nothing():
    noise = np.random.default_rng(3).integers(0, 255, (40, 9_000)) < 250
    rules = ruling(np.where(np.repeat(noise, 60, axis=0)[:2_400], 0, 255).astype(np.uint8), 0.01)
    assert rules.horizontal == ()


def test_a_page_of_strokes_is_a_drawing_and_no_table():
    chance = np.random.default_rng(5).random((1_400, 3)) * (450, 600, 200)
    flat = tuple(Box(x, y, x + length, y) for x, y, length in chance)
    tall = tuple(Box(x, y, x, y + length) for x, y, length in chance)
    started = time.process_time()
    assert find_grids(Rules(flat, tall)) == []
    assert time.process_time() - started < 1
