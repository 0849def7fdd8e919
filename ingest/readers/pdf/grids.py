"""Ruled tables: lines that meet become a grid, grid cells that no line parts become one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.pdf.records import Box, Rules

#: Lines this near are one line, or meet; in points.
_NEAR = 3.0
#: Least share of a cell's side that a line must cover to part it from its neighbour.
_COVER = 0.6
_NARROWEST = 6.0
_LOWEST = 5.0
#: Grids finer than this are drawings.
_MOST_CELLS = 20_000
#: A page on which more lines could cross is a drawing too.
_MOST_CROSSINGS = 300_000
#: Cells times the lines that could part them: a table has far fewer.
_MOST_LOOKS = 2_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """Part of a grid: its first row and column, how many columns it spans, and its box."""

    row: int
    column: int
    span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table's cells, row by row; `edges` are the x of its column lines."""

    box: Box
    cells: tuple[Cell, ...]
    edges: tuple[float, ...]


def find_grids(rules: Rules) -> list[Grid]:
    """Grids of two columns or more, from top to bottom. A frame around one text is none."""
    flat = _merged([(rule.y0 + rule.y1) / 2, rule.x0, rule.x1] for rule in rules.horizontal)
    tall = _merged([(rule.x0 + rule.x1) / 2, rule.y0, rule.y1] for rule in rules.vertical)
    if len(flat) * len(tall) > _MOST_CROSSINGS:
        return []
    grids = [grid for one, other in _components(flat, tall) if (grid := _grid(one, other)) is not None]
    return sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))


_Line = tuple[float, float, float]  # where it stands, where it begins, where it ends


def _merged(lines: Iterable[Sequence[float]]) -> list[_Line]:
    """Lines that continue each other as one: dashes, borders drawn cell by cell."""
    result: list[_Line] = []
    ordered = sorted((line[0], line[1], line[2]) for line in lines)
    groups: list[list[_Line]] = []
    for line in ordered:
        if groups and line[0] - groups[-1][0][0] <= _NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        at = sum(line[0] for line in group) / len(group)
        begin: float | None = None
        stop = 0.0
        for _, start, end in sorted(group, key=lambda line: line[1]):
            if begin is None:
                begin, stop = start, end
            elif start <= stop + _NEAR:
                stop = max(stop, end)
            else:
                result.append((at, begin, stop))
                begin, stop = start, end
        if begin is not None:
            result.append((at, begin, stop))
    return result


def _components(flat: list[_Line], tall: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Horizontal and vertical lines that hang together."""
    parent = list(range(len(flat) + len(tall)))

    def find(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, (y, left, right) in enumerate(flat):
        for j, (x, top, bottom) in enumerate(tall):
            if left - _NEAR <= x <= right + _NEAR and top - _NEAR <= y <= bottom + _NEAR:
                parent[find(i)] = find(len(flat) + j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for i, line in enumerate(flat):
        groups.setdefault(find(i), ([], []))[0].append(line)
    for j, line in enumerate(tall):
        groups.setdefault(find(len(flat) + j), ([], []))[1].append(line)
    return list(groups.values())


def _places(lines: Sequence[_Line], least: float) -> list[float]:
    """Where lines stand, those nearer than `least` once."""
    places: list[float] = []
    for at in sorted(line[0] for line in lines):
        if not places or at - places[-1] > least:
            places.append(at)
    return places


def _parted(lines: Sequence[_Line], at: float, start: float, end: float) -> bool:
    """Whether a line at that place covers the side of a cell from start to end."""
    covered = sum(
        max(0.0, min(stop, end) - max(begin, start)) for where, begin, stop in lines if abs(where - at) <= 2 * _NEAR
    )
    return covered >= _COVER * (end - start)


def _grid(flat: list[_Line], tall: list[_Line]) -> Grid | None:
    ys, xs = _places(flat, _LOWEST), _places(tall, _NARROWEST)
    if len(flat) >= 2:
        # Tables are often open at the sides: the ends of their horizontal lines are edges too.
        left, right = min(line[1] for line in flat), max(line[2] for line in flat)
        xs = [*([left] if not xs or left < xs[0] - _NARROWEST else []), *xs]
        xs = [*xs, *([right] if right > xs[-1] + _NARROWEST else [])]
    ys = _with_open_ends(ys, tall)
    count = len(xs) * len(ys)
    if len(xs) < 3 or len(ys) < 2 or count > _MOST_CELLS or count * (len(flat) + len(tall)) > _MOST_LOOKS:
        return None
    owner = _united(flat, tall, xs, ys)
    cells = _cells(owner, xs, ys)
    if max(sum(cell.row == row for cell in cells) for row in range(len(ys) - 1)) < 2:
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(cells), tuple(xs))


def _with_open_ends(ys: list[float], tall: Sequence[_Line]) -> list[float]:
    """A row that goes on over the page has no line at the break: the ends of two lines at its sides are its edge."""
    if not ys or len(tall) < 2:
        return ys
    top, bottom = sorted(line[1] for line in tall)[1], sorted(line[2] for line in tall)[-2]
    above = [top] if top < ys[0] - 2 * _LOWEST else []
    below = [bottom] if bottom > ys[-1] + 2 * _LOWEST else []
    return [*above, *ys, *below]


def _united(
    flat: list[_Line], tall: list[_Line], xs: Sequence[float], ys: Sequence[float]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each elementary cell the first cell of those that it is one with."""
    owner = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def find(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            here = find((row, column))
            if column + 2 < len(xs) and not _parted(tall, xs[column + 1], ys[row], ys[row + 1]):
                there = find((row, column + 1))
                owner[max(here, there)] = min(here, there)
                here = find((row, column))
            if row + 2 < len(ys) and not _parted(flat, ys[row + 1], xs[column], xs[column + 1]):
                there = find((row + 1, column))
                owner[max(here, there)] = min(here, there)
    return {cell: find(cell) for cell in owner}


def _cells(owner: dict[tuple[int, int], tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> list[Cell]:
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell, first in owner.items():
        members.setdefault(first, []).append(cell)
    cells: list[Cell] = []
    for (row, _), group in sorted(members.items()):
        last_row, last_column = max(cell[0] for cell in group), max(cell[1] for cell in group)
        first_column = min(cell[1] for cell in group)
        box = Box(xs[first_column], ys[row], xs[last_column + 1], ys[last_row + 1])
        cells.append(Cell(row, first_column, last_column - first_column + 1, box))
    return cells
