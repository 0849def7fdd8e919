"""The report of one run: a single HTML file that reads offline, in print and by screen reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from eval import plots
from eval.calibration import curve
from eval.gold import Resolved
from eval.groups import BREAKDOWNS, BY, broken_down, group_of
from eval.judged import judged
from eval.pairs import Pair
from eval.ranking import CUTS, recall_by_words
from eval.runs import Outcome, Run
from eval.statistics import Estimate, estimate
from eval.summary import ordered, rows, slowest
from ingest.model import Review, Unit

_HERE = Path(__file__).parent
ANSWERS = "casebook answers"
#: Words read at which recall is drawn.
BUDGETS = (100, 200, 300, 400, 600, 800, 1000, 1250, 1500)
#: Upper ends, in seconds, of the columns of the time plot.
TIMES = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0, 2.0)


def report(run: Run, pairs: Sequence[Resolved], reviews: Mapping[str, Review]) -> str:
    """The whole report."""
    head = run.header
    units = {unit.id: unit for review in reviews.values() for unit in review.units}
    versions = ", ".join(f"{name} {version}" for name, version in head.versions.items() if version)
    unfinished = "" if run.complete else "<p><strong>Interrupted: not every question was asked.</strong></p>"
    parts = [
        f"<h1>Evaluation on {escape(head.dataset)}</h1>{unfinished}",
        f"<p>{len(pairs)} questions, {escape(head.created)}, {escape(head.machine)}; model {escape(head.model)}; "
        f"{escape(versions)}.</p>",
        "<p>Each figure is a mean over questions with its 95 % interval (percentile bootstrap over questions). No "
        "judge, human or model, scores anything. A question that a system fails on counts as 0.</p>",
        "<h2>Measures</h2>",
        *_headline(run),
        _judged(run),
        "<h2>Plots</h2>",
        _recall(run, pairs, units),
        _calibration(run),
        _points(run, pairs),
        _times(run),
        "<h2>Breakdowns</h2>",
        *(_breakdown(run, pairs, reviews, by) for by in BY),
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


def _cell(value: Estimate | None) -> str:
    if value is None:
        return ""
    same = value.low == value.high
    return f"{value.mean:.3f}" if same else f"{value.mean:.3f} ({value.low:.3f} to {value.high:.3f})"


def _short(value: Estimate | None) -> str:
    if value is None:
        return ""
    return (
        f"{value.mean:.2f}" if value.low == value.high else f"{value.mean:.2f} ({value.low:.2f}\u2013{value.high:.2f})"
    )


def _headline(run: Run) -> list[str]:
    found = {(row.system, row.measure): row.estimate for row in rows(run)}
    tables = []
    for title, answers in (("Rankings", False), ("Answers", True)):
        systems = [name for name in dict.fromkeys(name for name, _ in found) if name.endswith("answers") is answers]
        measures = ordered(list(dict.fromkeys(measure for system, measure in found if system in systems)))
        lines = []
        for measure in measures:
            cells = [found.get((system, measure)) for system in systems]
            lines.append([measure, *map(_cell, cells), str(max(each.n for each in cells if each))])
        if lines:
            tables.append(plots.table(["measure", *systems, "questions"], lines, title))
    return tables


def _judged(run: Run) -> str:
    """What language models said of the whole run, apart from what was measured."""
    lines = [
        [row.evaluator, row.judge, _short(row.passing), str(row.passing.n), str(row.failed)]
        for row in map(judged, run.judged)
    ]
    columns = ["evaluator", "judge", "share passing", "answers", "without a verdict"]
    return plots.table(columns, lines, "Secondary: judged by a language model, by run") if lines else ""


def _recall(run: Run, pairs: Sequence[Resolved], units: Mapping[str, Unit]) -> str:
    systems = dict.fromkeys(each.system for each in run.outcomes if not each.system.endswith("answers"))
    found = [plots.Line(system, points) for system in systems if (points := _recalls(run, system, pairs, units))]
    known = {line.name: dict(line.points) for line in found}
    table = [[str(at), *(f"{points[at]:.3f}" if at in points else "" for points in known.values())] for at in BUDGETS]
    title = "Essential paragraphs met, by words read"
    return plots.figure(
        title,
        plots.lines(title, found, most=BUDGETS[-1], x="words read", y="share met"),
        ["words read", *known],
        table if found else [],
        "The last passage is cut where the words end. Of systems that return chunks and know no paragraphs, two points "
        "were measured.",
    )


def _recalls(
    run: Run, system: str, pairs: Sequence[Resolved], units: Mapping[str, Unit]
) -> tuple[tuple[float, float], ...]:
    """Mean recall at each of BUDGETS; of a system that knows no units, where it was measured."""
    ranked = {each.pair: each.ranked for each in run.outcomes if each.system == system}
    asked = [
        (
            [units[unit].text for unit in resolved.essential if unit in units],
            [units[unit].text for unit in ranked[resolved.pair.id] if unit in units],
        )
        for resolved in pairs
        if resolved.essential and resolved.pair.id in ranked
    ]
    if any(texts for _, texts in asked):
        return tuple(
            (at, sum(recall_by_words(gold, texts, at) for gold, texts in asked) / len(asked)) for at in BUDGETS
        )
    measured = run.measured(system)
    return tuple((at, estimate(list(measured[f"rec@{at}w"].values())).mean) for at in CUTS if f"rec@{at}w" in measured)


def _calibration(run: Run) -> str:
    asked = [each for each in run.outcomes if each.system == ANSWERS and each.answered is not None]
    bins = curve([each.confidence for each in asked], ["refused" not in each.measures for each in asked])
    title = "Calibration: share of questions that have an answer, by confidence"
    return plots.figure(
        title,
        plots.calibration(title, [(each.confidence, each.answerable, each.n) for each in bins]),
        ["mean confidence", "share that has an answer", "questions"],
        [[f"{each.confidence:.2f}", f"{each.answerable:.2f}", str(each.n)] for each in bins],
        "On the line, confidence tells the truth; below it, it is too sure. The number in a circle is of questions.",
    )


def _points(run: Run, pairs: Sequence[Resolved]) -> str:
    of = {resolved.pair.id: resolved.pair.type for resolved in pairs}
    found = broken_down(run, ANSWERS, "points@200w", of)
    title = "Answer points made in the first 200 words, by type of question"
    return plots.figure(
        title,
        plots.bars(title, [(name, value.mean, value.low, value.high) for name, value in found.items()]),
        ["type", "points made", "questions"],
        [[name, _cell(value), str(value.n)] for name, value in found.items()],
        "The thin line is the 95 % interval.",
    )


def _times(run: Run) -> str:
    seconds = sorted(each.seconds for each in run.outcomes if each.system == ANSWERS and not each.error)
    if not seconds:
        return ""
    ends = [*TIMES, float("inf")]
    names = [f"≤ {end:g}" for end in TIMES] + [f"> {TIMES[-1]:g}"]
    counts = [sum(low < each <= high for each in seconds) for low, high in zip([-1.0, *TIMES], ends, strict=True)]
    middle, late = seconds[len(seconds) // 2], seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    slow = ", ".join(f"{each.pair} {each.seconds:.2f} s" for each in slowest(run, ANSWERS))
    title = "Time of an answer"
    return plots.figure(
        title,
        plots.columns(title, list(zip(names, counts, strict=True)), "seconds"),
        ["seconds", "questions"],
        [[name, str(count)] for name, count in zip(names, counts, strict=True)],
        f"Median {middle:.2f} s, 95th percentile {late:.2f} s. Slowest: {slow}.",
    )


def _breakdown(run: Run, pairs: Sequence[Resolved], reviews: Mapping[str, Review], by: str) -> str:
    of = {resolved.pair.id: group_of(resolved.pair, by, reviews) for resolved in pairs}
    found = [broken_down(run, system, measure, of) for system, measure in BREAKDOWNS]
    lines = [
        [group, str(sum(each == group for each in of.values())), *(_short(values.get(group)) for values in found)]
        for group in sorted(set(of.values()))
    ]
    return plots.table([by, "questions", *(measure for _, measure in BREAKDOWNS)], lines, f"Casebook, by {by}")


def _questions(run: Run, pairs: Sequence[Resolved], units: Mapping[str, Unit]) -> str:
    answers = {each.pair: each for each in run.outcomes if each.system == ANSWERS}
    asked = [(resolved, answers[resolved.pair.id]) for resolved in pairs if resolved.pair.id in answers]
    verdicts = [_verdict(resolved, outcome) for resolved, outcome in asked]
    items = "".join(
        _question(resolved, outcome, verdict, units)
        for (resolved, outcome), verdict in zip(asked, verdicts, strict=True)
    )
    chosen = "".join(
        _select(name, sorted(set(values)))
        for name, values in (
            ("type", [resolved.pair.type for resolved, _ in asked]),
            ("persona", [resolved.pair.persona for resolved, _ in asked]),
            ("outcome", verdicts),
        )
    )
    return (
        '<h2>Questions</h2><form id="filters" role="search" aria-label="Questions"><span><label for="words">With the '
        f'words</label> <input id="words" type="search"></span>{chosen}</form>'
        f'<p id="count" role="status">{len(asked)} questions</p>'
        "<p>Gold is marked: ✓ cited, ○ found and not cited, ✗ missed.</p>" + items
    )


def _select(name: str, values: Sequence[str]) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in values)
    return (
        f'<span><label for="by-{name}">{name}</label> <select id="by-{name}" data-by="{name}">'
        f'<option value="">all</option>{options}</select></span>'
    )


def _verdict(resolved: Resolved, outcome: Outcome) -> str:
    if not resolved.pair.answerable:
        return "answered, though nothing answers it" if outcome.answered else "rightly refused"
    if not outcome.answered:
        return "refused, though it has an answer"
    cited = sum(unit in outcome.cited for unit in resolved.essential)
    if cited == len(resolved.essential):
        return "all essential gold cited"
    return "some essential gold cited" if cited else "no essential gold cited"


def _question(resolved: Resolved, outcome: Outcome, verdict: str, units: Mapping[str, Unit]) -> str:
    pair = resolved.pair
    words = f"{pair.id} {pair.question} {pair.scope or ''} {outcome.answer}".lower()
    gold = "".join(_gold(unit, grade, outcome, units) for unit, grade in resolved.grades.items())
    values = ", ".join(f"{name} {value:.2f}" for name, value in outcome.measures.items())
    return (
        f'<details class="question" data-words="{escape(words)}" data-type="{escape(pair.type)}" '
        f'data-persona="{escape(pair.persona)}" data-outcome="{escape(verdict)}"><summary>{escape(pair.id)} '
        f"<strong>{escape(pair.question)}</strong> "
        f'<span class="quiet">{escape(pair.type)}, {escape(pair.persona)}: {escape(verdict)}</span></summary>'
        + (f'<p class="missed">✗ failed: {escape(outcome.error)}</p>' if outcome.error else "")
        + f'<div class="answer">{escape(outcome.answer)}</div>'
        + (f"<ul>{gold}</ul>" if gold else "<p>The collection does not answer it.</p>")
        + _points_of(pair, outcome)
        + f'<p class="quiet">{escape(values)}; confidence {outcome.confidence:.2f}; {outcome.seconds * 1000:.0f} ms</p>'
        "</details>"
    )


def _points_of(pair: Pair, outcome: Outcome) -> str:
    from eval.answers import points_made

    if not pair.answer_points:
        return ""
    items = "".join(
        f'<li class="{"met" if made else "missed"}">{"✓" if made else "✗"} {escape(point.text)}'
        f"{'' if made else ' (not said)'}</li>"
        for point in pair.answer_points
        for made in (points_made(outcome.answer, [point]) > 0,)
    )
    return f"<p>Answer points:</p><ul>{items}</ul>"


def _gold(unit: str, grade: int, outcome: Outcome, units: Mapping[str, Unit]) -> str:
    found = units.get(unit)
    name = f"{found.review} {found.label or found.text[:40]}" if found else unit
    if unit in outcome.cited:
        style, sign, word = "met", "✓", "cited"
    elif unit in outcome.ranked:
        style, sign, word = "near", "○", f"found at rank {outcome.ranked.index(unit) + 1}, not cited"
    else:
        style, sign, word = "missed", "✗", "missed"
    weight = "essential" if grade == 2 else "also relevant"
    return f'<li class="{style}">{sign} {escape(name)} ({weight}): {word}</li>'
