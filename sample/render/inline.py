"""Sets inline marks: `*italic*`, `**bold**`, `20^th^` and `[^3]`, in the ways of each format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

_TOKEN = re.compile(
    r"\{\+(?P<ins>.*?)\+\}|\{-(?P<del>.*?)-\}|\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*]+)\*|\^(?P<sup>\w+)\^|\[\^(?P<note>\d+)\]"
)

_ACCEPTED = {"ins": "{0}", "del": ""}  # a tracked change as it reads once accepted


def runs(text: str) -> Iterator[tuple[str, str]]:
    """(style, text) pairs; style is "", bold, italic, sup, note, or ins and del of a tracked change."""
    at = 0
    for token in _TOKEN.finditer(text):
        if token.start() > at:
            yield "", text[at : token.start()]
        style = token.lastgroup or ""
        yield style, token[style]
        at = token.end()
    if at < len(text):
        yield "", text[at:]


def to_html(text: str) -> str:
    """HTML phrasing content; a note links to `#note-3`."""
    shapes = {
        "bold": "<strong>{}</strong>",
        "italic": "<em>{}</em>",
        "sup": "<sup>{}</sup>",
        "note": '<sup><a href="#note-{0}" id="ref-{0}">{0}</a></sup>',
        "": "{}",
    }
    return "".join((shapes | _ACCEPTED)[style].format(escape(run, quote=False)) for style, run in runs(text))


def to_reportlab(text: str) -> str:
    """The markup of reportlab's Paragraph."""
    shapes = {
        "bold": "<b>{}</b>",
        "italic": "<i>{}</i>",
        "sup": "<super>{}</super>",
        "note": "<super>{}</super>",
        "": "{}",
    }
    return "".join((shapes | _ACCEPTED)[style].format(escape(run, quote=False)) for style, run in runs(text))


def to_extraction(text: str) -> str:
    """Text as a PDF extraction leaves it: ordinals and note markers as `<sup>` remnants."""
    shapes = {"bold": "**{}**", "italic": "*{}*", "sup": "<sup>{}</sup>", "note": "<sup>{}</sup>", "": "{}"}
    return "".join((shapes | _ACCEPTED)[style].format(run) for style, run in runs(text))


def to_markdown(text: str) -> str:
    """Markdown with footnotes."""
    shapes = {"bold": "**{}**", "italic": "*{}*", "sup": "<sup>{}</sup>", "note": "[^{}]", "": "{}"}
    return "".join((shapes | _ACCEPTED)[style].format(run) for style, run in runs(text))
