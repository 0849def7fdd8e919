"""Counts and times in the text form of Prometheus. No label ever holds what was asked."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Upper bounds of the buckets, in seconds.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
#: Routes that are told apart; everything else is "page".
_NAMED = frozenset(
    f"/api/v1/{name}"
    for name in ("ask", "search", "similar", "compare", "cite", "facets", "reviews", "health", "ready")
)


class Metrics:
    """What the server has done since it started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}
        self._started = time.time()

    def count(self, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            self._requests[route, status] += 1
            buckets = self._buckets.setdefault(route, [0] * (len(BUCKETS) + 1))
            buckets[bisect_left(BUCKETS, seconds)] += 1
            self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def text(self, gauges: dict[str, float]) -> str:
        """Everything counted, and `gauges` as they are now."""
        lines = ["# TYPE casebook_requests_total counter"]
        with self._lock:
            for (route, status), number in sorted(self._requests.items()):
                lines.append(f'casebook_requests_total{{route="{route}",status="{status}"}} {number}')
            lines.append("# TYPE casebook_request_seconds histogram")
            for route, buckets in sorted(self._buckets.items()):
                lines += _histogram(route, buckets, self._seconds[route])
        for name, value in {**gauges, "start_time_seconds": self._started}.items():
            lines += [f"# TYPE casebook_{name} gauge", f"casebook_{name} {value:.15g}"]
        return "\n".join(lines) + "\n"


def _histogram(route: str, buckets: list[int], seconds: float) -> list[str]:
    lines, below = [], 0
    for bound, number in zip((*map(str, BUCKETS), "+Inf"), buckets, strict=True):
        below += number
        lines.append(f'casebook_request_seconds_bucket{{route="{route}",le="{bound}"}} {below}')
    lines.append(f'casebook_request_seconds_sum{{route="{route}"}} {seconds:.6f}')
    lines.append(f'casebook_request_seconds_count{{route="{route}"}} {below}')
    return lines


class Counted:
    """ASGI middleware that counts every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, and count how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._metrics.count(route_of(scope["path"]), status, time.perf_counter() - started)


def route_of(path: str) -> str:
    """The name under which a path is counted: never the path itself, which may name a review."""
    if path in _NAMED:
        return path
    return (
        "/api/v1/reviews"
        if path.startswith("/api/v1/reviews/")
        else "reader"
        if path.startswith("/review/")
        else "page"
    )
