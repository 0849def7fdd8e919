"""What routes get from the application they are part of."""

from __future__ import annotations

from fastapi import Request

from app.api.desk import Desk
from app.api.jobs import Jobs
from app.api.metrics import Metrics


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
