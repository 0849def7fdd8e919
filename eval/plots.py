"""Plots of a report as inline SVG. Each stands beside a table with the same figures: nothing is told by sight alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 50, 110, 12, 40
#: Line patterns and markers, so that lines differ in print and for those who see colours alike.
_DASHES = ("", "7 4", "2 4", "10 3 2 3", "1 2")
_MARKERS = ("circle", "square", "triangle", "diamond", "circle")


@dataclass(frozen=True, slots=True)
class Line:
    """A named line through points (x, y)."""

    name: str
    points: tuple[tuple[float, float], ...]


def figure(title: str, drawing: str, columns: Sequence[str], rows: Sequence[Sequence[str]], said: str = "") -> str:
    """A drawing with its title and its figures as a table; `said` is one sentence on how to read it."""
    if not rows:
        return ""
    return (
        f"<figure><figcaption><h3>{escape(title)}</h3>{f'<p>{escape(said)}</p>' if said else ''}</figcaption>{drawing}"
        f"<details class='figures'><summary>The figures of: {escape(title)}</summary>{table(columns, rows, title)}"
        "</details></figure>"
    )


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    """A table whose first column heads its rows."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="number">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}"><table><caption>{escape(caption)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def lines(title: str, found: Sequence[Line], *, most: float, x: str, y: str) -> str:
    """Lines over 0..most, values 0..1, each named at its end."""
    drawn = [_axes(x, y, [f"{most * step / 5:g}" for step in range(6)])]
    for place, line in enumerate(found):
        spots = [(_x(at / most), _y(value)) for at, value in line.points]
        path = " ".join(f"{across:.1f},{down:.1f}" for across, down in spots)
        drawn.append(f'<polyline class="line s{place}" points="{path}" stroke-dasharray="{_DASHES[place % 5]}"/>')
        drawn += [_marker(_MARKERS[place % 5], across, down, f"s{place}") for across, down in spots]
    drawn += _names([(line.name, _x(line.points[-1][0] / most), _y(line.points[-1][1])) for line in found])
    return _svg(title, drawn, HEIGHT)


def _names(ends: Sequence[tuple[str, float, float]]) -> list[str]:
    """Each line's name at its end, kept a line of text apart from the one above: name, x, y."""
    drawn, above = [], -100.0
    for name, across, down in sorted(ends, key=lambda end: end[2]):
        above = max(down, above + 14)
        drawn.append(f'<text x="{across + 10:.0f}" y="{above + 4:.0f}">{escape(name)}</text>')
    return drawn


def calibration(title: str, spots: Sequence[tuple[float, float, int]]) -> str:
    """Circles at (confidence, share answerable), as large as their numbers of questions, beside the line of truth."""
    drawn = [_axes("confidence", "share that has an answer", [f"{step / 5:g}" for step in range(6)])]
    drawn.append(f'<line class="guide" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>')
    for confidence, share, n in spots:
        size = 4 + min(n, 60) ** 0.5
        drawn.append(f'<circle class="spot" cx="{_x(confidence):.1f}" cy="{_y(share):.1f}" r="{size:.1f}"/>')
        drawn.append(f'<text class="n" x="{_x(confidence):.0f}" y="{_y(share) + 4:.0f}">{n}</text>')
    return _svg(title, drawn, HEIGHT)


def bars(title: str, found: Sequence[tuple[str, float, float, float]]) -> str:
    """Horizontal bars of 0..1, each with its interval: name, value, low, high."""
    drawn = []
    for row, (name, value, low, high) in enumerate(found):
        middle = 26 * row + 17
        drawn.append(f'<text x="0" y="{middle + 4}">{escape(name)}</text>')
        drawn.append(f'<rect class="bar" x="150" y="{middle - 8}" width="{value * 380:.0f}" height="16"/>')
        start, end = 150 + low * 380, 150 + high * 380
        drawn.append(f'<line class="whisker" x1="{start:.0f}" x2="{end:.0f}" y1="{middle}" y2="{middle}"/>')
        drawn.append(f'<text x="545" y="{middle + 4}">{value:.2f}</text>')
    return _svg(title, drawn, 26 * len(found) + 10)


def columns(title: str, found: Sequence[tuple[str, int]], x: str) -> str:
    """Upright bars of counts: name, count."""
    most = max((count for _, count in found), default=1)
    step = (WIDTH - LEFT - RIGHT) / max(1, len(found))
    drawn = [f'<line class="axis" x1="{LEFT}" y1="{_y(0)}" x2="{WIDTH - RIGHT}" y2="{_y(0)}"/>']
    for place, (name, count) in enumerate(found):
        tall, across = count / most * (HEIGHT - TOP - BOTTOM - 16), LEFT + place * step
        size = f'width="{step - 4:.1f}" height="{tall:.1f}"'
        drawn.append(f'<rect class="bar" x="{across + 2:.1f}" y="{_y(0) - tall:.1f}" {size}/>')
        drawn.append(f'<text class="n" x="{across + step / 2:.1f}" y="{_y(0) - tall - 4:.1f}">{count}</text>')
        drawn.append(f'<text class="n" x="{across + step / 2:.1f}" y="{_y(0) + 15:.1f}">{escape(name)}</text>')
    drawn.append(f'<text class="n" x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 4}">{escape(x)}</text>')
    return _svg(title, drawn, HEIGHT)


def _axes(x: str, y: str, ticks: Sequence[str]) -> str:
    drawn = []
    for step in range(6):
        across, down = _x(step / 5), _y(step / 5)
        drawn.append(f'<line class="grid" x1="{LEFT}" y1="{down:.1f}" x2="{WIDTH - RIGHT}" y2="{down:.1f}"/>')
        drawn.append(f'<text class="n" x="{LEFT - 18}" y="{down + 4:.1f}">{step / 5:g}</text>')
        drawn.append(f'<text class="n" x="{across:.1f}" y="{_y(0) + 15:.1f}">{ticks[step]}</text>')
    drawn.append(f'<text class="n" x="{_x(0.5):.0f}" y="{HEIGHT - 6}">{escape(x)}</text>')
    drawn.append(f'<text class="n" transform="translate(12 {_y(0.5):.0f}) rotate(-90)">{escape(y)}</text>')
    return "".join(drawn)


def _marker(kind: str, x: float, y: float, style: str) -> str:
    if kind == "circle":
        return f'<circle class="mark {style}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
    corners = {
        "square": ((-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)),
        "triangle": ((0, -4.2), (4, 3.2), (-4, 3.2)),
        "diamond": ((0, -4.5), (4.5, 0), (0, 4.5), (-4.5, 0)),
    }[kind]
    return f'<polygon class="mark {style}" points="{" ".join(f"{x + a:.1f},{y + b:.1f}" for a, b in corners)}"/>'


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _svg(title: str, drawn: Sequence[str], height: int) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}; the figures stand below it">'
        f"{''.join(drawn)}</svg>"
    )
