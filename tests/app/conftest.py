"""A small library of fictional reviews, taken in and indexed once for all tests of this room."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.api import presence
from app.casebook import Casebook
from ingest.settings import load_settings

K = """Westmarch Safeguarding Children Board

Serious Case Review: Child K

March 2018

1 Introduction

1.1 This serious case review concerns Child K, who was fourteen months old when she was taken to hospital with a head
injury on 9 May 2016.

1.2 The review was commissioned by the Westmarch Safeguarding Children Board and chaired by Josephine Larkhall.

2 What happened

2.1 The health visitor did not see Child K between January and April 2016 because three appointments were missed.

2.2 Nobody told the nursery that the appointments had been missed. The nursery manager said that she would have
telephoned the family at once.

2.3 A letter warning the parents of the consequences of domestic abuse was sent by the social worker on 3 March 2016.
This was the only action that followed the referral.

3 Findings

3.1 The review finds that warning letters were used instead of visits, and that nobody asked whether they were read.

3.2 Missed appointments were recorded as the parents' choice. The child's need to be seen was lost.

4 Recommendations

Recommendation 1: The Board should make sure that a warning letter about domestic abuse is never the only response to
a referral.

Recommendation 2: Westmarch Community Healthcare Trust should follow up every missed appointment of a child under two
within five working days.
"""

J = """Calderwick Safeguarding Partnership

Local Child Safeguarding Practice Review: Jonah

October 2021

1 Introduction

1.1 Jonah was nine years old when he was found alone at a railway station at night.

1.2 The independent reviewer was Tobias Fenwright. The multi-agency safeguarding hub (MASH) holds the records.

2 Analysis

2.1 Jonah missed eleven appointments with the asthma clinic in two years. The clinic discharged him after the third.

2.2 His teacher, Ms Orrell, raised her worry four times. She was told each time that the threshold was not met.

2.3 The police officer who found Jonah wrote down his words: "I go to the trains because they are on time."

3 Recommendations

Recommendation 1: The hospital trust should not discharge a child for missed appointments without asking the school.
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A library with two reviews, and the files that they came from."""
    root = tmp_path_factory.mktemp("app")
    (root / "files").mkdir()
    (root / "files" / "westmarch-child-k.txt").write_text(K, encoding="utf-8")
    (root / "files" / "calderwick-jonah.txt").write_text(J, encoding="utf-8")
    with Casebook.open(root / "library", create=True, settings=load_settings(library=root / "library")) as casebook:
        assert [added.outcome for added in casebook.add([root / "files"])] == ["added", "added"]
    return root


@pytest.fixture(scope="session")
def casebook(folder):
    """The library, open. Tests that run the command line use `folder` and must not run while this is open."""
    library = folder / "library"
    with Casebook.open(library, settings=load_settings(library=library)) as opened:
        yield opened


@pytest.fixture(scope="session")
def home():
    return Path(__file__).parents[2]


#: Of the sample, one of each kind that the reader lays out in its own way.
REVIEWS = (
    "westmarch-child-k-overview.pdf",
    "dunmarsh-siblings-p-and-q-scr.pdf",
    "thornmere-rowan-slides.pdf",
    "thornmere-rowan-lcspr.docx",
    "calderwick-jonah-sar.pdf",
)
HOSTILE = """Board <script>window.hurt=1</script>

Rapid Review: Child <svg/onload=window.hurt=1>

1.1 The heron <script>window.hurt=1</script> stood by {{constructor}} and ${name} all day <svg/onload=window.hurt=1>.

1.2 Nobody fed the heron <svg/onload=window.hurt=1> or asked after it.
"""


@pytest.fixture(scope="session")
def web(browser, home, tmp_path_factory):
    """`casebook serve` on a part of the sample and a hostile file: what says where it is, and its log."""
    root = tmp_path_factory.mktemp("web")
    hostile = root / "heron <b>bold<b>.txt"
    hostile.write_text(HOSTILE, encoding="utf-8")
    environment = {
        **os.environ,
        "CASEBOOK_LIBRARY": str(root / "library"),
        "CASEBOOK_HOST": "127.0.0.1",
        "CASEBOOK_MAX_FILE_MB": "5",
    }
    casebook = Path(sys.executable).with_name("casebook")
    reviews = [home / "sample" / "reviews" / name for name in REVIEWS]
    subprocess.run([casebook, "add", *reviews, hostile], env=environment, check=True, capture_output=True)
    log = root / "log"
    with log.open("w") as out:
        process = subprocess.Popen([casebook, "serve", "--port", "0"], env=environment, stdout=out, stderr=out)
    while presence.read(root / "library") is None:
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    yield presence.read(root / "library"), log, root / "library"
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def page(browser, web, request):
    """A page that fails its test on any request to elsewhere and on any error in a script."""
    options = getattr(request, "param", {})
    context = browser.new_context(
        base_url=web[0].address, viewport=options.get("viewport", {"width": 1280, "height": 850})
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(15_000)
    opened = context.new_page()
    elsewhere, errors = [], []
    opened.on("request", lambda sent: _is_here(sent.url, web[0].address) or elsewhere.append(sent.url))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    _keep_picture(opened, request.node.name)
    context.close()
    assert elsewhere == []
    assert errors == []


def _is_here(url, address):
    return url.startswith((address + "/", "data:", "blob:"))


def _keep_picture(page, name):
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.png")
