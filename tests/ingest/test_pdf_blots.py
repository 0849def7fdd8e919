"""Bullets that recognition passed over are found in the picture, and nothing else is taken for one."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from ingest.readers.ocr import Reading, Recognised
from ingest.readers.pdf.blots import bullets


def word(text: str, x: float, y: float, line: int) -> Recognised:
    return Recognised(text, 0.99, x, y, x + 12 * len(text), y + 26, 2.0, line)


def found(words: list[Recognised], draw_on) -> list[tuple[str, float, float]]:
    """Words before which a bullet is found in a picture with something drawn on it."""
    picture = Image.new("L", (600, 400), 255)
    draw_on(ImageDraw.Draw(picture))
    reading = Reading(tuple(words), 0, 600, 400)
    return [(first.text, left, right) for first, left, right in bullets(np.asarray(picture), reading)]


def test_a_disc_before_a_line_is_its_bullet() -> None:
    words = [word("whether", 100, 50, 0), word("who", 100, 90, 1), word("what", 100, 130, 2)]

    def draw(on: ImageDraw.ImageDraw) -> None:
        on.ellipse((70, 59, 78, 67), fill=0)
        on.rectangle((70, 139, 77, 146), fill=30)

    assert found(words, draw) == [("whether", 70.0, 79.0), ("what", 70.0, 78.0)]


def test_lines_letters_and_the_stop_of_a_number_are_no_bullets() -> None:
    words = [word("ruled", 100, 50, 0), word("The", 100, 90, 1), word("12.", 50, 90, 2), word("dash", 100, 130, 3)]

    def draw(on: ImageDraw.ImageDraw) -> None:
        on.line((80, 30, 80, 80), fill=0, width=3)  # the side of a cell
        on.text((50, 92), "12.", fill=0, font_size=22)
        on.line((66, 143, 84, 143), fill=0, width=3)

    assert found(words, draw) == []
