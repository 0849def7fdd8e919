"""The page's own styles, scripts and drawings. An address holds the file's digest, so it may be kept for ever."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from app.web.rendering import STATIC, asset

router = APIRouter(include_in_schema=False)
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get("/assets/{digest}/{name}")
def file(digest: str, name: str) -> Response:
    """One file; an old digest gets the present file, kept for no time."""
    if name not in {path.name for path in STATIC.iterdir()}:
        return Response("There is no such file.", 404)
    fresh = asset(name) == f"/assets/{digest}/{name}"
    return FileResponse(STATIC / name, headers=_FOR_EVER if fresh else {"Cache-Control": "no-store"})


@router.get("/robots.txt")
def robots() -> Response:
    """Nothing here is for search engines."""
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")
