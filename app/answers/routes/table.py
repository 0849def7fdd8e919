"""The routes, in the order in which they are tried; the first that does not decline answers."""

from __future__ import annotations

from app.answers.model import Body, Declined
from app.answers.routes import comparison, metadata, non_mention, numbered, passages, summary, timeline
from app.answers.routes.route import Declines, Found, Route

ROUTES = (
    Route("reviews counted", metadata.counted),
    Route("metadata", metadata.told),
    Route("non-mention", non_mention.without),
    Route("timeline", timeline.in_time),
    Route("summary", summary.comes_to),
    Route("numbered", numbered.by_number),
    Route("comparison", comparison.side_by_side),
    Route("theme", passages.theme),
    Route("fact", passages.fact),
)


def answered(found: Found) -> tuple[Body, str, tuple[Declined, ...]]:
    """The answer, the name of the route that gave it, and those before it with why they declined."""
    declined: list[Declined] = []
    for route in ROUTES:
        body = route.answer(found)
        if not isinstance(body, Declines):
            return body, route.name, tuple(declined)
        declined.append(Declined(route.name, body.why))
    raise AssertionError("the last route declines nothing")
