"""Templates to HTML. Everything that comes from a document or a person is escaped; templates are the only markup."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote as url_quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from app.typeset import in_marks
from app.web.graphic import is_graphic
from app.web.words import KIND_NAMES, PROBLEM_NAMES, ROLE_NAMES, VOICE_NAMES
from ingest.model import Unit

HOME = Path(__file__).resolve().parent
STATIC = HOME / "static"


@cache
def environment() -> Environment:
    """The templates of this package, with autoescape and no way around it but `Markup`."""
    made = Environment(
        loader=FileSystemLoader(HOME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "count": count,
        "fragment": fragment,
        "one_line": one_line,
        "in_marks": in_marks,
        "margin_label": margin_label,
        "is_graphic": is_graphic,
    }
    made.globals |= {
        "asset": asset,
        "role_names": ROLE_NAMES,
        "voice_names": VOICE_NAMES,
        "kind_names": KIND_NAMES,
        "problem_names": PROBLEM_NAMES,
    }
    return made


def render(template: str, **values: Any) -> str:
    """A template filled in."""
    return environment().get_template(template).render(values)


@cache
def asset(name: str) -> str:
    """The address of a static file; it changes when the file does, so that browsers may keep it for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/assets/{digest}/{name}"


def count(number: int, word: str, many: str = "") -> str:
    """ "1 review", "2 reviews", "3 boundaries"."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"


def fragment(text: str) -> str:
    """Text for the fragment of an address."""
    return url_quote(text, safe=":")


def one_line(text: str) -> str:
    """Text with every run of white space as one space."""
    return " ".join(text.split())


def margin_label(unit: Unit) -> str:
    """A short printed number that opens a unit and is shown in the margin instead; "" where there is none.

    The character after it stands with it, so that the words on the page are those of the unit, in their places.
    """
    label = unit.label
    after = unit.text[len(label) : len(label) + 1]
    return label if label and len(label) <= 8 and unit.text.startswith(label) and after == " " else ""


def marked(text: str, spans: tuple[tuple[int, int], ...], at: int = 0) -> Markup:
    """Text, escaped, with the characters of `spans` marked; `at` is the place of the text in what they count in."""
    parts: list[Markup] = []
    position = 0
    for start, end in spans:
        first, last = max(start - at, position), min(end - at, len(text))
        if last <= first:
            continue
        parts += [escape(text[position:first]), Markup("<mark>{}</mark>").format(text[first:last])]
        position = last
    return Markup("").join([*parts, escape(text[position:])])
