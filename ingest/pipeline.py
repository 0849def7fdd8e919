"""From a file to a Review: read, parse, find metadata, measure fidelity."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ingest import isolate
from ingest.errors import IngestError, LimitExceeded
from ingest.model import Review, Unit
from ingest.settings import Limits

#: Raised whenever the same file would be parsed differently; a review of an older parser is parsed again on `add`.
PARSER_VERSION = 6


def parse_file(path: Path, *, review_id: str, sha256: str, limits: Limits) -> Review:
    """Parse one file, in a process of its own that is stopped when it takes too long or too much memory.

    One such process serves all files, so that its start (0.3 s) is paid once and not for each.

    Args:
        path: its name is the review's `source`.
        sha256: of its bytes.

    Returns:
        A Review with the metadata that the file itself shows.

    Raises:
        IngestError: it cannot be read, or not within the limits.
    """
    return isolate.run_isolated(parse_here, path, review_id, sha256, limits, name=path.name, limits=limits)


def parse_here(path: Path, review_id: str, sha256: str, limits: Limits) -> Review:
    """The same in this process, without bounds on time and memory.

    Raises:
        IngestError: it cannot be read, or not within the limits.
    """
    from ingest import metadata
    from ingest.fidelity import measure
    from ingest.opinion import second_opinion
    from ingest.readers import read
    from ingest.roles import assign
    from ingest.structure import parse

    source = read(path, limits)
    text, units = parse(source, review_id=review_id)
    _check(path.name, text, units, limits)
    opinion = second_opinion(path, source, units, limits)
    fidelity = measure(source, text, units)
    fidelity = replace(fidelity, problems=fidelity.problems + opinion.problems, checks=opinion.checks)
    found = metadata.extract(metadata.Clues.of(path.name, source, units))
    return Review(
        id=review_id,
        source=path.name,
        sha256=sha256,
        format=path.suffix.lower().lstrip("."),
        title=metadata.display_title(found, path.name),
        case=review_id,
        metadata=found,
        fidelity=fidelity,
        text=text,
        units=tuple(replace(unit, doubtful=unit.id in opinion.doubtful) for unit in assign(units)),
        added=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _check(name: str, text: str, units: tuple[Unit, ...], limits: Limits) -> None:
    """A review is kept only if it says something, every unit is a span of its text, and no two have one id."""
    if not any(unit.text.strip() for unit in units):
        raise IngestError(f"{name} has no text that could be read.", remedy="Look at the file.")
    if len(units) > limits.units:
        raise LimitExceeded(f"{name} has {len(units):,} units, more than the {limits.units:,} that are taken in.")
    for unit in units:
        if text[unit.start : unit.end] != unit.text:
            raise IngestError(f"{name}: the text of {unit.id} is not where the parse says it is.")
    if len({unit.id for unit in units}) != len(units):
        raise IngestError(f"{name}: two units have the same id.")
