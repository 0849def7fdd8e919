"""From a file to a Review: read, parse, say roles, find metadata, measure fidelity."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import IngestError
from ingest.model import Review, Unit
from ingest.settings import Settings

#: Raised whenever the same file would be parsed differently; a review of an older parser is parsed again on `add`.
PARSER_VERSION = 1


def parse_file(path: Path, *, review_id: str, sha256: str, settings: Settings) -> Review:
    """Parse one file.

    Args:
        path: its name is the review's `source`.
        sha256: of its bytes.

    Returns:
        A Review with the metadata that the file itself shows.

    Raises:
        IngestError: it cannot be read, or not within the limits.
    """
    from ingest import metadata
    from ingest.fidelity import measure
    from ingest.readers import read
    from ingest.structure import parse

    source = read(path, settings.limits)
    text, units = parse(source, review_id=review_id)
    _check_spans(path, text, units)
    found = metadata.extract(metadata.Clues.of(path.name, source, units))
    return Review(
        id=review_id,
        source=path.name,
        sha256=sha256,
        format=path.suffix.lower().lstrip("."),
        title=metadata.display_title(found, path.name),
        case=review_id,
        metadata=found,
        fidelity=measure(source, text, units),
        text=text,
        units=units,
        added=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _check_spans(path: Path, text: str, units: tuple[Unit, ...]) -> None:
    """A review is kept only if every unit is a span of its text and no two units have one id."""
    if not any(unit.text.strip() for unit in units):
        raise IngestError(f"{path.name} has no text that could be read.", remedy="Look at the file.")
    for unit in units:
        if text[unit.start : unit.end] != unit.text:
            raise IngestError(f"{path.name}: the text of {unit.id} is not where the parse says it is.")
    if len({unit.id for unit in units}) != len(units):
        raise IngestError(f"{path.name}: two units have the same id.")
