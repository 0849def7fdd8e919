"""HTML as a partnership's website prints it: navigation around it, numbers from ordered lists, tables, end notes."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from sample.render.document import Block, Document, Part
from sample.render.gold import Placed
from sample.render.inline import to_html

_HEAD = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title} | {board}</title>
<style>main {{ max-width: 46em; margin: auto; font-family: sans-serif }} td, th {{ border: 1px solid #999 }}</style>
<script>window.pageLoaded = true;</script>
</head>
<body>
<a href="#main">Skip to main content</a>
<header><p>{board}</p></header>
<nav aria-label="Site"><ul><li><a href="/">Home</a></li><li><a href="/reviews">Published reviews</a></li></ul></nav>
<main id="main">
"""
_FOOT = """</main>
<footer><p>Accessibility statement</p><p>Privacy and cookies</p></footer>
</body>
</html>
"""


def render(document: Document, path: Path) -> Placed:
    """Write the review as HTML and say in which order its blocks stand."""
    placed = Placed()
    out = [_HEAD.format(title=escape(document.meta["title"]), board=escape(document.meta["board"]))]
    open_: str = ""  # the element that gathers the blocks: an ordered list, a table
    due = ""  # the number that the list counts next
    for block in document.blocks:
        if block.kind == "toc":
            continue
        placed.put(block)
        wanted = _gathers(block)
        if wanted != open_ or (wanted == "ol" and block.label != due):
            out.append(_closed(open_))
            out.append(_opened(block, wanted))
            open_ = wanted
        due = f"{int(block.label[:-1]) + 1}." if wanted == "ol" else ""
        out.append(_block(block))
    out.append(_closed(open_))
    out += _notes(document, placed)
    path.write_text("".join(out) + _FOOT, encoding="utf-8", newline="\n")
    return placed


def _gathers(block: Block) -> str:
    if block.table:
        return f"table{block.table}"
    return "ol" if _counted(block) else ""


def _counted(block: Block) -> bool:
    """Simple numbers ("12.") come from the list; others stand in the text."""
    return block.kind == "paragraph" and bool(re.fullmatch(r"\d+\.", block.label))


def _opened(block: Block, wanted: str) -> str:
    if wanted == "ol":
        return f'<ol start="{block.label.rstrip(".")}">\n'
    return "<table>\n" if wanted else ""


def _closed(open_: str) -> str:
    if open_ == "ol":
        return "</ol>\n"
    return "</tbody></table>\n" if open_ else ""


def _block(block: Block) -> str:
    if block.cells:
        cell = "th" if block.header else "td"
        row = "<tr>" + "".join(f"<{cell}>{to_html(text)}</{cell}>" for text in block.cells) + "</tr>"
        return f"<thead>{row}</thead><tbody>\n" if block.header else row + "\n"
    if block.kind == "heading":
        label = f"{block.label} " if block.label else ""
        return f"<h{block.level}>{label}{to_html(block.parts[0].text)}</h{block.level}>\n"
    body = _parts(block)
    return f"<li>{body}</li>\n" if _counted(block) else body + "\n"


def _parts(block: Block) -> str:
    out: list[str] = []
    for number, part in enumerate(block.parts):
        before = block.parts[number - 1].style if number else ""
        after = block.parts[number + 1].style if number + 1 < len(block.parts) else ""
        out.append(_part(block, part, before, after, first=number == 0))
    return "".join(out)


def _part(block: Block, part: Part, before: str, after: str, *, first: bool) -> str:
    text = to_html(part.text)
    if part.style in ("bullet", "letter"):
        # A list of letters is typed by its letters: "(a) " goes, the list prints it.
        tag, text = ("ul", text) if part.style == "bullet" else ('ol type="a"', re.sub(r"^\([a-z]\) ", "", text))
        opening = "" if before == part.style else f"<{tag}>"
        closing = "" if after == part.style else f"</{tag[:2]}>"
        return f"{opening}<li>{text}</li>{closing}"
    if part.style == "quote":
        return f"<blockquote><p>{text}</p></blockquote>"
    if first and block.label and not _counted(block):
        text = f"<strong>{block.label}</strong> {text}" if block.kind == "recommendation" else f"{block.label} {text}"
    return f"<p>{text}</p>"


def _notes(document: Document, placed: Placed) -> list[str]:
    if not document.footnotes:
        return []
    out = ['<section class="footnotes"><hr><ol>\n']
    for marker, note in sorted(document.footnotes.items(), key=lambda item: int(item[0])):
        placed.put(note)
        back = f'<a href="#ref-{marker}" aria-label="Back to text">↩</a>'
        out.append(f'<li id="note-{marker}"><p>{to_html(note.parts[0].text)} {back}</p></li>\n')
    return [*out, "</ol></section>\n"]
