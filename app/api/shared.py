"""What routes get from the application they are part of."""

from __future__ import annotations

from fastapi import Request

from app.api.desk import Desk
from app.api.jobs import Jobs
from app.api.metrics import Metrics
from app.api.responses import UnitInContextForm
from app.citations import pinpoint
from app.forms import unit_form


def desk_of(request: Request) -> Desk:
    """The Casebook behind this application."""
    desk: Desk = request.app.state.desk
    return desk


def jobs_of(request: Request) -> Jobs:
    """The jobs of this server."""
    jobs: Jobs = request.app.state.jobs
    return jobs


def metrics_of(request: Request) -> Metrics:
    """What this server has counted."""
    metrics: Metrics = request.app.state.metrics
    return metrics


def in_context(desk: Desk, unit_id: str) -> UnitInContextForm:
    """A unit with its neighbours in reading order.

    Raises:
        UnknownReview: there is no such unit.
    """
    found, review = desk.unit(unit_id)
    place = next(number for number, each in enumerate(review.units) if each.id == found.id)
    before = review.units[place - 1] if place else None
    after = review.units[place + 1] if place + 1 < len(review.units) else None
    return UnitInContextForm(
        review=review.id,
        source=review.source,
        citation=pinpoint(found, desk.card(review)),
        unit=unit_form(found),
        before=unit_form(before) if before else None,
        after=unit_form(after) if after else None,
    )
