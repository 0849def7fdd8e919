"""How files reach the browser: kept by it for good where their names hold their digest, and not compressed on the way
to a browser on this machine, where compressing takes longer than sending."""

from __future__ import annotations

from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.access import LOOPBACK
from app.web.assets import held

#: Gradio's own files: each has its digest in its name.
_NAMED_BY_DIGEST = "/assets/"
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")


class Delivery:
    """ASGI middleware before Gradio's own. Answers to `pages` say in `links` what the browser will need."""

    def __init__(self, app: ASGIApp, pages: Collection[str] = (), links: str = "") -> None:
        self._app = app
        self._pages = frozenset(pages)
        self._links = links.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, its headers put right."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if (scope.get("client") or ("",))[0] in LOOPBACK:
            headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            scope = {**scope, "headers": headers}
            if scope["method"] == "GET" and scope["path"].startswith(_NAMED_BY_DIGEST):
                file = held(scope["path"])
                if file is not None:
                    await _send(file, send)
                    return
        added = self._added(scope["path"])
        if added is None:
            await self._app(scope, receive, send)
            return
        known, value = added

        async def with_header(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = list(message.get("headers", ()))
                if not any(name == known for name, _ in headers):
                    message = {**message, "headers": [*headers, (known, value)]}
            await send(message)

        await self._app(scope, receive, with_header)

    def _added(self, path: str) -> tuple[bytes, bytes] | None:
        """The header that an answer to this path gets beside its own."""
        if path.startswith(_NAMED_BY_DIGEST):
            return _FOR_EVER
        return (b"link", self._links) if path in self._pages else None


async def _send(file: tuple[str, bytes], send: Send) -> None:
    kind, content = file
    headers = [
        (b"content-type", f"{kind}; charset=utf-8".encode()),
        (b"content-length", str(len(content)).encode()),
        _FOR_EVER,
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})
