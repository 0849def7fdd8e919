"""Who may do what: the rules that stand before every route, Gradio's own included.

- `Host` must be a name of this server (a foreign page cannot reach it by rebinding a name of its own to it).
- `Origin`, where a browser sends one, must be this server.
- Whatever writes needs the server's key, as `Authorization: Bearer KEY` or as the cookie that `POST /session` gives for
  it. It opens everything else too: commands on this machine find it in the library's folder.
- Where the settings name a password, everything needs it, on every address; without one, reading on loopback is free,
  and no other address is served.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problems import problem

COOKIE = "casebook_key"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
#: Reading calls that are sent with POST, because a question never stands in an address.
READING = frozenset(
    f"/api/v1/{name}" for name in ("ask", "search", "similar", "compare", "cite", "quotes", "facets", "searched")
)
#: Where Gradio's own page sends its reading events.
READING_EVENTS = ("/gradio_api/queue/", "/gradio_api/call/", "/gradio_api/run/", "/gradio_api/heartbeat/")
#: The page's scripts and styles are its own; nothing is fetched from elsewhere and nothing may frame the page.
SECURITY_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
        b"frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the middleware holds callers to.

    Args:
        key: of writing calls. password: asked for before everything; "" where none is set, on loopback alone.
        hosts: names under which the server may be called; empty: any (`--host 0.0.0.0` has no name of its own).
    """

    key: str = field(repr=False)
    password: str = field(default="", repr=False)
    hosts: frozenset[str] = frozenset(LOOPBACK)


class Access:
    """ASGI middleware that holds every call to `rules`."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a problem where a rule is broken; pass on otherwise."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # no route here speaks WebSocket
        refused = self.refusal(scope["method"], scope["path"], Headers(scope=scope))
        if refused is not None:
            await refused(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *SECURITY_HEADERS]
            await send(message)

        await self._app(scope, receive, guarded)

    def refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        """Why a call is refused; None where it is not."""
        rules = self._rules
        host = hostname(headers.get("host", ""))
        if rules.hosts and host not in rules.hosts:
            return problem(403, "Not allowed", "This server is not known by that name.", kind="ForeignHost")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            return problem(403, "Not allowed", "Calls from other pages are not taken.", kind="ForeignOrigin")
        if headers.get("sec-fetch-site") == "cross-site" and method not in ("GET", "HEAD"):
            return problem(403, "Not allowed", "Calls from other pages are not taken.", kind="ForeignOrigin")
        known = has_key(headers, rules.key)
        if rules.password and not known and not same(basic_password(headers), rules.password):
            return _ask_password()
        if writes(method, path) and not known:
            return problem(
                401,
                "A key is needed",
                "This call changes the collection.",
                "Open the address that `casebook serve` printed, or send `Authorization: Bearer KEY`.",
                "KeyNeeded",
            )
        return None


def writes(method: str, path: str) -> bool:
    """Whether a call changes something: every method but the reading ones, on every path but those that only read."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return path.startswith("/api/v1/local/")
    if path in READING or path == "/session" or path.rstrip("/") == "/mcp":
        return False
    return not path.startswith(READING_EVENTS)


def hostname(host: str) -> str:
    """The name in a Host header, without its port: "[::1]:7860" is "::1"."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def has_key(headers: Headers, key: str) -> bool:
    """Whether a call brings the key, as a bearer token or in the cookie."""
    kind, _, value = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and same(value.strip(), key):
        return True
    return any(same(value, key) for value in _cookies(headers.getlist("cookie")))


def basic_password(headers: Headers) -> str:
    """The password of HTTP Basic authentication, under any user name; "" where none is sent."""
    kind, _, value = headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def same(given: str, wanted: str) -> bool:
    """Whether two secrets agree, in a time that tells nothing; an empty one never does."""
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


def _cookies(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        try:
            found = SimpleCookie(line).get(COOKIE)
        except CookieError:
            continue
        if found is not None:
            yield found.value


def _ask_password() -> Response:
    refused = problem(
        401, "A password is needed", "This server asks for the password that its settings name.", kind="PasswordNeeded"
    )
    refused.headers["WWW-Authenticate"] = 'Basic realm="Casebook", charset="UTF-8"'
    return refused
