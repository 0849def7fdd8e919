"""The page's own styles, scripts and drawings. An address holds the file's digest, so it may be kept for ever."""

from __future__ import annotations

import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from app.web.rendering import STATIC, asset

router = APIRouter(include_in_schema=False)
_SCRIPT_OR_STYLE = re.compile(r"[\w-]+-[\w-]{8}\.(?:js|css)")
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get("/assets/{digest}/{name}")
def file(digest: str, name: str) -> Response:
    """One file; an old digest gets the present file, kept for no time."""
    if name not in {path.name for path in STATIC.iterdir()}:
        return Response("There is no such file.", 404)
    fresh = asset(name) == f"/assets/{digest}/{name}"
    return FileResponse(STATIC / name, headers=_FOR_EVER if fresh else {"Cache-Control": "no-store"})


def frontend() -> Path:
    """The folder of Gradio's own page: its `index.html`, and `assets/` whose names hold their digests."""
    import gradio

    return Path(gradio.__file__).parent / "templates" / "frontend"


@lru_cache(maxsize=256)
def held(path: str) -> tuple[str, bytes] | None:
    """Media type and content of a file, ours or Gradio's, that may be kept for ever; None where it is not one.

    A first view asks for fifty of them. From memory each takes a tenth of the time that it takes from the file.
    """
    digest, slash, name = path.removeprefix("/assets/").rpartition("/")
    if slash:
        file = STATIC / name
        ours = name in {each.name for each in STATIC.iterdir()} and asset(name) == f"/assets/{digest}/{name}"
    else:
        file = frontend() / "assets" / name
        ours = _SCRIPT_OR_STYLE.fullmatch(name) is not None and file.is_file()
    return (mimetypes.guess_type(name)[0] or "application/octet-stream", file.read_bytes()) if ours else None


@router.get("/robots.txt")
def robots() -> Response:
    """Nothing here is for search engines."""
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")
