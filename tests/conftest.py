"""What every test shares: no setting of the user's, random examples that are the same in every CI run, no call to
anywhere, one browser."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

from ingest.offline import switch_off

switch_off()
os.environ["HF_HUB_OFFLINE"] = "1"

# What the user has set for a library of theirs is no part of a test: neither read nor, on a server, written to.
for name in [name for name in os.environ if name.startswith("CASEBOOK_")]:
    del os.environ[name]

# In CI a change is judged by the same examples every time; elsewhere each run looks for new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "search")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, one for all tests: Playwright's loop runs but once in a process."""
    if CHROMIUM is None:
        pytest.skip("needs a Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
