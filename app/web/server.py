"""`casebook serve`: one server for the page, the reader and the API."""

from __future__ import annotations

import gc
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
import warnings
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from fastapi.responses import HTMLResponse

from app.api import presence
from app.api.access import LOOPBACK, Access, Rules
from app.api.application import make_api
from app.api.desk import Desk
from app.api.presence import Presence
from app.api.served import fetched, greets
from app.casebook import Casebook
from app.evaluation import keep_mark, report, runs
from app.web import assets, collection, preload, reader, session
from app.web.delivery import Delivery
from app.web.views import Views
from ingest.errors import IndexBusy, SettingsError

if TYPE_CHECKING:
    from fastapi import FastAPI

#: Gradio's pages.
PAGES = ("/", "/search", "/compare", "/collection", "/evaluation")
#: Gradio keeps a history of calls and asks a model hub for parts unless told not to (see ingest/offline.py too).
QUIET = {"GRADIO_RUN_HISTORY": "False", "HF_HUB_OFFLINE": "1"}


def serve(casebook: Casebook, host: str, port: int, open_browser: bool) -> None:
    """Serve until interrupted.

    Raises:
        SettingsError: `host` is not loopback and no password is set, or the port cannot be used.
        IndexBusy: another process serves this library.
    """
    import uvicorn

    logging.getLogger("python_multipart").setLevel(logging.ERROR)  # what is wrong with a request is told to its sender
    key = secrets.token_urlsafe(24)
    rules = Rules(key, password_for(host, casebook), hosts_for(host))
    _not_served(casebook)
    with presence.starting(casebook.library.path), _listen(host, port) as sock:
        address = f"http://{_written(host)}:{sock.getsockname()[1]}"
        desk = Desk(casebook)
        desk.warm()
        app = make_app(desk, rules)
        gc.collect()
        gc.freeze()  # what is there by now stays: to look through it for garbage takes a tenth of an answer
        config = uvicorn.Config(
            Access(Delivery(app, PAGES, preload.links()), rules),
            log_level="error",  # what it warns of is a request that cannot be read: its sender is told
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        _announce(address, key)
        if open_browser:
            webbrowser.open(f"{address}/#key={key}")
        here = Presence(os.getpid(), address.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]"), key)
        threading.Thread(target=_first_visit, args=(here,), daemon=True).start()
        with _until_stopped(), presence.announced(casebook.library.path, here):
            uvicorn.Server(config).run([sock])
        app.state.jobs.stop()


def _first_visit(here: Presence) -> None:
    """Fetch the page once it is there, so that what is made at the first visit is made before a person comes."""
    for _ in range(50):
        if fetched(here, "/"):
            return
        time.sleep(0.1)


@contextmanager
def _until_stopped() -> Iterator[None]:
    """Being told to stop, by Ctrl+C or by the system, is the ordinary end: what is open is closed on the way out."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


def make_app(desk: Desk, rules: Rules) -> FastAPI:
    """The whole application, without the middleware that guards it."""
    os.environ.update(QUIET)
    app = make_api(desk, partial(runs, desk.library), partial(keep_mark, desk.library))
    app.include_router(assets.router)
    app.include_router(session.make_router(rules))
    app.include_router(reader.router)
    app.include_router(collection.router)
    app.add_api_route("/evaluation/report/{run}", partial(_report, desk), include_in_schema=False)
    views = Views(desk, partial(runs, desk.library))
    with warnings.catch_warnings():
        # Gradio says that several pages are not rendered on the server, which is not asked of it.
        warnings.filterwarnings("ignore", "SSR mode", UserWarning)
        return _mounted(app, views, desk.casebook.settings.limits.file_bytes)


def _report(desk: Desk, run: str) -> HTMLResponse:
    return HTMLResponse(report(desk, run))


def _mounted(app: FastAPI, views: Views, limit: int) -> FastAPI:
    import gradio as gr

    from app.web import pages

    mounted: FastAPI = gr.mount_gradio_app(
        app,
        pages.make_pages(views),
        path="",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        theme=pages.theme(),
        head=pages.head(),
        favicon_path=None,
        max_file_size=limit,
    )
    return mounted


def password_for(host: str, casebook: Casebook) -> str:
    """The password that a server on this address asks for: the one set, on loopback too, since a proxy may stand
    before it; "" where none is set or needed.

    Raises:
        SettingsError: it needs one and the settings name none.
    """
    password = casebook.settings.password
    if not password and host not in LOOPBACK:
        raise SettingsError(
            f"{host} can be reached from other machines, and no password is set.",
            remedy="Set CASEBOOK_PASSWORD, or leave --host out to serve this machine alone.",
        )
    return password


def hosts_for(host: str) -> frozenset[str]:
    """Names under which a server on this address may be called; none where it listens on every address."""
    if host in ("0.0.0.0", "::"):
        return frozenset()
    return frozenset((*LOOPBACK, host.lower())) if host in LOOPBACK else frozenset((host.lower(),))


def _not_served(casebook: Casebook) -> None:
    server = presence.read(casebook.library.path)
    if server is not None and greets(server):
        raise IndexBusy(
            f"This library is served already, by process {server.pid}.", remedy=f"Its page is at {server.address}/"
        )


def _written(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio switches off Nagle's algorithm, which adds 40 ms to a small answer.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise SettingsError(
            f"{host} port {port} cannot be used: {error.strerror or error}.",
            remedy="Name another with --port, or --port 0 for any that is free.",
        ) from error
    return sock


def _announce(address: str, key: str) -> None:
    """Say where the page is; the key stands in the fragment, which no browser sends to a server."""
    sys.stdout.write(
        f"Casebook is at {address}/\n"
        f"To change the collection from the page, open {address}/#key={key}\n"
        "Stop it with Ctrl+C.\n"
    )
    sys.stdout.flush()
