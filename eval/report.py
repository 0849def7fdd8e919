"""The report of one run: a single HTML file that reads offline, in print and by screen reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from eval.calibration import curve
from eval.gold import Resolved
from eval.groups import broken_down
from eval.pairs import Pair
from eval.runs import Outcome, Run
from eval.summary import rows
from ingest.model import Unit

_HERE = Path(__file__).parent


def report(run: Run, pairs: Sequence[Resolved], units: Mapping[str, Unit]) -> str:
    """The whole report."""
    head = run.header
    by_id = {resolved.pair.id: resolved.pair for resolved in pairs}
    parts = [
        f"<h1>Evaluation on {escape(head.dataset)}</h1>",
        f"<p>{len(by_id)} questions, {escape(head.created)}, {escape(head.machine)}, model {escape(head.model)}.</p>",
        _headline(run),
        _plot(
            "Answer points made in the first 200 words, by type of question",
            [
                (name, value.mean, f"{value.mean:.2f} ({value.n})")
                for name, value in broken_down(
                    run, "casebook answers", "points@200w", {pair.id: pair.type for pair in by_id.values()}
                ).items()
            ],
        ),
        _calibration(run),
        _questions(run, pairs, units),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Casebook evaluation: {escape(head.dataset)}</title>\n"
        f"<style>{_asset('report.css')}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + f"\n</main>\n<script>{_asset('report.js')}</script>\n</body>\n</html>\n"
    )


def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _headline(run: Run) -> str:
    cells = "".join(
        f'<tr><th scope="row">{escape(row.system)}</th><td>{escape(row.measure)}</td>'
        f'<td class="number">{row.estimate.mean:.3f}</td>'
        f'<td class="number">{row.estimate.low:.3f} to {row.estimate.high:.3f}</td>'
        f'<td class="number">{row.estimate.n}</td></tr>'
        for row in rows(run)
    )
    return (
        "<h2>Measures</h2><table><caption>Mean over questions, 95 % interval by bootstrap</caption><thead><tr>"
        '<th scope="col">System</th><th scope="col">Measure</th><th scope="col">Mean</th>'
        f'<th scope="col">95 % interval</th><th scope="col">Questions</th></tr></thead><tbody>{cells}</tbody></table>'
    )


def _plot(title: str, bars: Sequence[tuple[str, float, str]]) -> str:
    """Horizontal bars from 0 to 1, each with its value in words: name, value, label."""
    if not bars:
        return ""
    height = 26 * len(bars) + 8
    drawn = "".join(
        f'<text x="0" y="{26 * row + 20}">{escape(name)}</text>'
        f'<rect class="bar" x="150" y="{26 * row + 6}" width="{max(0.0, min(1.0, value)) * 380:.0f}" height="18"/>'
        f'<text x="540" y="{26 * row + 20}">{escape(label)}</text>'
        for row, (name, value, label) in enumerate(bars)
    )
    words = "; ".join(f"{name} {label}" for name, _, label in bars)
    return (
        f'<h2>{escape(title)}</h2><svg viewBox="0 0 640 {height}" role="img" aria-label="{escape(title)}: '
        f'{escape(words)}">{drawn}</svg>'
    )


def _calibration(run: Run) -> str:
    asked = [each for each in run.outcomes if each.system == "casebook answers" and each.answered is not None]
    bins = curve([each.confidence for each in asked], ["refused" not in each.measures for each in asked])
    return _plot(
        "Calibration: share of questions that were answerable, by confidence",
        [(f"confidence {each.confidence:.2f}", each.answerable, f"{each.answerable:.2f} ({each.n})") for each in bins],
    )


def _questions(run: Run, pairs: Sequence[Resolved], units: Mapping[str, Unit]) -> str:
    answers = {each.pair: each for each in run.outcomes if each.system == "casebook answers"}
    items = "".join(
        _question(resolved, answers[resolved.pair.id], units) for resolved in pairs if resolved.pair.id in answers
    )
    return (
        '<h2>Questions</h2><p><label for="filter">Show questions, types or personas with the words</label><br>'
        '<input id="filter" type="search"> <span id="count" class="quiet" role="status"></span></p>' + items
    )


def _question(resolved: Resolved, outcome: Outcome, units: Mapping[str, Unit]) -> str:
    pair = resolved.pair
    verdict = _verdict(pair, outcome)
    text = f"{pair.id} {pair.question} {pair.type} {pair.persona} {pair.scope or ''} {verdict}".lower()
    gold = "".join(_gold(unit, grade, outcome, units) for unit, grade in resolved.grades.items())
    values = ", ".join(f"{name} {value:.2f}" for name, value in outcome.measures.items())
    return (
        f'<details data-text="{escape(text)}"><summary>{escape(pair.id)} <strong>{escape(pair.question)}</strong> '
        f'<span class="quiet">{escape(pair.type)}, {escape(pair.persona)}: {verdict}</span></summary>'
        f"<pre>{escape(outcome.answer)}</pre>"
        + (f"<p>Gold:</p><ul>{gold}</ul>" if gold else "<p>The collection does not answer it.</p>")
        + f'<p class="quiet">{escape(values)}; {outcome.seconds * 1000:.0f} ms</p></details>'
    )


def _verdict(pair: Pair, outcome: Outcome) -> str:
    if not pair.answerable:
        return "rightly refused" if not outcome.answered else "answered, though nothing answers it"
    return "answered" if outcome.answered else "refused, though it has an answer"


def _gold(unit: str, grade: int, outcome: Outcome, units: Mapping[str, Unit]) -> str:
    found = units.get(unit)
    name = f"{found.review} {found.label or found.text[:40]}" if found else unit
    if unit in outcome.cited:
        met, word = "met", "cited"
    elif unit in outcome.ranked:
        met, word = "met", f"found at rank {outcome.ranked.index(unit) + 1}, not cited"
    else:
        met, word = "missed", "missed"
    weight = "essential" if grade == 2 else "also relevant"
    return f'<li class="{met}">{escape(name)} ({weight}): {word}</li>'
