"""What routes get from the application they are part of."""

from __future__ import annotations

from fastapi import Request

from app.api.desk import Desk


def desk_of(request: Request) -> Desk:
    """The Casebook behind this application."""
    desk: Desk = request.app.state.desk
    return desk
