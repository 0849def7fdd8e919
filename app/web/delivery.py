"""How files reach the browser: kept by it for good where their names hold their digest, and not compressed on the way
to a browser on this machine, where compressing takes longer than sending."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.access import LOOPBACK

#: Gradio's own files: each has its digest in its name.
_NAMED_BY_DIGEST = "/assets/"
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")


class Delivery:
    """ASGI middleware before Gradio's own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, its headers put right."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if (scope.get("client") or ("",))[0] in LOOPBACK:
            headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            scope = {**scope, "headers": headers}
        if not scope["path"].startswith(_NAMED_BY_DIGEST):
            await self._app(scope, receive, send)
            return

        async def kept(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = list(message.get("headers", ()))
                if not any(name == b"cache-control" for name, _ in headers):
                    message = {**message, "headers": [*headers, _FOR_EVER]}
            await send(message)

        await self._app(scope, receive, kept)
