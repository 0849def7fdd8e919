"""The same random review as a Word file whose numbers Word computes, as a web page, and as Markdown."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tests.ingest import docx_makers as d
from tests.ingest.structure_makers import Heading, Part, Recommendation, Table

_LEVELS, _RECOMMENDATIONS, _BULLETS = 1, 2, 3


def to_docx(parts: list[Part], path: Path) -> Path:
    """Headings and paragraphs are numbered by one list of many levels, recommendations by another."""
    levels = [d.level(i, ".".join(f"%{j + 1}" for j in range(i + 1))) for i in range(4)]
    numbering = (
        d.abstract(0, *levels)
        + d.abstract(1, d.level(0, "Recommendation %1:"))
        + d.abstract(2, d.level(0, "\uf0b7", "bullet"))
        + d.num(_LEVELS, 0) + d.num(_RECOMMENDATIONS, 1) + d.num(_BULLETS, 2)
    )  # fmt: skip
    body: list[str] = []
    notes: list[str] = []
    for part in parts:
        if isinstance(part, Heading):
            depth = part.label.count(".")
            body.append(d.p(part.title, style=f"Heading{depth + 1}", num=(_LEVELS, depth)))
        elif isinstance(part, Recommendation):
            body.append(d.p(" ".join(part.sentences), num=(_RECOMMENDATIONS, 0)))
        elif isinstance(part, Table):
            rows = [d.row(*part.columns, props="<w:tblHeader/>"), *(d.row(*row) for row in part.rows)]
            body += [d.table(*rows), d.p()]
        else:
            runs = d.r(" ".join(part.sentences))
            if part.note:
                notes.append(d.note(len(notes) + 1, part.note))
                runs += d.ref(len(notes))
            body.append(d.p(runs, num=(_LEVELS, part.label.count("."))))
            body += [d.p(item, num=(_BULLETS, 0)) for item in part.items]
    others = {"footnotes": "".join(notes)} if notes else {}
    return d.write(path, d.parts("".join(body), numbering=numbering, **others))


def to_html(parts: list[Part]) -> str:
    """Numbers stand in the text, notes at the end of the page, a site around it."""
    body: list[str] = []
    notes: list[str] = []
    for part in parts:
        if isinstance(part, Heading):
            tag = f"h{part.label.count('.') + 2}"
            body.append(f"<{tag}>{part.label} {escape(part.title)}</{tag}>")
        elif isinstance(part, Recommendation):
            body.append(f"<p><b>{part.label}:</b> {escape(' '.join(part.sentences))}</p>")
        elif isinstance(part, Table):
            rows = ["".join(f"<th>{escape(name)}</th>" for name in part.columns)]
            rows += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in part.rows]
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            text = f"{part.label} {escape(' '.join(part.sentences))}"
            if part.note:
                n = len(notes) + 1
                back = f'<a href="#r{n}">↩</a>'
                notes.append(f'<li id="fn{n}"><p>{escape(part.note)} {back}</p></li>')
                text += f'<sup><a id="r{n}" href="#fn{n}">{n}</a></sup>'
            items = "".join(f"<li>{escape(item)}</li>" for item in part.items)
            body.append(f"<p>{text}</p>" + (f"<ul>{items}</ul>" if items else ""))
    if notes:
        body.append(f'<section class="footnotes"><ol>{"".join(notes)}</ol></section>')
    return f"<nav><a href=/>Home</a></nav><main>{''.join(body)}</main><footer>Cookies</footer>"


def to_markdown(parts: list[Part]) -> str:
    """Numbers stand in the text, notes below their paragraph."""
    lines: list[str] = []
    note = 0
    for part in parts:
        if isinstance(part, Heading):
            lines += [f"{'#' * (part.label.count('.') + 1)} {part.label} {part.title}", ""]
        elif isinstance(part, Recommendation):
            lines += [f"**{part.label}:** {' '.join(part.sentences)}", ""]
        elif isinstance(part, Table):
            lines += ["| " + " | ".join(part.columns) + " |", "|---" * len(part.columns) + "|"]
            lines += ["| " + " | ".join(row) + " |" for row in part.rows] + [""]
        else:
            note += bool(part.note)
            lines += [f"{part.label} {' '.join(part.sentences)}" + (f"[^{note}]" if part.note else ""), ""]
            lines += [*(f"- {item}" for item in part.items), ""] if part.items else []
            lines += [f"[^{note}]: {part.note}", ""] if part.note else []
    return "\n".join(lines)
