"""Footnotes and front matter, which CommonMark does not know: lifted out of the text before it is parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)")
REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MATTER = re.compile(r"\A---[ \t]*\n((?:(?:[\w-][\w -]*:|[-#]|[ \t]).*\n){1,200})(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"([\w-][\w -]*):[ \t]*(\S.*)")
_INDENTS = ("    ", "\t")
_STARTS = re.compile(r" {0,3}([#>|]|[-+*] |\d{1,9}[.)] |\d+(\.\d+)+|<)")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's definition, lifted out of the text; `line` is where it stood, from 0."""

    line: int
    name: str
    text: str


def front_matter(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """'---\\ntitle: A\\n---\\nText' -> blank lines and 'Text', with (('title', 'A'),)."""
    found = _MATTER.match(text)
    pairs = [pair for line in found[1].split("\n") if (pair := _PAIR.match(line))] if found else []
    if not found or not pairs:
        return text, ()
    blank = "\n" * found[0].count("\n")
    return blank + text[found.end() :], tuple((pair[1].strip().lower(), pair[2].strip(" \"'")) for pair in pairs)


def lift_notes(text: str) -> tuple[str, list[Note]]:
    """The text with the footnotes' definitions blanked out, and these.

    CommonMark takes `[^2]: https://...` for the definition of a link and prints nothing.
    """
    lines = text.split("\n")
    notes: list[Note] = []
    fence, at = "", 0
    while at < len(lines):
        edge = FENCE.match(lines[at])
        if edge and (not fence or edge[1].startswith(fence)):
            fence = "" if fence else edge[1]
        found = None if fence else _NOTE.match(lines[at])
        if not found:
            at += 1
            continue
        end = _note_end(lines, at)
        gathered = [found[2], *(line.strip() for line in lines[at + 1 : end])]
        notes.append(Note(at, found[1], "\n".join(gathered).strip()))
        lines[at:end] = [""] * (end - at)
        at = end
    return "\n".join(lines), notes


def _note_end(lines: list[str], start: int) -> int:
    """The line after a note's last: text right below it belongs to it, and indented paragraphs."""
    at = start + 1
    while at < len(lines):
        line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
        if not line.strip():
            if not (below.startswith(_INDENTS) and below.strip()):
                break
        elif _NOTE.match(line) or not (
            line.startswith(_INDENTS) or (lines[at - 1].strip() and not _STARTS.match(line))
        ):
            break
        at += 1
    return at


def note_marks(body: str, notes: list[Note]) -> dict[str, str]:
    """Note name -> marker as printed: its own number, or counted by first reference where names are words."""
    names = [found[1] for found in REFERENCE.finditer(body)]
    known = {note.name for note in notes}
    order = list(dict.fromkeys([*(name for name in names if name in known), *(note.name for note in notes)]))
    if all(name.isdigit() for name in order):
        return {name: name for name in order}
    return {name: str(count) for count, name in enumerate(order, 1)}
